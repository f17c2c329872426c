"""An account manager answers by the link in its mail: without a login, on a telephone, and takes it back."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from dunning.models import Case, Dispute, Escalation
from tests.browser.conftest import OpenPage
from tests.browser.seeding import Seeded
from tests.factories import AccountManagerFactory

Axe = Callable[[Page], None]


def test_holding_for_seven_days_by_link_and_taking_it_back(seeded: Seeded, open_page: OpenPage, axe: Axe) -> None:
    page = open_page(phone=True)
    page.goto(f"/answer/{seeded.token}/")
    axe(page)
    assert seeded.escalated.name in page.inner_text("h1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    # By keyboard: the first answer of the list, then its button.
    page.locator(".choice").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/hold/")
    axe(page)
    assert Escalation.objects.get(pk=seeded.escalation.pk).status == "open"
    page.locator("form.card button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/answer/{seeded.token}/")

    held = Case.objects.get(pk=seeded.escalation.case_id)
    assert Escalation.objects.get(pk=seeded.escalation.pk).answer == "hold"
    assert held.hold_until is not None
    axe(page)
    page.reload()
    page.locator("form.undo button").click()
    page.locator(".notice").wait_for()
    assert Escalation.objects.get(pk=seeded.escalation.pk).status == "open"
    assert Case.objects.get(pk=held.pk).hold_until is None


def test_a_service_problem_opens_a_dispute_and_the_link_is_spent(seeded: Seeded, open_page: OpenPage, axe: Axe) -> None:
    page = open_page(dark=True)
    page.goto(f"/answer/{seeded.token}/dispute/")
    axe(page)
    page.fill("#note", "The crane was late.")
    page.click("form.card button")
    page.wait_for_url(f"**/answer/{seeded.token}/")
    assert Dispute.objects.filter(case=seeded.escalation.case_id, status="open").exists()
    page.goto(f"/answer/{seeded.token}/go_on/")
    assert page.locator("form.card").count() == 0
    assert Escalation.objects.get(pk=seeded.escalation.pk).answer == "dispute"


def test_naming_a_colleague_hands_the_question_on(seeded: Seeded, open_page: OpenPage, axe: Axe) -> None:
    AccountManagerFactory.create(name="Bruno Falk", email="bruno@creditor.example")
    page = open_page()
    page.goto(f"/answer/{seeded.token}/somebody_else/")
    axe(page)
    page.select_option("#manager", label="Bruno Falk")
    page.click("form.card button")
    page.wait_for_url(f"**/answer/{seeded.token}/")
    handed = Escalation.objects.get(pk=seeded.escalation.pk)
    assert (handed.status, handed.sent_to, handed.notified_at) == ("open", "bruno@creditor.example", None)


def test_a_forged_link_tells_nothing(open_page: OpenPage, watch, axe: Axe) -> None:
    watch.allow("404")
    page = open_page()
    answer = page.goto("/answer/1:forged/")
    assert answer is not None
    assert answer.status == 404
    axe(page)
