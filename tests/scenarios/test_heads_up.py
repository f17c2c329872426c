"""A valued customer is announced to its account manager before the first firm letter, and the letter waits for it."""

from __future__ import annotations

from django.core import mail

from dunning.models import Escalation, EscalationRule
from dunning.services.escalations.mail import notify_escalations
from tests.factories import AccountManagerFactory
from tests.scenarios.world import World

ANNA = "anna@creditor.example"


def valued(world: World, **policy: int):
    type(world.policy).objects.filter(pk=world.policy.pk).update(**policy)
    EscalationRule.objects.create(
        policy=world.policy, key="valued", tier="high_value", age_over_days=14, minimum_delivered=1, heads_up=True
    )
    manager = AccountManagerFactory.create(email=ANNA, language="en")
    customer = world.customer(tier="high_value", account_manager=manager)
    world.invoice(customer, overdue=15)
    world.round()
    return customer


def to_anna() -> list[str]:
    return [sent.subject for sent in mail.outbox if sent.to == [ANNA]]


def test_the_firm_letter_waits_for_two_business_days_after_the_announcement(world: World) -> None:
    customer = valued(world)
    world.live(1)
    for _ in range(25):
        world.live(1)
        if Escalation.objects.exists():
            break
    # Nobody has been told yet: whatever the cadence says, the firm letter does not go.
    world.live(12)
    assert "firm" not in world.purposes(customer)
    assert world.case(customer).reason == "heads_up_first"
    notify_escalations(as_of=world.now)
    told = world.today
    assert to_anna() == [f"For your information: {customer.name}"]
    while "firm" not in world.purposes(customer):
        world.live(1)
        assert (world.today - told).days < 10
    assert (world.today - told).days >= 2


def test_zero_days_hold_nothing_back(world: World) -> None:
    customer = valued(world, heads_up_days=0)
    world.live(20)
    assert "firm" in world.purposes(customer)
