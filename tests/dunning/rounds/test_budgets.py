"""What a day's caps leave, for the round of today and for the days that are only planned."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dunning.models import Message, Policy
from dunning.outcome import Budget
from dunning.services.rounds.budgets import budgets_left
from dunning.services.rounds.rules import load_round_rules
from tests.factories import AS_OF, TODAY, CaseFactory, MessageFactory, SegmentFactory

pytestmark = pytest.mark.django_db


def test_each_days_reminders_take_from_that_days_caps_alone() -> None:
    policy = SegmentFactory.create().policy
    Policy.objects.update(daily_cap_messages=10, daily_cap_new_contacts=4)
    known = CaseFactory.create(policy=policy, last_outreach_at=AS_OF - timedelta(days=9))
    for status in (Message.Status.DUE, Message.Status.REJECTED):
        MessageFactory.create(case=CaseFactory.create(policy=policy), status=status, send_on=TODAY)
    MessageFactory.create(case=known, status=Message.Status.SENT, send_on=TODAY)
    MessageFactory.create(case=known, status=Message.Status.DUE, kind=Message.Kind.MANUAL, send_on=TODAY)
    shared = load_round_rules(as_of=AS_OF)

    assert budgets_left(shared, on=TODAY) == {policy.pk: Budget(8, 3)}
    assert budgets_left(shared, on=TODAY + timedelta(days=1)) == {policy.pk: Budget(10, 4)}
