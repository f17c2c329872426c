"""The first page in a browser: figures lead to their rows, a planned message is cancelled, all on a phone too."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from dunning.models import Message
from dunning.services.upkeep.preparing import refresh_prepared
from tests.browser import seeding


def test_a_kind_that_needs_a_person_leads_to_its_rows(manager_page: Page, seeded: seeding.Seeded) -> None:
    manager_page.goto("/admin/")
    row = manager_page.locator(".today-needs tbody tr").first
    count = int(row.locator("td").first.inner_text())
    row.locator("th a").click()
    expect(manager_page).to_have_url(re.compile(r"queue/\?kind="))
    expect(manager_page.locator(".queue-row")).to_have_count(count)


def test_a_bar_of_the_aging_leads_to_its_invoices(manager_page: Page, seeded: seeding.Seeded) -> None:
    manager_page.goto("/admin/")
    row = manager_page.locator(".today-aging tbody tr").filter(has_text="1–30 days late")
    count = int(re.search(r"(\d+) invoice", row.inner_text()).group(1))  # type: ignore[union-attr]
    row.locator("th a").click()
    expect(manager_page.locator("#result_list tbody tr")).to_have_count(count)


def test_a_planned_message_is_cancelled_and_does_not_come_back(manager_page: Page, seeded: seeding.Seeded) -> None:
    refresh_prepared(as_of=seeding.NOW)
    manager_page.goto("/admin/")
    sends = manager_page.locator(".today-sends > li")
    name = sends.first.locator("a").first.inner_text()
    manager_page.get_by_role("button", name=f"Cancel the message to {name}").first.click()
    dialog = manager_page.get_by_role("dialog")
    expect(dialog).to_contain_text(name)
    dialog.get_by_label("Why").fill("They called this morning.")
    dialog.get_by_role("button", name="Cancel the message").click()
    expect(manager_page.locator(".ws-toast")).to_contain_text("Cancelled")
    expect(manager_page.get_by_role("button", name=f"Cancel the message to {name}")).to_have_count(0)
    rejected = Message.objects.filter(status=Message.Status.REJECTED, debtor__name=name)
    assert rejected.get().problem == "They called this morning."
    manager_page.reload()
    expect(manager_page.get_by_role("button", name=f"Cancel the message to {name}")).to_have_count(0)


def test_the_days_ahead_change_without_a_page_load(manager_page: Page, seeded: seeding.Seeded) -> None:
    manager_page.goto("/admin/")
    manager_page.evaluate("window.stayed = true")
    day = manager_page.locator(".today-days a").last
    day.click()
    expect(manager_page.locator(".today-days a").last).to_have_attribute("aria-current", "true")
    assert manager_page.evaluate("window.stayed") is True


def test_the_figures_are_accessible(manager_page: Page, seeded: seeding.Seeded, axe: Callable[[Page], None]) -> None:
    from dunning.services.upkeep.snapshots import take_missing_snapshots

    take_missing_snapshots(today=seeding.NOW.date(), as_of=seeding.NOW)
    manager_page.goto("/admin/customers/snapshot/figures/")
    expect(manager_page.locator("#dso svg")).to_be_visible()
    axe(manager_page)
