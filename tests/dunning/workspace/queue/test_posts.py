from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine

from dunning.models import GivenAnswer, Message, Review, ReviewLease
from dunning.services.reviews.given_answers import give_answer, seen_of
from tests import factories as make
from tests.dunning.workspace.queue.conftest import at, draft, named, review_of
from tests.factories import AS_OF, TODAY

pytestmark = pytest.mark.django_db
TOMORROW = (TODAY + timedelta(days=1)).isoformat()


def told(response, status=200):
    assert response.status_code == status, response.content
    return json.loads(response.content)


def test_an_answer_is_given_taken_back_and_carried_out(office):
    review = review_of()
    assert told(office.post(at("_answer", review.pk), {"outcome": "more"})) == {"said": "Three more", "seconds": 10.0}
    back = told(office.post(at("_undo", review.pk)))
    assert f'data-row="{review.pk}"' in back["row"]
    assert not GivenAnswer.objects.exists()
    office.post(at("_answer", review.pk), {"outcome": "more"})
    assert told(office.post(at("_settle"), {"review": review.pk})) == {"failed": []}
    assert Review.objects.get().closed_at is None
    with time_machine.travel(AS_OF + timedelta(seconds=11), tick=False):
        office.post(at("_settle"), {"review": review.pk})
    assert Review.objects.get().outcome == "more"
    assert "Three more" in told(office.post(at("_undo", review.pk)), 409)["refused"]


def test_what_failed_comes_back_with_its_row(office):
    review = review_of("promise", subject=make.PromiseFactory.create())
    office.post(at("_answer", review.pk), {"outcome": "withdraw"})
    review.promise.__class__.objects.update(status="withdrawn")
    with time_machine.travel(AS_OF + timedelta(seconds=11), tick=False):
        failed = told(office.post(at("_settle"), {"review": review.pk}))["failed"]
    assert [(one["review"], one["why"]) for one in failed] == [(review.pk, "The promise is withdrawn already.")]
    assert "Not done" in failed[0]["row"]


def test_the_slower_of_two_is_told_who_was_faster(office, marias):
    review = review_of()
    told(marias.post(at("_answer", review.pk), {"outcome": "more"}))
    refused = told(office.post(at("_answer", review.pk), {"outcome": "hold"}), 409)["refused"]
    assert refused == "Maria Lopez has answered this a moment ago: Three more."
    assert GivenAnswer.objects.get().outcome == "more"


def test_snoozing_hides_until_a_day_and_can_be_undone(office):
    review = review_of()
    given = told(office.post(at("_snooze", review.pk), {"until": TOMORROW}))
    assert given["undo"] == {"until": ""}
    assert office.get(at()).context["rows"] == []
    told(office.post(at("_snooze", review.pk), given["undo"]))
    assert [row.review for row in office.get(at()).context["rows"]] == [review]
    assert "day to come" in told(office.post(at("_snooze", review.pk), {"until": TODAY.isoformat()}), 409)["refused"]
    assert "Choose a day" in told(office.post(at("_snooze", review.pk), {"until": "soon"}), 409)["refused"]


def test_a_review_is_given_to_somebody_and_back(office, boss, maria):
    review = review_of(owner=boss)
    given = told(office.post(at("_assign", review.pk), {"owner": maria.pk}))
    assert (given["said"], given["undo"]) == ("Given to Maria Lopez.", {"owner": boss.pk})
    assert Review.objects.get().owner == maria
    told(office.post(at("_assign", review.pk), given["undo"]))
    assert Review.objects.get().owner == boss
    told(office.post(at("_assign", review.pk), {"owner": ""}))
    assert Review.objects.get().owner is None
    assert (
        told(office.post(at("_assign", review.pk), {"owner": "999999"}), 409)["refused"] == "There is no such person."
    )


def test_an_edit_is_checked_and_shown_with_what_was_found(office, monkeypatch):
    monkeypatch.setattr("dunning.services.outbox.approvals.check_text", lambda **given: ())
    review = Review.objects.select_related("message").get(pk=draft(kind="reminder").pk)
    values = {"subject": "A word", "text": "Dear all,\r\n\r\nplease pay.", "seen": seen_of(review)}
    saved = told(office.post(at("_edit", review.pk), values))
    assert (saved["said"], saved["open"]) == ("Saved. The check found nothing.", review.pk)
    assert Message.objects.get().body_text == "Dear all,\n\nplease pay."
    assert "A word" in saved["panel"]
    assert "changed since" in told(office.post(at("_edit", review.pk), values), 409)["refused"]


