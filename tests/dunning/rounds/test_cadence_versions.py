"""A case stays on the cadence version that its episode began on."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.models import Invoice
from dunning.models import Cadence, Case, Message
from dunning.services.cadences.versions import Ladder, change_cadence
from dunning.services.cases.cases import start_episode
from dunning.services.rounds import run_round
from tests.factories import (
    AS_OF,
    CaseFactory,
    ContactFactory,
    CustomerFactory,
    InvoiceFactory,
    PolicyFactory,
    SegmentFactory,
    UserFactory,
    days_ago,
)


@pytest.fixture
def segment(db):
    return SegmentFactory.create()


def debtor(days_late: int):
    customer = CustomerFactory.create(ledger_version=1)
    ContactFactory.create(customer=customer)
    invoice = InvoiceFactory.create(customer=customer, due_on=days_ago(days_late), amount=Decimal(1000))
    return customer, invoice


def first_step_only_after(days: int, cadence: Cadence) -> Cadence:
    """The next version, on which the first step comes so many days after the due date."""
    steps = list(cadence.steps.all())
    steps[0].offset = days
    to = Ladder(cadence.name, cadence.by_age, steps)
    return change_cadence(cadence_id=cadence.pk, to=to, changed={}, by=UserFactory.create(), as_of=AS_OF)


def test_an_open_case_finishes_its_episode_on_its_own_version_and_a_new_one_takes_the_newest(segment):
    running, invoice = debtor(6)
    case = CaseFactory.create(debtor=running, carrying_invoice=invoice)
    fresh, _ = debtor(6)
    made = first_step_only_after(9, segment.policy.cadence)
    run_round(as_of=AS_OF)
    case.refresh_from_db()
    assert (case.action, case.reason, case.cadence.version) == ("send", "first", 1)
    assert Message.objects.get().case_id == case.pk
    other = Case.objects.get(debtor=fresh)
    assert (other.action, other.reason, other.cadence_id) == ("wait", "next_step_later", made.pk)


def test_the_settled_carrying_invoice_ends_the_stay_on_the_old_version(segment):
    running, invoice = debtor(30)
    case = CaseFactory.create(debtor=running, carrying_invoice=invoice)
    InvoiceFactory.create(customer=running, due_on=days_ago(6), amount=Decimal(1000))
    Invoice.objects.filter(pk=invoice.pk).update(open_amount=0, closed_how="paid")
    made = first_step_only_after(9, segment.policy.cadence)
    run_round(as_of=AS_OF)
    case.refresh_from_db()
    assert (case.reason, case.cadence_id, case.episode_started_at) == ("next_step_later", made.pk, AS_OF)


def test_an_episode_that_a_reply_begins_runs_on_the_newest_version(segment):
    running, invoice = debtor(6)
    case = CaseFactory.create(debtor=running, carrying_invoice=invoice)
    made = first_step_only_after(9, segment.policy.cadence)
    start_episode(case=case, as_of=AS_OF, replied=True)
    case.refresh_from_db()
    assert (case.cadence_id, case.episode_started_at) == (made.pk, AS_OF)


def test_another_policy_brings_its_own_cadence_at_once(segment):
    running, invoice = debtor(6)
    case = CaseFactory.create(debtor=running, carrying_invoice=invoice)
    segment.policy = PolicyFactory.create(gap_days=3)
    segment.save()
    run_round(as_of=AS_OF)
    case.refresh_from_db()
    assert (case.policy_id, case.cadence_id) == (segment.policy.pk, segment.policy.cadence_id)


def test_versions_cost_the_round_no_query(segment):
    running, invoice = debtor(1)
    CaseFactory.create(debtor=running, carrying_invoice=invoice)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            run_round(as_of=AS_OF + timedelta(minutes=1), dry_run=True, everyone=True)
        return len(captured)

    queries()
    before = queries()
    made = first_step_only_after(9, segment.policy.cadence)
    first_step_only_after(8, made)
    assert queries() == before
