"""The ladder's page, the watched texts beside what people did, and a step taken by a click."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dunning.models import Activity, Case, Evidence, Message, Review, Rung, RungChange, Segment
from dunning.services.autonomy.proposals import judge_ladder
from tests import factories as make
from tests.dunning.admin.conftest import clerk, do, page, said
from tests.dunning.admin.test_rules import rows
from tests.dunning.autonomy.conftest import evidence
from tests.factories import AS_OF, TODAY

LADDER = "admin:dunning_rungchange_ladder"
WATCHED = "admin:dunning_rungchange_watched"


@pytest.fixture
def case(db: None) -> Case:
    made: Case = make.CaseFactory.create()
    Rung.objects.update(level=Rung.Level.SUGGEST)
    return made


@pytest.fixture
def proposal(case: Case) -> RungChange:
    evidence(case, "unchanged", 50, level=1)
    judge_ladder(as_of=AS_OF)
    return RungChange.objects.get()


def test_the_ladder_shows_rung_evidence_and_proposal(proposal, office):
    text = office.get(reverse(LADDER)).content.decode()
    assert "Reminder: First" in text
    assert "50 approved unchanged" in text
    assert "100 % unchanged" in text
    assert "Assist: 100% of the last 50 went unchanged; no complaint, and none was untrue." in text
    assert reverse("admin:dunning_rungchange_do", args=[proposal.pk, "take"]) in text


def test_a_click_takes_the_step_for_whoever_may_and_for_nobody_else(proposal):
    only_looks = clerk("dunning.view_rung", "dunning.view_rungchange")
    text = only_looks.get(reverse(LADDER)).content.decode()
    assert ("Step up" in text, "Compute now" in text) == (False, False)
    assert do(only_looks, proposal, "take").status_code == 403
    assert only_looks.post(reverse(LADDER)).status_code == 403
    assert not Rung.objects.filter(stage="first").exists()
    manager = clerk("dunning.change_rung", "dunning.view_rungchange")
    answer = do(manager, proposal, "take", next=reverse(LADDER))
    assert answer.url == reverse(LADDER)
    assert said(answer) == ["Stepped up. All others: reminder, first from Suggest to Assist."]
    assert Rung.objects.get(stage="first").level == Rung.Level.ASSIST


def test_a_steps_own_page_says_why(proposal, office):
    assert office.get(page(proposal)).content.decode().count(proposal.why) == 2  # in its own words and in its event


def test_opening_the_address_of_the_step_takes_nothing(proposal, office):
    office.get(reverse("admin:dunning_rungchange_do", args=[proposal.pk, "take"]))
    assert not Rung.objects.filter(stage="first").exists()


def test_a_clerk_who_may_answer_reviews_cannot_raise_a_rung_by_one(proposal):
    review = Review.objects.get(kind="step_up")
    rights = ("dunning.view_review", "dunning.change_review")
    assert do(clerk(*rights), review, "resolve", outcome="take").status_code == 403
    assert not Rung.objects.filter(stage="first").exists()
    do(clerk(*rights, "dunning.change_rung"), review, "resolve", outcome="take")
    assert Rung.objects.get(stage="first").level == Rung.Level.ASSIST


def test_the_ladder_is_closed_without_the_right(case):
    assert clerk("dunning.view_review").get(reverse(LADDER)).status_code == 403
    assert clerk("dunning.view_rung").get(reverse(WATCHED)).status_code == 403


def test_scorecards_are_computed_on_demand(case, office):
    evidence(case, "unchanged", 50, level=1)
    assert said(office.post(reverse(LADDER))) == ["Scorecards computed: 1. Steps up proposed: 1. Steps down taken: 0."]


def test_the_ladder_asks_as_much_for_many_segments_as_for_one(proposal, office):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert office.get(reverse(LADDER)).status_code == 200
        return len(queries)

    few = asked()
    for key in ("a", "b", "c"):
        make.SegmentFactory.create(key=key)
    evidence(Case.objects.get(), "edited", 5, stage="firm", changed_share=0.2)
    judge_ladder(as_of=AS_OF + timedelta(days=1))
    assert asked() == few <= 10


def test_watched_texts_stand_beside_what_people_did(case, office):
    (row,) = evidence(case, "shadow", level=0, status="shadow", from_=AS_OF - timedelta(days=9))
    Message.objects.filter(pk=row.message_id).update(body_text="Please pay <b>invoice</b> 4711 soon")
    make.MessageFactory.create(
        case=case, kind="manual", status="sent", body_text="Please pay invoice 4711 now", step_key="", send_on=TODAY,
        created_at=AS_OF - timedelta(days=7), approved_by=make.UserFactory.create(username="paul"),
    )  # fmt: skip
    Activity.objects.create(case=case, kind="call", text="Called Paula.", happened_at=AS_OF - timedelta(days=6))
    Activity.objects.create(case=case, kind="call", text="Too late.", happened_at=AS_OF - timedelta(days=3))
    text = office.get(reverse(WATCHED)).content.decode()
    assert "Please pay &lt;b&gt;invoice&lt;/b&gt; 4711 soon" in text
    assert ("Wrote: paul" in text, "Called Paula." in text, "Too late." in text) == (True, True, False)
    assert "60 % of the words are the same." in text
    (pair,) = office.get(reverse(WATCHED)).context["pairs"]
    assert [(done.what, done.by) for done in pair.done] == [("Wrote", "paul"), ("Called", "")]


def test_where_nobody_did_anything_the_page_says_so_and_until_when(case, office):
    evidence(case, "shadow", level=0, status="shadow", from_=AS_OF - timedelta(days=9))
    assert "Nothing until 02/28/2026." in office.get(reverse(WATCHED)).content.decode()


def test_watched_texts_ask_as_much_for_many_as_for_one_and_can_be_narrowed_to_a_cell(case, office):
    def asked(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert office.get(url).status_code == 200
        return len(queries)

    evidence(case, "shadow", level=0, status="shadow")
    few = asked(reverse(WATCHED))
    evidence(case, "shadow", 20, stage="firm", level=0, status="shadow")
    assert asked(reverse(WATCHED)) == few <= 12
    segment = Segment.objects.get(key="").pk
    narrowed = office.get(f"{reverse(WATCHED)}?segment={segment}&kind=reminder&stage=first")
    assert len(narrowed.context["pairs"]) == 1
    assert len(office.get(f"{reverse(WATCHED)}?segment=x&kind=drop&stage=").context["pairs"]) == 21


def test_a_message_says_who_drafted_it_and_which_rung_approved_it(case, office):
    (row,) = evidence(case, "alone", level=3, changed_share=None)
    Message.objects.filter(pk=row.message_id).update(approved_at=AS_OF, author="composer/2")
    text = office.get(page(row.message)).content.decode()
    assert "Drafted by composer/2" in text
    assert "Approved by the agent on the rung “autonomous” (All others, reminder, first)" in text
    Evidence.objects.update(outcome="edited", changed_share=0.124, complained_at=AS_OF)
    Message.objects.filter(pk=row.message_id).update(approved_by=make.UserFactory.create(username="paul"))
    text = office.get(page(row.message)).content.decode()
    assert "Approved by paul" in text
    assert "A person changed 12 % of its words. The customer complained on 03/04/2026." in text


def test_a_level_changed_by_hand_starts_the_evidence_anew_and_limits_are_kept(case, office):
    segment = Segment.objects.get(key="")
    rungs = list(segment.rungs.order_by("pk"))
    form = {"key": "", "name": segment.name, "policy": segment.policy_id}
    form |= rows("rungs", rungs, ("id", "segment", "kind", "stage", "level"))
    form |= {"rungs-0-level": 2, "rungs-0-stages_alone": ["courtesy", "first"], "rungs-1-person_tiers": ["high_value"]}
    assert office.post(page(segment), form).status_code == 302
    first, second = segment.rungs.order_by("pk")[:2]
    assert (first.level, first.stages_alone, first.changed_at) == (2, ["courtesy", "first"], AS_OF)
    assert (second.person_tiers, second.changed_at) == (["high_value"], None)


def test_only_reminders_may_have_a_stage(case, office):
    segment = Segment.objects.get(key="")
    rungs = list(segment.rungs.order_by("pk"))
    form = {"key": "", "name": segment.name, "policy": segment.policy_id}
    form |= rows("rungs", rungs, ("id", "segment", "kind", "stage", "level")) | {"rungs-1-stage": "first"}
    answer = office.post(page(segment), form)
    assert answer.status_code == 200
    assert "Only reminders have stages." in answer.content.decode()


def test_a_complaint_by_telephone_is_recorded_and_takes_a_rung(case):
    Rung.objects.update(level=Rung.Level.AUTONOMOUS)
    (row,) = evidence(case, "alone", from_=AS_OF - timedelta(days=1))
    client = clerk("dunning.view_message", "dunning.change_message")
    answer = do(client, row.message, "complaint", reason="Paula found it rude.")
    assert said(answer) == ["Kept. The agent stepped down: All others: reminder, first from Autonomous to Assist."]
    assert RungChange.objects.get().why == "A customer complained: Paula found it rude."
    assert said(do(client, row.message, "complaint", reason="Again."))[-1] == "Kept; the agent's rung stays."
