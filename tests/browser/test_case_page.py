"""The page of a case in a real browser: by keyboard, by one click, and on a telephone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from dunning.models import Case, Correction, Message
from tests.browser.conftest import OpenPage
from tests.browser.seeding import Seeded


def address(case: Case) -> str:
    return f"/admin/dunning/case/{case.pk}/change/"


def test_a_reading_is_corrected_by_one_click(manager_page: Page, seeded: Seeded, axe: Callable[[Page], None]) -> None:
    page = manager_page
    page.goto(address(seeded.case(seeded.disputer)))
    axe(page)

    page.locator("details[data-labels] > summary").first.click()
    page.get_by_text("Asks a question", exact=True).click()

    expect(page.locator(".ws-toast")).to_contain_text("Corrected to “question”")
    expect(page.get_by_text("Corrected by Mara")).to_be_visible()
    assert Correction.objects.get().answer["intents"] == [{"intent": "question", "confidence": 1.0}]


def test_a_draft_is_edited_in_place_by_keyboard_and_checked_again(manager_page: Page, seeded: Seeded) -> None:
    page, draft = manager_page, seeded.drafts[0]
    page.goto(address(draft.case))

    page.keyboard.press("e")
    subject = page.get_by_label("Subject")
    subject.fill("Just a question about your account")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".ws-toast")).to_contain_text("Saved")
    expect(page.locator(".cp-subject").first).to_have_text("Just a question about your account")
    draft.refresh_from_db()
    assert draft.subject == "Just a question about your account"
    assert draft.original_text


def test_what_was_typed_survives_that_somebody_else_was_faster(manager_page: Page, seeded: Seeded) -> None:
    page, draft = manager_page, seeded.drafts[0]
    page.goto(address(draft.case))
    page.keyboard.press("e")
    page.get_by_label("Subject").fill("Mine")
    Message.objects.filter(pk=draft.pk).update(text_hash="another")

    page.keyboard.press("Control+Enter")

    dialog = page.locator("#case-dialog")
    expect(dialog).to_contain_text("Somebody changed this meanwhile")
    expect(dialog.locator("[name=subject]")).to_have_value("Mine")


def test_a_hold_is_set_by_keyboard_and_shown_at_once(manager_page: Page, seeded: Seeded) -> None:
    page, case = manager_page, seeded.case(seeded.talker)
    page.goto(address(case))

    page.keyboard.press("h")
    dialog = page.locator("#case-dialog")
    dialog.get_by_text("2 weeks").click()
    dialog.locator("[name=reason]").fill("Trade fair")
    page.keyboard.press("Control+Enter")

    expect(page.locator(".ws-toast")).to_contain_text("On hold until")
    expect(page.locator(".cp-timeline")).to_contain_text("Held until")
    case.refresh_from_db()
    assert case.hold_reason == "Trade fair"


def test_it_works_on_a_telephone_in_the_dark(open_page: OpenPage, manager, seeded: Seeded, axe) -> None:
    page = open_page(manager, phone=True, dark=True)
    page.goto(address(seeded.case(seeded.talker)))

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".cp-menu > summary", has_text="Record").click()
    page.get_by_role("button", name="Call or note").click()
    page.locator("#case-dialog [name=text]").fill("They look into it.")
    page.locator("#case-dialog button[type=submit]").click()
    expect(page.locator(".cp-timeline")).to_contain_text("They look into it.")
