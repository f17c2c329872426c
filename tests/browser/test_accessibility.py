"""WCAG 2.2 AA by axe-core: the pages of the day in every look, each page of the admin once; all of it by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import NoReverseMatch, reverse
from playwright.sync_api import Page, expect

from tests.browser.accessibility import in_words, violations
from tests.browser.conftest import Watch
from tests.browser.seeding import Seeded

# The tests' own start script is refused in the sandboxed frames of letters and mails, as every script is.
FRAMES_RUN_NOTHING = "Blocked script execution in 'about:srcdoc'"
LOOKS = {"light": {}, "dark": {"dark": True}, "phone": {"phone": True}, "dark phone": {"phone": True, "dark": True}}


def daily_pages(seeded: Seeded) -> list[str]:
    return [
        "/admin/",
        reverse("admin:dunning_review_queue"),
        reverse("admin:dunning_case_change", args=[seeded.case(seeded.talker).pk]),
        reverse("admin:dunning_case_change", args=[seeded.case(seeded.escalated).pk]),
        reverse("admin:customers_banktransaction_unmatched"),
        reverse("admin:dunning_dispute_changelist"),
        reverse("admin:customers_snapshot_figures"),
        reverse("search") + "?q=Alder",
        reverse("admin:dunning_installation_setup"),
        reverse("admin:dunning_installation_sample"),
        reverse("admin:dunning_installation_do", args=[1, "stop"]),
        reverse("preferences"),
        reverse("portal:answer", args=[seeded.token]),
    ]


def admin_pages() -> Iterator[str]:
    """The list of every model, and the page of its newest row."""
    for model in admin.site._registry:
        place = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        row = model._default_manager.order_by("-pk").first()
        try:
            yield reverse(f"{place}_changelist")
            if row is not None:
                yield reverse(f"{place}_change", args=[row.pk])
        except NoReverseMatch:  # a model whose pages are hidden
            continue


def walk(page: Page, addresses: list[str]) -> list[str]:
    """What is wrong on these pages, in words: answers, widths, violations."""
    wrong = []
    for address in addresses:
        answer = page.goto(address)
        if answer is None or answer.status != 200:
            wrong.append(f"{address} answered {answer.status if answer else 'nothing'}")
            continue
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if too_wide > 1:
            wrong.append(f"{address} is {too_wide} pixels too wide")
        wrong += [f"{address}\n{in_words(found)}" for found in violations(page)]
    return wrong


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_of_the_day_have_no_barriers(look: str, open_page: Any, manager: User, seeded: Seeded) -> None:
    wrong = walk(open_page(manager, **LOOKS[look]), daily_pages(seeded))

    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("look", ["light", "dark phone"])
def test_no_page_of_the_admin_has_barriers(
    look: str, open_page: Any, manager: User, watch: Watch, seeded: Seeded
) -> None:
    watch.allow(FRAMES_RUN_NOTHING)

    wrong = walk(open_page(manager, **LOOKS[look]), list(dict.fromkeys(admin_pages())))

    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("look", LOOKS)
def test_the_login_has_no_barriers(look: str, open_page: Any) -> None:
    wrong = walk(open_page(**LOOKS[look]), ["/admin/login/"])

    assert not wrong, "\n\n".join(wrong)


def test_the_first_stop_of_the_keyboard_leads_past_the_sidebar(manager_page: Page) -> None:
    manager_page.goto("/admin/preferences/")
    manager_page.keyboard.press("Tab")
    assert manager_page.evaluate("document.activeElement.className") == "skip-link"

    manager_page.keyboard.press("Enter")
    manager_page.keyboard.press("Tab")
    assert manager_page.evaluate("document.activeElement.closest('#content') !== null")


def test_the_person_s_menu_opens_and_closes_by_keyboard(manager_page: Page) -> None:
    manager_page.goto("/admin/preferences/")
    button = manager_page.locator("button[aria-haspopup='true']", has_text="Mara")
    button.focus()
    manager_page.keyboard.press("Enter")
    expect(manager_page.get_by_role("link", name="Two-factor login")).to_be_visible()

    manager_page.keyboard.press("Escape")
    expect(manager_page.get_by_role("link", name="Two-factor login")).to_be_hidden()
