from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dunning.models import Case, Decision, Look, Message
from dunning.services.cadences.week_ahead import week_ahead
from dunning.services.cases.policies import NoPolicy
from dunning.services.rounds import run_round
from tests.factories import (
    AS_OF,
    TODAY,
    CaseFactory,
    ContactFactory,
    CustomerFactory,
    DisputeFactory,
    InvoiceFactory,
    MessageFactory,
    SegmentFactory,
    days_ago,
)


@pytest.fixture
def segment(db):
    return SegmentFactory.create()


def debtor(days_late: int, *, amount: int = 1000, contact: bool = True, **customer: object):
    made = CustomerFactory.create(ledger_version=1, **customer)
    if contact:
        ContactFactory.create(customer=made)
    InvoiceFactory.create(customer=made, due_on=days_ago(days_late), amount=Decimal(amount))
    return made


def planned(**options: int) -> list[tuple[date, int, str]]:
    return [(one.day, one.debtor_id, one.step) for one in week_ahead(as_of=AS_OF, **options).messages]


def test_without_rules_there_is_no_week_to_plan(db):
    with pytest.raises(NoPolicy):
        week_ahead(as_of=AS_OF)


def test_each_day_of_the_week_gets_what_its_round_would_write(segment):
    today, friday = debtor(5, amount=2000), debtor(1)
    InvoiceFactory.create(customer=friday, due_on=days_ago(-20), amount=Decimal(50))
    debtor(-30)
    week = week_ahead(as_of=AS_OF, days=5)
    assert (week.first, week.last, week.looked_at, week.accounts) == (TODAY, date(2026, 3, 8), 3, 3)
    assert [(one.day, one.debtor_id, one.step, one.stage, one.asked) for one in week.messages] == [
        (TODAY, today.pk, "first", "first", {"EUR": Decimal("2000.00")}),
        (TODAY + timedelta(days=2), friday.pk, "first", "first", {"EUR": Decimal("1000.00")}),
    ]
    assert week.messages[0].why.endswith("The step “first” is due; 2,000.00 EUR is asked for.")
    assert week.held == ()


def test_a_later_day_has_what_falls_due_then(segment):
    late = debtor(1)
    assert planned() == [(TODAY + timedelta(days=2), late.pk, "first")]
    assert planned(days=2) == []


def test_looking_writes_nothing(segment):
    debtor(6)
    week_ahead(as_of=AS_OF)
    assert [model.objects.count() for model in (Case, Message, Decision, Look)] == [0, 0, 0, 0]


def test_a_foreseen_message_uses_up_its_step_and_its_gap(segment):
    late = debtor(6)
    assert planned(days=14) == [(TODAY, late.pk, "first"), (TODAY + timedelta(days=5), late.pk, "follow_up")]


def test_the_plan_of_today_is_what_the_round_then_writes(segment):
    for days_late in (4, 6, 9, 30, 45):
        debtor(days_late)
    foreseen = {(debtor_id, step) for day, debtor_id, step in planned() if day == TODAY}
    run_round(as_of=AS_OF)
    assert foreseen == set(Message.objects.values_list("debtor_id", "step_key"))


def test_the_days_cap_pushes_those_with_less_at_stake_to_the_next_day(segment):
    segment.policy.daily_cap_messages = 1
    segment.policy.save()
    small, large = debtor(8, amount=900), debtor(8, amount=5000)
    assert planned(days=3) == [(TODAY, large.pk, "first"), (TODAY + timedelta(days=1), small.pk, "first")]


def test_who_is_held_back_says_for_what_and_until_when(segment):
    stopped = debtor(8, do_not_contact=True)
    week = week_ahead(as_of=AS_OF)
    held = week.held[0]
    assert week.messages == ()
    assert (held.debtor_id, held.action, held.reason, held.overdue) == (
        stopped.pk, "wait", "stopped", {"EUR": Decimal("1000.00")},
    )  # fmt: skip
    assert held.why == "The customer is marked “do not contact”; nothing is written to it."


def test_a_customer_without_a_contact_waits_for_a_person(segment):
    debtor(8, contact=False)
    held = week_ahead(as_of=AS_OF).held[0]
    assert (held.action, held.reason) == ("review", "no_contact")


def test_a_disputed_invoice_is_held_back(segment):
    late = debtor(8)
    case = CaseFactory.create(debtor=late)
    DisputeFactory.create(case=case, invoices=list(late.owed_invoices.all()), deadline=TODAY + timedelta(days=20))
    held = week_ahead(as_of=AS_OF).held[0]
    assert (held.case_id, held.reason) == (case.pk, "nothing_to_ask")


def test_a_message_that_is_written_already_stands_there_with_its_state(segment):
    late = debtor(8)
    case = CaseFactory.create(debtor=late)
    message = MessageFactory.create(case=case, step_key="first", status="awaiting_approval")
    week = week_ahead(as_of=AS_OF)
    assert [(one.day, one.message_id, one.status, one.step, one.asked) for one in week.messages] == [
        (TODAY, message.pk, "awaiting_approval", "first", {"EUR": Decimal("1000.00")}),
    ]
    assert week.held == ()


def test_a_large_ledger_is_planned_for_those_that_are_due_a_look(segment):
    debtor(8, amount=10)
    large = debtor(8, amount=5000)
    week = week_ahead(as_of=AS_OF, most=1, days=3)
    assert (week.looked_at, week.accounts) == (1, 2)
    assert [one.debtor_id for one in week.messages] == [large.pk]


def test_the_plan_takes_as_many_queries_for_many_accounts_as_for_one(segment):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            week_ahead(as_of=AS_OF)
        return len(captured)

    debtor(8)
    queries()
    before = queries()
    for _ in range(4):
        debtor(8)
    assert queries() == before