def test_who_looks_at_what_is_told_and_forgotten(office, boss, marias):
    review, other = review_of(), review_of()
    shown = f"{review.pk},{other.pk}"
    told(marias.post(at("_pulse"), {"open": review.pk, "shown": shown}))
    pulse = told(office.post(at("_pulse"), {"open": other.pk, "shown": shown}))
    assert pulse["here"] == {str(review.pk): "Maria Lopez has this open"}
    assert "Maria Lopez has this open" in office.get(at("_panel", review.pk)).content.decode()
    assert "Maria Lopez has this open" in office.get(at()).content.decode()
    with time_machine.travel(AS_OF + timedelta(seconds=46), tick=False):
        assert told(office.post(at("_pulse"), {"shown": shown}))["here"] == {}
    marias.post(at("_pulse"), {"open": other.pk, "shown": shown})
    assert list(ReviewLease.objects.values_list("review_id", "user__username")) == [(other.pk, "maria")]
    marias.post(at("_pulse"), {"shown": shown})
    assert not ReviewLease.objects.exists()


def test_a_pulse_tells_what_others_have_answered(office, maria):
    review, other = review_of(), review_of()
    give_answer(review_id=review.pk, outcome="more", by=maria, as_of=AS_OF)
    pulse = told(office.post(at("_pulse"), {"shown": f"{review.pk},{other.pk},x,"}))
    assert (pulse["gone"], pulse["count"]) == ([review.pk], "1")


def test_like_is_answered_with_like_and_failures_stay(office, maria, monkeypatch):
    monkeypatch.setattr("dunning.services.outbox.approvals._found_in", lambda message, facts: ())
    fine, given, sent, stale = (draft(), draft(), draft(), draft(kind="reminder", facts_digest="of yesterday"))
    other = review_of("legal", exposure=1)
    give_answer(review_id=given.pk, outcome="reject", by=maria, as_of=AS_OF)
    Message.objects.filter(pk=sent.message_id).update(status="approved")
    keys = [fine.pk, given.pk, sent.pk, stale.pk, other.pk]
    page = office.get(at("_bulk"), {"reviews": ",".join(map(str, keys))})
    assert {item.review.pk for item in page.context["items"]} == {fine.pk, stale.pk}
    assert {item.review.pk: item.problem for item in page.context["left"]} == {
        given.pk: "Maria Lopez has answered this a moment ago: Reject.",
        sent.pk: "The message no longer waits for approval.",
        other.pk: "It is of another kind.",
    }
    assert [(str(amount), currency) for amount, currency in page.context["totals"]] == [("2000.00", "EUR")]
    marks = {item.review.pk: item.seen for item in page.context["items"]}
    posted = {"outcome": "approve", "review": list(marks), "seen": list(marks.values())}
    done = told(office.post(at("_bulk_answer"), posted))
    assert done["given"] == [fine.pk]
    assert [(left["review"], left["who"]) for left in done["left"]] == [(stale.pk, str(named(stale)))]
    assert "written anew" in done["left"][0]["why"]
    with time_machine.travel(AS_OF + timedelta(seconds=11), tick=False):
        office.post(at("_settle"))
    assert Message.objects.get(pk=fine.message_id).status == "approved"


def test_a_text_changed_after_the_look_is_not_approved_with_the_others(office, monkeypatch):
    monkeypatch.setattr("dunning.services.outbox.approvals._found_in", lambda message, facts: ())
    review = draft()
    seen = office.get(at("_bulk"), {"reviews": review.pk}).context["items"][0].seen
    Message.objects.update(body_text="Pay at once.")
    done = told(office.post(at("_bulk_answer"), {"outcome": "approve", "review": review.pk, "seen": seen}))
    assert "changed since" in done["left"][0]["why"]
    assert not GivenAnswer.objects.exists()


def test_only_what_suits_many_is_answered_at_once(office):
    review = review_of("legal")
    done = told(office.post(at("_bulk_answer"), {"outcome": "legal", "review": review.pk, "seen": ""}))
    assert done["given"] == []
    assert "no answer for many" in done["left"][0]["why"]


def test_a_stray_mail_is_given_to_a_customer(office):
    case = make.CaseFactory.create(debtor__name="Zanzibar Spices")
    mail = make.IncomingMailFactory.create(status="unmatched")
    from dunning.services.reviews.reviews import open_review

    review = open_review("unmatched_mail", why="Who?", subject=mail, case=None, deadline=TODAY, as_of=AS_OF)
    assert "Zanzibar" in office.get(at("_cases"), {"text": "zanzi"}).content.decode()
    assert "Say whose" in told(office.post(at("_answer", review.pk), {"outcome": "give"}), 409)["refused"]
    told(office.post(at("_answer", review.pk), {"outcome": "give", "target": case.pk}))
    with time_machine.travel(AS_OF + timedelta(seconds=11), tick=False):
        office.post(at("_settle"))
    mail.refresh_from_db()
    assert (mail.case, mail.status) == (case, "matched")
