"""The global stop and the setup in a real browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from dunning.models import Installation


def test_two_clicks_and_a_reason_stop_everything_and_one_page_later_it_goes_on(manager_page: Page) -> None:
    manager_page.goto("/admin/preferences/")
    manager_page.get_by_role("link", name="Stop everything").click()
    manager_page.get_by_label("Reason").fill("The bank file is wrong")
    manager_page.get_by_role("button", name="Stop everything").click()

    manager_page.wait_for_url("**/admin/preferences/")
    expect(manager_page.get_by_role("alert")).to_contain_text("The bank file is wrong")
    assert Installation.current().global_stop

    manager_page.get_by_role("link", name="Go on").click()
    manager_page.get_by_role("button", name="Go on").click()
    manager_page.wait_for_url("**/admin/preferences/")
    assert not Installation.current().global_stop


def test_the_stop_is_at_hand_on_a_phone(phone_page: Page) -> None:
    phone_page.goto("/admin/preferences/")

    button = phone_page.get_by_role("link", name="Stop everything")
    expect(button).to_be_visible()
    box = button.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24


def test_a_step_is_called_fine_as_it_is(manager_page: Page) -> None:
    manager_page.goto("/admin/dunning/installation/setup/")
    step = manager_page.locator("#step-backups")
    step.get_by_role("button", name="Fine as it is").click()

    expect(manager_page.locator("#step-backups")).to_contain_text("Not needed")
    assert Installation.current().setup_skipped == ["backups"]
