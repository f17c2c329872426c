"""Numbers judge no natural person: whatever works out a habit, a relation or a score leaves it out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from customers.history import payment_habits
from customers.models import Customer
from customers.scoring import may_be_scored
from dunning.account_facts import account_facts
from dunning.services.rounds.rules import load_round_rules
from dunning.services.rounds.running import plan_round
from tests.factories import (
    AS_OF,
    TODAY,
    CaseFactory,
    ContactFactory,
    CustomerFactory,
    InvoiceFactory,
    SegmentFactory,
    days_ago,
)

pytestmark = pytest.mark.django_db


def late_payer(*, natural_person: bool) -> Customer:
    """Pays every invoice six days late, and owes one that was due three days ago."""
    customer = CustomerFactory.create(natural_person=natural_person, ledger_version=1)
    ContactFactory.create(customer=customer)
    for number in range(8):
        due = days_ago(60 + 30 * number)
        InvoiceFactory.create(customer=customer, due_on=due, paid=True, closed_on=due + timedelta(days=6))
    InvoiceFactory.create(customer=customer, due_on=days_ago(5))
    return customer


def test_a_helper_says_who_may_be_scored():
    assert may_be_scored(CustomerFactory.create())
    assert not may_be_scored(CustomerFactory.create(natural_person=True))


def test_habits_are_worked_out_for_businesses_only():
    business, person = late_payer(natural_person=False), late_payer(natural_person=True)
    assert set(payment_habits([business.pk, person.pk], on=TODAY)) == {business.pk}


def test_the_round_waits_for_the_habit_of_a_business_and_treats_a_person_by_the_cadence():
    SegmentFactory.create()
    business, person = late_payer(natural_person=False), late_payer(natural_person=True)
    chunks = plan_round(load_round_rules(as_of=AS_OF))
    planned = {one.facts.debtor_id: one for chunk in chunks for one in chunk}
    assert planned[business.pk].outcome.action == "wait"
    assert planned[person.pk].outcome.action == "send"


def test_the_writer_learns_nothing_of_how_a_natural_person_usually_pays():
    case = CaseFactory.create(debtor=late_payer(natural_person=True))
    relation = account_facts(case, as_of=AS_OF).relation
    assert relation is None or (relation.settled, relation.typical_days_late) == (0, None)
