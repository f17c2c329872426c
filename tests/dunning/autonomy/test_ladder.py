from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEvent
from dunning.models import Evidence, InvalidState, Message, Policy, Review, Rung, RungChange
from dunning.services.autonomy.ladder import refuse_step, step_down, take_step
from dunning.services.autonomy.proposals import judge_ladder
from dunning.services.outbox.responses import book_complaint, complained
from tests import factories as make
from tests.dunning.autonomy.conftest import cell, evidence
from tests.factories import AS_OF

pytestmark = pytest.mark.django_db
ASSIST, SUGGEST, MONITOR = Rung.Level.ASSIST, Rung.Level.SUGGEST, Rung.Level.MONITOR


def own_rung(stage: str = "first") -> Rung | None:
    return Rung.objects.filter(kind="reminder", stage=stage).first()


def set_level(level: int, **fields) -> None:
    Rung.objects.filter(kind="reminder", stage="").update(level=level, **fields)


def test_fifty_decided_with_ninety_six_of_a_hundred_unchanged_earn_a_proposal(case, segment):
    set_level(SUGGEST)
    evidence(case, "edited", 2, level=1, changed_share=0.1)
    evidence(case, "unchanged", 48, level=1)
    assert judge_ladder(as_of=AS_OF).proposed == 1
    change = RungChange.objects.get()
    assert (change.from_level, change.to_level, change.status, change.stage) == (SUGGEST, ASSIST, "proposed", "first")
    assert change.why == "96% of the last 50 went unchanged; no complaint, and none was untrue."
    review = Review.objects.get(rung_change=change)
    assert (review.kind, review.closed_at, review.case) == ("step_up", None, None)
    assert own_rung() is None
    assert judge_ladder(as_of=AS_OF + timedelta(days=1)).proposed == 0


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        ([("unchanged", 49)], {}),
        ([("unchanged", 47), ("edited", 3)], {}),
        ([("unchanged", 49), ("unchanged", 1, {"complained_at": AS_OF})], {}),
        ([("unchanged", 50), ("unchanged", 1, {"blocked_at": AS_OF, "codes": ["wrong_fact"]})], {}),
        ([("unchanged", 50)], {"step_up_decided": 51}),
    ],
)
def test_less_evidence_proposes_nothing(case, segment, rows, fields):
    set_level(SUGGEST)
    Policy.objects.update(**fields) if fields else None
    for outcome, times, *more in rows:
        evidence(case, outcome, times, level=1, **(more[0] if more else {}))
    assert judge_ladder(as_of=AS_OF).proposed == 0


def test_a_tone_that_was_mended_does_not_stand_in_the_way_but_fills_the_window(case, segment):
    set_level(SUGGEST)
    evidence(case, "edited", level=1, blocked_at=AS_OF, codes=["broken_tone"], changed_share=0.1)
    evidence(case, "unchanged", 49, level=1)
    assert judge_ladder(as_of=AS_OF).proposed == 1


def test_the_final_step_is_never_proposed_above_suggest(case, segment):
    set_level(SUGGEST)
    evidence(case, "unchanged", 50, stage="final", level=1)
    assert judge_ladder(as_of=AS_OF).proposed == 0


def test_fifty_watched_texts_propose_to_suggest(case, segment):
    set_level(MONITOR)
    evidence(case, "shadow", 50, level=0, status="shadow")
    assert judge_ladder(as_of=AS_OF).proposed == 1
    change = RungChange.objects.get()
    assert (change.from_level, change.to_level) == (MONITOR, SUGGEST)
    assert change.why == ("50 texts were watched and none was untrue; after 0 of them a person wrote or called.")


def test_a_person_with_the_right_takes_the_step_and_the_stage_gets_a_rung_of_its_own(case, segment, manager):
    set_level(SUGGEST, amount_limit=Decimal("900.00"), person_tiers=["high_value"])
    evidence(case, "unchanged", 50, level=1)
    judge_ladder(as_of=AS_OF)
    change = take_step(change_id=RungChange.objects.get().pk, by=manager, as_of=AS_OF)
    assert (change.status, change.decided_by, change.decided_at) == ("taken", manager, AS_OF)
    rung = own_rung()
    assert (rung.level, rung.amount_limit, rung.person_tiers, rung.changed_at) == (
        ASSIST, Decimal("900.00"), ["high_value"], AS_OF,
    )  # fmt: skip
    assert Rung.objects.get(kind="reminder", stage="").level == SUGGEST
    assert Review.objects.get().outcome == "taken"
    event = AuditEvent.objects.get(action="rung.stepped_up")
    assert (event.user, event.subject_id, event.data["from"], event.data["to"]) == (manager, rung.pk, 1, 2)
    # What was decided below is no evidence for the next rung.
    assert judge_ladder(as_of=AS_OF + timedelta(days=1)).proposed == 0


def test_nobody_without_the_right_takes_or_refuses_a_step(case, segment):
    set_level(SUGGEST)
    evidence(case, "unchanged", 50, level=1)
    judge_ladder(as_of=AS_OF)
    change = RungChange.objects.get()
    for answer in (take_step, refuse_step):
        with pytest.raises(PermissionDenied):
            answer(change_id=change.pk, by=make.UserFactory.create(), as_of=AS_OF)
    change.refresh_from_db()
    assert (change.status, own_rung()) == ("proposed", None)


