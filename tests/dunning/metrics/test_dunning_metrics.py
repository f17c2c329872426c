"""Figures of the dunning, worked out by hand."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from agent.models import LLMCall
from customers.models import Rate
from dunning.metrics import Period, dunning_figures
from dunning.metrics.disputes import dispute_times
from dunning.metrics.outreach import outreach
from dunning.metrics.promises import promises_kept
from dunning.metrics.quality import quality
from dunning.metrics.recovery import folded, recovery
from dunning.models import Evidence, Message, Promise
from tests.factories import (
    AS_OF,
    TODAY,
    AllocationFactory,
    CaseFactory,
    DisputeFactory,
    IncomingMailFactory,
    InvoiceFactory,
    MessageFactory,
    PromiseFactory,
    SegmentFactory,
    UserFactory,
    days_ago,
)

pytestmark = pytest.mark.django_db
PERIOD = Period(TODAY)


@pytest.fixture
def case():
    return CaseFactory.create()


def judged(case, status: str, amount: str, *, paid: str = "0", days: int = 10, currency: str = "EUR") -> Promise:
    return PromiseFactory.create(
        case=case,
        status=status,
        amount=Decimal(amount),
        paid_amount=Decimal(paid),
        currency=currency,
        recorded_at=AS_OF - timedelta(days=days + 5),
        judged_at=AS_OF - timedelta(days=days),
    )


def sent(case, days: int, **more) -> Message:
    values = {"status": "sent", "sent_at": AS_OF - timedelta(days=days), "send_on": days_ago(days)} | more
    return MessageFactory.create(case=case, **values)


def value(name: str, *, currency: str = "", converted: bool = False, on=TODAY):
    found = [
        one
        for one in dunning_figures(Period(on))
        if (one.name, one.currency, one.converted) == (name, currency, converted)
    ]
    return found[0].value if found else None


def test_promises_are_kept_by_count_and_by_amount(case) -> None:
    judged(case, "kept", "1000", paid="999.50")
    judged(case, "partly_kept", "600", paid="200")
    judged(case, "broken", "400")
    judged(case, "lapsed", "5000")
    judged(case, "kept", "70", days=100)
    kept = promises_kept(PERIOD)[case.creditor_id, "EUR"]
    assert round(kept.rate, 2) == Decimal("33.33")
    assert kept.rate_by_amount == 60  # 1,200 of 2,000


def test_a_promise_without_an_amount_counts_with_its_invoices(case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor, amount=Decimal("250.00"))
    PromiseFactory.create(case=case, invoices=[invoice], status="broken", judged_at=AS_OF)
    assert promises_kept(PERIOD)[case.creditor_id, "EUR"].promised == 250


def test_a_promise_judged_later_was_not_known_then(case) -> None:
    judged(case, "kept", "1000", days=3)
    assert promises_kept(Period(days_ago(4))) == {}


def test_promises_in_several_currencies_are_added_up_at_the_days_rate(case) -> None:
    Rate.objects.create(currency="USD", base="EUR", day=days_ago(1), rate=Decimal("0.5"))
    judged(case, "kept", "1000")
    judged(case, "broken", "1000", currency="USD")
    assert value("promises_kept_by_amount", currency="USD") == 0
    assert value("promises_kept_by_amount", currency="EUR", converted=True) == Decimal("66.67")


def test_dispute_cycle_time_is_from_the_word_to_the_resolution(case) -> None:
    for days in (4, 10):
        DisputeFactory.create(case=case, status="resolved", opened_at=AS_OF - timedelta(days=days), resolved_at=AS_OF)
    DisputeFactory.create(case=case, status="withdrawn")
    DisputeFactory.create(case=case)
    times = dispute_times(PERIOD)[case.creditor_id]
    assert (times.resolved, times.mean_days, times.median_days, times.still_open) == (2, 7, 7, 1)
    before = dispute_times(Period(days_ago(2)))[case.creditor_id]
    assert (before.resolved, before.still_open) == (0, 2)


def test_a_persons_reply_within_two_weeks_is_a_response(case) -> None:
    sent(case, 40)
    sent(case, 20)
    IncomingMailFactory.create(case=case, received_at=AS_OF - timedelta(days=19))
    other = CaseFactory.create(creditor=case.creditor)
    sent(other, 20)
    IncomingMailFactory.create(case=other, received_at=AS_OF - timedelta(days=19), automatic="auto_reply")
    sent(other, 5, status="bounced")
    found = outreach(PERIOD)[case.creditor_id]
    assert (found.reminders, found.answered, found.response_rate) == (4, 1, 25)
    assert found.bounce_rate == 25


def test_what_nobody_approved_or_wrote_went_without_a_touch(case) -> None:
    sent(case, 9)
    sent(case, 8, approved_by=UserFactory.create())
    sent(case, 7, kind="manual")
    sent(case, 6, kind="thanks")
    assert outreach(PERIOD)[case.creditor_id].touchless_share == 50


def test_money_is_set_down_to_the_last_reminder_before_it(case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor, due_on=days_ago(60))
    sent(case, 40, step_key="first")
    sent(case, 30, step_key="second")
    for days, amount in ((35, "100"), (30, "10"), (25, "200"), (10, "400")):
        AllocationFactory.create(invoice=invoice, amount=Decimal(amount), booked_on=days_ago(days))
    AllocationFactory.create(invoice=invoice, amount=Decimal(50), booked_on=days_ago(24), origin="write_off")
    found = {row.step: row for row in recovery(PERIOD)}
    assert found["first"].recovered == {"EUR": Decimal(110)}
    assert found["second"].recovered == {"EUR": Decimal(200)}
    assert value("recovered", currency="EUR") == 310
    assert value("recovery_rate") == 100


def test_money_for_what_was_not_overdue_then_is_nobodys_merit(case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor, due_on=days_ago(30))
    sent(case, 30)
    AllocationFactory.create(invoice=invoice, booked_on=days_ago(25))
    assert [(row.messages, row.followed) for row in recovery(PERIOD)] == [(1, 0)]


def test_a_reminder_whose_two_weeks_are_not_over_does_not_count_yet(case) -> None:
    InvoiceFactory.create(customer=case.debtor, due_on=days_ago(60))
    sent(case, 10)
    assert recovery(PERIOD) == []


def test_money_taken_back_recovers_nothing(case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor, due_on=days_ago(60))
    sent(case, 30)
    for amount in (1000, -1000):
        AllocationFactory.create(invoice=invoice, amount=Decimal(amount), booked_on=days_ago(25))
    assert recovery(PERIOD)[0].followed == 0


def test_recovery_is_added_up_by_step_cadence_and_persona(case) -> None:
    for step in ("first", "second"):
        sent(case, 30 if step == "first" else 20, step_key=step)
    rows = recovery(PERIOD)
    assert [(name, row.messages) for name, row in folded(rows, by=lambda row: row.cadence)] == [(case.cadence.key, 2)]
    assert len(folded(rows, by=lambda row: row.step)) == 2
    assert [name for name, _row in folded(rows, by=lambda row: row.persona)] == [case.policy.persona.name]


def test_cost_is_told_beside_what_came(case, settings) -> None:
    Rate.objects.create(currency="USD", base="EUR", day=days_ago(1), rate=Decimal("0.5"))
    invoice = InvoiceFactory.create(customer=case.debtor, due_on=days_ago(60), amount=Decimal(2000))
    sent(case, 30)
    AllocationFactory.create(invoice=invoice, amount=Decimal(2000), booked_on=days_ago(25))
    assert value("cost_per_thousand", currency="EUR", converted=True) is None
    assert value("messages_per_thousand", currency="EUR", converted=True) == Decimal("0.5")
    call = {"purpose": "read", "prompt": "read/1", "model": "m", "outcome": "answered"}
    LLMCall.objects.create(called_at=AS_OF - timedelta(days=20), cost=Decimal(8), **call)
    assert value("cost_per_thousand", currency="EUR", converted=True) == 2  # 8 USD × 0.5 ÷ 2
    settings.COST_PER_TOUCH = (Decimal(3), "EUR")
    from dunning.models import Review

    Review.objects.create(
        kind="reply", why="?", case=case, subject_case=case, opened_at=AS_OF, deadline=TODAY,
        closed_at=AS_OF - timedelta(days=20), closed_by=UserFactory.create(),
    )  # fmt: skip
    assert value("cost_per_thousand", currency="EUR", converted=True) == Decimal("3.5")


def test_quality_counts_what_became_of_the_agents_texts(case) -> None:
    segment = SegmentFactory.create()
    for outcome in ("unchanged", "alone", "edited", "rejected", "waiting", "shadow"):
        Evidence.objects.create(
            message=MessageFactory.create(case=case), segment=segment, kind="reminder", level=2, outcome=outcome,
            decided_at=AS_OF, touched_at=AS_OF,
        )  # fmt: skip
    found = quality(PERIOD)[case.creditor_id]
    assert (found.unchanged, found.alone, found.edited, found.rejected, found.blocked) == (1, 1, 1, 1, 0)
    assert found.unchanged_share == 50
    assert quality(Period(days_ago(1))) == {}


def test_figures_of_nobody_are_none(case) -> None:
    judged(case, "kept", "10")
    assert promises_kept(Period(TODAY, debtor_ids=[])) == {}
    assert promises_kept(Period(TODAY, debtor_ids=[case.debtor_id])) != {}
