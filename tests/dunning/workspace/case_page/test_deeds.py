"""What is done on the page by htmx: a dialog, one service call, a sentence; two people at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dunning.models import Case, Correction, Dispute, Escalation, Message, Promise
from tests import factories as make
from tests.dunning.admin.conftest import clerk
from tests.dunning.workspace.case_page.conftest import a_draft, a_mail
from tests.factories import AS_OF

HTMX = {"HX-Request": "true"}


def do(client: Client, row: Any, name: str, **given: Any) -> HttpResponse:
    url = reverse(f"admin:dunning_{row._meta.model_name}_do", args=[row.pk, name])
    return client.post(url, given, headers=HTMX)


def said(response: HttpResponse) -> dict[str, Any]:
    assert response.status_code == 204
    return json.loads(response["HX-Trigger"])["deed-done"]


def asked(client: Client, row: Any, name: str) -> str:
    url = reverse(f"admin:dunning_{row._meta.model_name}_do", args=[row.pk, name])
    response = client.get(url, headers=HTMX)
    assert response.status_code == 200
    return response.content.decode()


def test_a_form_comes_as_the_inside_of_a_dialog_with_what_was_seen(case, office):
    html = asked(office, case, "hold")
    assert "<html" not in html
    assert f'name="seen" value="{case.version}"' in html
    assert 'data-fills="until"' in html


def test_a_hold_is_one_call_and_a_sentence(case, office):
    done = said(do(office, case, "hold", until="2026-03-20", reason="Trade fair", seen=case.version))
    assert done == {"said": "On hold until March 20, 2026; nothing goes out before.", "refused": False, "undo": ""}


def test_a_case_that_somebody_changed_meanwhile_is_not_changed_and_nothing_typed_is_lost(case, office):
    Case.objects.update(version=case.version + 1)
    response = do(office, case, "hold", until="2026-03-20", reason="Trade fair", seen=case.version)
    html = response.content.decode()
    assert "Somebody changed this meanwhile. Look again; what you typed is kept." in html
    assert 'value="Trade fair"' in html
    assert f'name="seen" value="{case.version + 1}"' in html
    case.refresh_from_db()
    assert case.hold_until is None


def test_an_edit_over_somebody_elses_edit_is_refused_and_kept_in_the_form(case, office):
    draft = a_draft(case, "LI-1 over €1,000.00 is open.")
    seen = f"{draft.status} {draft.text_hash}"
    Message.objects.update(text_hash="another", body_text="Somebody else's text.")
    response = do(office, draft, "edit", subject="Mine", body_text="My text.", seen=seen)
    assert "My text." in response.content.decode()
    draft.refresh_from_db()
    assert draft.body_text == "Somebody else's text."


def test_an_edit_is_saved_and_checked(case, office):
    draft = a_draft(case, "LI-1 over €1,000.00 is open.")
    done = said(
        do(office, draft, "edit", subject="LI-1", body_text="LI-1 over €999.00 is open.", seen="awaiting_approval abc")
    )
    assert done["said"] == "Saved; the check found something, so it may not go like this."
    draft.refresh_from_db()
    assert (draft.status, draft.body_text) == ("blocked", "LI-1 over €999.00 is open.")


def test_an_approval_can_be_taken_back_by_the_address_that_comes_with_it(case, office):
    draft = a_draft(case, "LI-1 over €1,000.00 is open.")
    done = said(do(office, draft, "approve", seen="awaiting_approval abc"))
    assert done["refused"] is False
    assert said(office.post(done["undo"], headers=HTMX))["said"] == "The approval is taken back; nothing was sent."
    draft.refresh_from_db()
    assert draft.status == "awaiting_approval"


def test_an_approval_of_a_text_that_changed_meanwhile_is_refused(case, office):
    draft = a_draft(case, "LI-1 over €1,000.00 is open.")
    done = said(do(office, draft, "approve", seen="awaiting_approval older"))
    assert done["refused"] is True
    draft.refresh_from_db()
    assert draft.status == "awaiting_approval"


def test_a_deed_that_is_over_says_so(case, office):
    draft = a_draft(case, "LI-1 over €1,000.00 is open.", status="superseded")
    assert said(do(office, draft, "approve"))["said"] == "“Approve” is not possible any more."


def test_sending_now_waives_the_time_to_take_it_back(case, office):
    draft = a_draft(case, "LI-1 over €1,000.00 is open.")
    assert "It goes to paula@alder.example" in asked(office, draft, "send_now")
    assert said(do(office, draft, "send_now"))["said"] == "It goes out now."
    draft.refresh_from_db()
    assert (draft.status, draft.send_after) == ("approved", AS_OF)


@pytest.mark.parametrize(("on", "words"), [("2026-03-04", "Choose a day to come."), ("2026-03-20", "Hold the case")])
def test_a_day_that_no_approval_reaches_is_refused(case, office, on, words):
    draft = a_draft(case, "LI-1 over €1,000.00 is open.")
    assert words in do(office, draft, "later", on=on).content.decode()
    draft.refresh_from_db()
    assert draft.status == "awaiting_approval"


def test_a_message_is_sent_on_a_later_day(case, office):
    draft = a_draft(case, "LI-1 over €1,000.00 is open.")
    assert said(do(office, draft, "later", on="2026-03-06"))["said"].startswith("Approved; it goes out on March 6")
    draft.refresh_from_db()
    assert draft.send_after.date().isoformat() == "2026-03-06"


def test_another_step_is_written_and_waits_for_a_person(case, office):
    step = make.StepFactory.create(cadence=case.cadence, key="firmer", position=9, offset=20, stage="firm")
    draft = a_draft(case, "LI-1 over €1,000.00 is open.")
    done = said(do(office, case, "step", step_key=step.key, seen=case.version))
    assert done["said"] == "“firmer” is being written; read and approve it here in a moment."
    draft.refresh_from_db()
    queued = Message.objects.latest("pk")
    assert (draft.status, queued.step_key, queued.needs_person) == ("superseded", "firmer", "boss chose this step.")


def test_no_step_is_sent_while_the_case_is_held(case, office):
    step = make.StepFactory.create(cadence=case.cadence, key="firmer", position=9, offset=20, stage="firm")
    do(office, case, "hold", until="2026-03-20", reason="Trade fair")
    html = do(office, case, "step", step_key=step.key).content.decode()
    assert "The case is on hold until 2026-03-20: end the hold first." in html
    assert not Message.objects.exists()


def test_a_case_is_escalated_once_with_the_persons_words(case, office):
    case.debtor.account_manager = make.AccountManagerFactory.create(email="anna@creditor.example")
    case.debtor.save()
    assert "anna@creditor.example is asked by mail" in said(do(office, case, "escalate", note="Please call."))["said"]
    assert Escalation.objects.get().reason_text == "boss: Please call."
    html = do(office, case, "escalate", note="Again.").content.decode()
    assert "anna@creditor.example was asked already" in html
    assert Escalation.objects.count() == 1


def test_all_mail_is_stopped_and_goes_on_again(case, office):
    draft = a_draft(case, "LI-1 over €1,000.00 is open.")
    said(do(office, case, "stop", why="do_not_contact", note="They asked on the phone."))
    draft.refresh_from_db()
    case.debtor.refresh_from_db()
    assert (draft.status, case.debtor.do_not_contact) == ("superseded", True)
    said(do(office, case, "resume"))
    case.debtor.refresh_from_db()
    assert case.debtor.do_not_contact is False


@pytest.fixture
def reading(case):
    mail = a_mail(case, "We will pay LI-1 on Friday.")
    return make.ReadingFactory.create(
        mail=mail,
        answer={
            "language": "en",
            "intents": [{"intent": "promise_to_pay", "confidence": 0.7}],
            "promises": [{"date": "2026-03-06", "amount": None, "invoices": ["LI-1"]}],
        },
        quotes={"intents": ["We will pay LI-1 on Friday."], "promises": ["We will pay LI-1 on Friday."]},
    )


def test_a_reading_is_accepted_and_undone_with_what_that_takes_back_said_first(case, office, reading):
    assert said(do(office, reading, "accept", seen="proposed"))["said"] == "Accepted and booked."
    assert Promise.objects.get().status == "open"
    html = asked(office, reading, "undo")
    assert "Taken back: The promise (whole balance EUR, 2026-03-06)" in html
    said(do(office, reading, "undo", seen="applied"))
    assert Promise.objects.get().status == "withdrawn"


def test_one_click_corrects_a_reading_to_a_dispute_with_its_reason(case, invoice, office, reading):
    done = said(do(office, reading, "label", intent="dispute", detail="quality", seen="proposed"))
    assert done["said"] == "Corrected to “dispute: quality”, booked, and kept as an example."
    dispute = Dispute.objects.get()
    assert (dispute.reason, list(dispute.invoices.all())) == ("quality", [invoice])
    assert Correction.objects.get().answer["intents"] == [{"intent": "dispute", "confidence": 1.0}]
    assert not Promise.objects.exists()


def test_a_reading_that_somebody_else_answered_is_not_corrected_over_it(office, reading):
    do(office, reading, "accept")
    done = do(office, reading, "label", intent="question", seen="proposed")
    assert b"Somebody changed this meanwhile" in done.content
    assert not Correction.objects.exists()


def test_a_label_that_no_reading_knows_is_refused(office, reading):
    assert "is no meaning of a mail" in do(office, reading, "label", intent="nonsense").content.decode()


def test_each_deed_needs_its_right(case, reading):
    draft = a_draft(case, "LI-1 over €1,000.00 is open.")
    client = clerk("dunning.view_case", "dunning.view_message", "dunning.view_reading")
    for row, name in (
        (case, "hold"),
        (case, "escalate"),
        (case, "stop"),
        (case, "step"),
        (draft, "approve"),
        (draft, "send_now"),
        (draft, "later"),
        (reading, "label"),
        (reading, "accept"),
    ):
        assert do(client, row, name).status_code == 403
