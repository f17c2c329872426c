"""A pilot on the ledger: who is drawn and held, what the round does with each half, and what the report says."""

from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from audit.models import AuditEvent
from dunning.models import InvalidState, Message, Pilot, PilotMember, Rung
from dunning.services.autonomy.rungs import load_ladder, ruling_rung, rung_of
from dunning.services.outbox.drafting import draft_due_messages
from dunning.services.pilots.report import pilot_report
from dunning.services.pilots.starting import end_pilot, plan_pilot, start_pilot
from dunning.services.rounds import run_round
from tests import factories as make
from tests.factories import AS_OF, TODAY, days_ago

pytestmark = pytest.mark.django_db


@pytest.fixture
def segment(db):
    return make.SegmentFactory.create(level=1)


@pytest.fixture
def boss(db):
    return make.UserFactory.create(is_superuser=True)


def debtors(count: int, **columns):
    """Each with one invoice of 1,000, ten days overdue, and a contact."""
    source = make.LedgerSourceFactory.create()
    found = []
    for _ in range(count):
        customer = make.CustomerFactory.create(source=source, ledger_version=1)
        make.ContactFactory.create(customer=customer)
        found.append(make.InvoiceFactory.create(customer=customer, **columns))
    return found


def started(segment, boss, **given) -> Pilot:
    return start_pilot(segment_id=segment.pk, name="Spring", seed=11, by=boss, as_of=AS_OF, **given)


def halves(pilot: Pilot) -> tuple[set[int], set[int]]:
    found = dict(pilot.members.values_list("debtor_id", "treated"))
    return {debtor for debtor, treated in found.items() if treated}, {
        pk for pk, treated in found.items() if not treated
    }


def test_the_draw_is_on_record_and_can_be_repeated(segment, boss):
    debtors(10)
    planned = plan_pilot(segment, seed=11, as_of=AS_OF)
    assert not Pilot.objects.exists()
    pilot = started(segment, boss)
    treated, control = halves(pilot)
    assert (len(treated), len(control)) == (5, 5)
    assert {one.candidate.debtor_id for one in planned if one.treated} == treated
    event = AuditEvent.objects.get(action="pilot.started")
    assert (event.user, event.data) == (
        boss, {"segment": "", "seed": 11, "days": 30, "treated": 5, "control": 5},
    )  # fmt: skip
    drawn = AuditEvent.objects.filter(action="pilot.drawn")
    assert set(drawn.filter(reason="control").values_list("debtor_id", flat=True)) == control


def test_who_cannot_be_compared_is_not_drawn(segment, boss):
    make.SegmentFactory.create(key="large", level=1)
    ours = {row.debtor_id for row in debtors(4)}
    for columns in ({"insolvent": True}, {"do_not_contact": True}, {"exit": "legal"}, {"segment": "large"}):
        make.InvoiceFactory.create(customer=make.CustomerFactory.create(**columns))
    make.InvoiceFactory.create(paid=True)
    unknown = make.InvoiceFactory.create(currency="JPY").debtor_id
    found = {one.candidate.debtor_id for one in plan_pilot(segment, seed=1, as_of=AS_OF)}
    assert ours <= found and unknown not in found
    assert len(found) == 4


def test_the_rungs_of_both_halves_are_ruled_in_one_place(segment, boss):
    debtors(4)
    Rung.objects.update(level=3)
    treated, control = halves(started(segment, boss))
    ladder = load_ladder()
    for debtor, level in ((treated.pop(), 3), (control.pop(), 0)):
        assert ruling_rung(ladder, "", "reminder", "first", debtor_id=debtor).level == level
        customer = PilotMember.objects.get(debtor=debtor).debtor
        assert rung_of(customer, "reading").level == level
    assert ruling_rung(ladder, "", "thanks", debtor_id=0).level == 3


def test_where_the_house_watches_the_treated_are_suggested(segment, boss):
    debtors(4)
    Rung.objects.update(level=0)
    treated, control = halves(started(segment, boss))
    ladder = load_ladder()
    levels = [ruling_rung(ladder, "", "answer", debtor_id=pk).level for pk in (*treated, *control)]
    assert levels == [1, 1, 0, 0]


def test_a_round_asks_about_the_treated_and_only_watches_the_control(segment, boss):
    debtors(6)
    treated, control = halves(started(segment, boss))
    run_round(as_of=AS_OF)
    draft_due_messages(as_of=AS_OF)
    status = dict(Message.objects.values_list("debtor_id", "status"))
    assert {status[pk] for pk in treated} == {"awaiting_approval"}
    assert {status[pk] for pk in control} == {"shadow"}
    # Shadows use up their step, so that the next round says nothing twice.
    run_round(as_of=AS_OF + timedelta(minutes=15))
    assert Message.objects.count() == 6