def test_a_step_is_taken_once_and_not_from_another_rung_than_it_was_proposed_for(case, segment, manager):
    set_level(SUGGEST)
    evidence(case, "unchanged", 50, level=1)
    judge_ladder(as_of=AS_OF)
    change = RungChange.objects.get()
    set_level(MONITOR)
    with pytest.raises(InvalidState, match="changed since"):
        take_step(change_id=change.pk, by=manager, as_of=AS_OF)
    set_level(SUGGEST)
    take_step(change_id=change.pk, by=manager, as_of=AS_OF)
    with pytest.raises(InvalidState, match="already"):
        take_step(change_id=change.pk, by=manager, as_of=AS_OF)
    assert own_rung().level == ASSIST


def test_a_refused_step_is_not_proposed_again_for_a_month(case, segment, manager):
    set_level(SUGGEST)
    evidence(case, "unchanged", 50, level=1)
    judge_ladder(as_of=AS_OF)
    refuse_step(change_id=RungChange.objects.get().pk, by=manager, as_of=AS_OF)
    assert judge_ladder(as_of=AS_OF + timedelta(days=29)).proposed == 0
    assert judge_ladder(as_of=AS_OF + timedelta(days=31)).proposed == 1


def test_a_proposal_lapses_when_its_evidence_is_gone(case, segment):
    set_level(SUGGEST)
    evidence(case, "unchanged", 50, level=1)
    judge_ladder(as_of=AS_OF)
    evidence(case, "rejected", 3, level=1, status="rejected", from_=AS_OF + timedelta(hours=1))
    judge_ladder(as_of=AS_OF + timedelta(days=1))
    assert RungChange.objects.get().status == "lapsed"
    assert Review.objects.get().outcome == "lapsed"


def test_a_complaint_takes_one_rung_and_what_has_not_left_waits_for_a_person(case, segment):
    (sent,) = evidence(case, "unchanged", from_=AS_OF - timedelta(days=1))
    (waiting,) = evidence(case, "alone", status="approved", from_=AS_OF - timedelta(minutes=5))
    (firm,) = evidence(case, "alone", stage="firm", status="approved", from_=AS_OF - timedelta(minutes=5))
    Message.objects.filter(status="approved").update(approved_at=AS_OF, send_after=AS_OF + timedelta(minutes=5))
    (change,) = book_complaint("Pay@customer.example", why="pay@customer.example complained.", as_of=AS_OF)
    assert (change.from_level, change.to_level, change.status, change.decided_by) == (3, 2, "taken", None)
    assert own_rung().level == ASSIST
    message = Message.objects.get(pk=waiting.message_id)
    assert (message.status, message.send_after, message.approved_at) == ("awaiting_approval", None, None)
    assert Message.objects.get(pk=firm.message_id).status == "approved"
    asked = Review.objects.get(message=message)
    assert asked.why == "The agent stepped down: pay@customer.example complained."
    notice = Review.objects.get(rung_change=change)
    assert notice.kind == "step_down"
    assert "One approved message waits for a person." in notice.why
    sent.refresh_from_db(), waiting.refresh_from_db()
    assert (sent.complained_at, waiting.outcome) == (AS_OF, "waiting")
    event = AuditEvent.objects.get(action="rung.stepped_down")
    assert (event.actor, event.reason) == ("agent", "pay@customer.example complained.")


def test_a_second_complaint_about_the_time_before_the_step_changes_nothing_more(case, segment):
    evidence(case, "unchanged", from_=AS_OF - timedelta(days=1))
    for hours in (0, 1):
        book_complaint("pay@customer.example", why="Again.", as_of=AS_OF + timedelta(hours=hours))
    assert RungChange.objects.count() == 1
    evidence(case, "unchanged", level=2, from_=AS_OF + timedelta(days=2))
    book_complaint("pay@customer.example", why="Again.", as_of=AS_OF + timedelta(days=3))
    assert [change.to_level for change in RungChange.objects.order_by("pk")] == [2, 1]


def test_by_itself_the_agent_never_steps_below_the_policys_floor(case, segment):
    set_level(SUGGEST)
    (row,) = evidence(case, "unchanged", level=1, from_=AS_OF - timedelta(days=1))
    assert complained(row.message, why="Unwanted.", as_of=AS_OF) is None
    row.refresh_from_db()
    assert row.complained_at == AS_OF
    Policy.objects.update(step_down_floor=0)
    assert step_down(cell(segment), about=row.decided_at, why="Unwanted.", as_of=AS_OF).to_level == MONITOR


def test_a_complaint_about_an_old_message_changes_nothing(case, segment):
    evidence(case, "unchanged", from_=AS_OF - timedelta(days=15))
    assert book_complaint("pay@customer.example", why="Late.", as_of=AS_OF) == []
    assert Evidence.objects.get().complained_at is None


def test_a_step_down_withdraws_the_proposal_of_a_step_up(case, segment):
    set_level(ASSIST)
    evidence(case, "alone", 50, level=2, from_=AS_OF - timedelta(days=3))
    judge_ladder(as_of=AS_OF)
    book_complaint("pay@customer.example", why="Unwanted.", as_of=AS_OF)
    up, down = RungChange.objects.order_by("pk")
    assert (up.status, down.status, own_rung().level) == ("lapsed", "taken", SUGGEST)


def test_as_many_questions_for_fifty_approved_messages_as_for_one(case, segment):
    def asked(times: int, *, hours: int) -> int:
        at = AS_OF + timedelta(hours=hours)
        evidence(case, "alone", times, status="approved", from_=at)
        Rung.objects.filter(kind="reminder").update(level=3)
        with CaptureQueriesContext(connection) as queries:
            assert step_down(cell(segment), about=at, why="Unwanted.", as_of=at + timedelta(days=4))
        return len(queries)

    asked(1, hours=0)
    assert asked(1, hours=200) == asked(50, hours=400)
