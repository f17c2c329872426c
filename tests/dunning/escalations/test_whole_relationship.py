"""Escalation looks at all that a customer owes, not at one invoice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from customers.history import payment_slides
from dunning.case_facts import EscalationCondition
from dunning.decisions import decide
from dunning.outcome import Budget
from dunning.services.rounds.chances import late_chances
from tests import factories as make
from tests.dunning.case_facts_building import facts, item
from tests.dunning.priority.test_signs import scored
from tests.factories import TODAY

OLD = EscalationCondition("old", 2, age_over_days=90)
SLIDING = EscalationCondition("sliding", 1, sliding_days_over=7, invoices_over=4)
RISKY = EscalationCondition("risky", 1, late_chance_over=60, heads_up=True)


def decided(known):
    return decide(known, Budget(100, 100))[0]


def test_an_old_small_remainder_of_a_good_payer_is_no_drama():
    known = facts(
        item("R-1", overdue=120, open="45.00"),
        item("R-2", overdue=2, open="9000.00"),
        rules={"escalation_rules": (OLD, SLIDING)},
        delivered=2,
        sliding_days=0,
    )
    assert decided(known).escalation == ""


def test_five_invoices_of_a_sliding_customer_are():
    items = [item(f"R-{number}", overdue=20 - number, open="800.00") for number in range(5)]
    rules = {"escalation_rules": (OLD, SLIDING)}
    outcome = decided(facts(*items, rules=rules, delivered=1, sliding_days=12))
    assert (outcome.action, outcome.escalation) == ("escalate", "sliding")
    assert "5 invoices overdue, pays 12 days later than before" in outcome.text
    assert decided(facts(*items, rules=rules, delivered=1, sliding_days=3)).escalation == ""
    assert decided(facts(*items[:4], rules=rules, delivered=1, sliding_days=12)).escalation == ""


def test_small_remainders_do_not_count_as_invoices():
    items = [item(f"R-{number}", overdue=20, open="800.00") for number in range(4)]
    small = [item(f"S-{number}", overdue=20, open="20.00") for number in range(4)]
    known = facts(*items, *small, rules={"escalation_rules": (SLIDING,)}, delivered=1, sliding_days=12)
    assert decided(known).escalation == ""


def test_the_account_manager_hears_early_of_a_customer_at_risk():
    rules = {"escalation_rules": (RISKY,)}
    known = facts(item(overdue=5), rules=rules, delivered=1, late_chance=0.72)
    outcome = decided(known)
    assert outcome.escalation == "risky"
    assert "72 % likely to pay more than 30 days late" in outcome.escalation_text
    assert decided(facts(item(overdue=5), rules=rules, delivered=1, late_chance=0.6)).escalation == ""


def test_who_has_no_score_is_never_at_risk_by_score():
    assert decided(facts(item(overdue=5), rules={"escalation_rules": (RISKY, SLIDING)}, delivered=1)).escalation == ""


def history(customer, *, before, lately):
    for place, late in enumerate([*before, *lately]):
        closed = TODAY - timedelta(days=200 - 10 * place)
        make.InvoiceFactory.create(
            customer=customer, open_amount=0, closed_how="paid", closed_on=closed, due_on=closed - timedelta(days=late)
        )


@pytest.mark.django_db
def test_the_last_five_payments_are_compared_with_those_before():
    sliding, steady, young, natural = (make.CustomerFactory.create() for _ in range(4))
    type(natural).objects.filter(pk=natural.pk).update(natural_person=True)
    for customer in (sliding, natural):
        history(customer, before=[0, 1, 0, 2, 1], lately=[14, 15, 13, 16, 15])
    history(steady, before=[9, 9, 9, 9, 9], lately=[9, 9, 9, 9, 9])
    history(young, before=[], lately=[14, 15, 13, 16, 15])
    ids = [customer.pk for customer in (sliding, steady, young, natural)]
    assert payment_slides(ids, on=TODAY) == {sliding.pk: 14, steady.pk: 0}


@pytest.mark.django_db
def test_chances_are_weighed_by_amount_and_never_of_natural_persons():
    firm, natural = make.CustomerFactory.create(), make.CustomerFactory.create(natural_person=True)
    for customer in (firm, natural):
        for amount, chance in ((100, 0.9), (300, 0.1)):
            invoice = make.InvoiceFactory.create(customer=customer, amount=amount, open_amount=amount)
            scored(invoice, chance)
    found = late_chances([firm.pk, natural.pk])
    assert set(found) == {firm.pk}
    (only,) = found[firm.pk]
    assert (only.currency, only.open, round(only.chance, 4)) == ("EUR", 400.0, 0.3)