def test_what_was_written_before_does_not_leave_and_the_end_frees_everybody(segment, boss):
    Rung.objects.update(level=3)
    debtors(4)
    run_round(as_of=AS_OF)
    draft_due_messages(as_of=AS_OF)
    assert set(Message.objects.values_list("status", flat=True)) == {"awaiting_approval"}
    pilot = started(segment, boss)
    assert set(Message.objects.values_list("status", flat=True)) == {"superseded"}
    _treated, control = halves(pilot)
    end_pilot(pilot_id=pilot.pk, why="Decided.", by=boss, as_of=AS_OF + timedelta(hours=1))
    assert ruling_rung(load_ladder(), "", "reminder", "first", debtor_id=control.pop()).level == 3
    with pytest.raises(InvalidState, match="ended already"):
        end_pilot(pilot_id=pilot.pk, why="", by=boss, as_of=AS_OF)
    assert AuditEvent.objects.filter(action="pilot.ended", reason="Decided.").count() == 1


def test_nobody_is_in_two_pilots_and_moving_rungs_takes_a_right(segment, boss):
    debtors(4)
    started(segment, boss)
    with pytest.raises(InvalidState, match="no two customers"):
        started(segment, boss)
    with pytest.raises(PermissionDenied):
        start_pilot(segment_id=segment.pk, name="x", seed=1, by=make.UserFactory.create(), as_of=AS_OF)


def pay(row, *, days: int, amount: int = 1000) -> None:
    day = TODAY + timedelta(days=days)
    make.AllocationFactory.create(invoice=row, amount=Decimal(amount), booked_on=day)
    left = row.open_amount - amount
    columns = {"open_amount": left} if left else {"open_amount": 0, "closed_how": "paid", "closed_on": day}
    type(row).objects.filter(pk=row.pk).update(**columns)


def test_the_report_tells_recovery_and_days_by_what_was_paid(segment, boss):
    rows = debtors(4)
    pilot = started(segment, boss, days=20)
    treated, control = halves(pilot)
    first, second = (row for row in rows if row.debtor_id in treated)
    third, _fourth = (row for row in rows if row.debtor_id in control)
    pay(first, days=5)
    pay(second, days=10, amount=400)
    pay(third, days=25)  # after the pilot's twenty days
    report = pilot_report(pilot=pilot, as_of=AS_OF + timedelta(days=30))
    assert (report.recovery.treated, report.recovery.control) == (0.7, 0.0)
    assert (report.days_to_pay.treated, report.days_to_pay.control) == (12.5, 20.0)  # (5 + 20) / 2
    assert report.verdict.more_debtors == 36
    early = pilot_report(pilot=pilot, as_of=AS_OF + timedelta(days=7))
    assert (early.span.horizon, early.recovery.treated, early.days_to_pay.treated) == (7, 0.5, 6.0)


def test_a_pilot_that_works_says_widen_and_what_would_have_been_done(segment, boss):
    rows = debtors(48)
    pilot = started(segment, boss)
    treated, _control = halves(pilot)
    run_round(as_of=AS_OF)
    draft_due_messages(as_of=AS_OF)
    for number, row in enumerate(rows):
        if row.debtor_id in treated or number % 4 == 0:
            pay(row, days=6 if row.debtor_id in treated else 20)
    report = pilot_report(pilot=pilot, as_of=AS_OF + timedelta(days=31))
    assert (report.treated, report.control) == (24, 24)
    assert report.recovery.treated == 1.0 and report.recovery.low > 0.4
    assert report.verdict.answer == "widen"
    assert (report.touches[False].watched, report.touches[True].watched) == (24, 0)


def test_the_report_takes_five_queries(segment, boss, django_assert_num_queries):
    debtors(6)
    pilot = Pilot.objects.select_related("segment__policy").get(pk=started(segment, boss).pk)
    with django_assert_num_queries(5):
        pilot_report(pilot=pilot, as_of=AS_OF + timedelta(days=20))


def test_the_command_plans_starts_tells_and_ends(segment):
    debtors(6, due_on=days_ago(30))

    def said(*words: str) -> str:
        out = StringIO()
        call_command("pilot", *words, stdout=out)
        return out.getvalue()

    with time_machine.travel(AS_OF, tick=False):
        assert "3 treated, 3 control" in said("plan", "--segment", "", "--seed", "5")
        assert not Pilot.objects.exists()
        said("start", "--segment", "", "--seed", "5", "--name", "Spring")
        pilot = Pilot.objects.get()
        assert "Spring" in said("list")
        assert "customers in all are the least" in said("report", str(pilot.pk))
        assert json.loads(said("report", str(pilot.pk), "--json"))["verdict"]["answer"] == "untold"
        said("end", str(pilot.pk), "--why", "Enough.")
    pilot.refresh_from_db()
    assert pilot.ended_why == "Enough."
