"""How many messages a day still has room for, by policy."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q

from dunning.models import Message
from dunning.outcome import Budget
from dunning.services.rounds.rules import RoundRules


def budgets_left(shared: RoundRules, *, on: date) -> dict[int, Budget]:
    """What a day's caps leave for each policy, by id, after the reminders that have the day already. One query."""
    rows = Message.objects.filter(send_on=on, kind=Message.Kind.REMINDER, status__in=Message.COUNTED)
    used = {
        policy_id: (total, new)
        for policy_id, total, new in rows.values_list("case__policy_id").annotate(
            total=Count("id"), new=Count("id", filter=Q(case__last_outreach_at=None))
        )
    }
    budgets = {}
    for policy in shared.policies.values():
        total, new = used.get(policy.pk, (0, 0))
        budgets[policy.pk] = Budget(policy.daily_cap_messages - total, policy.daily_cap_new_contacts - new)
    return budgets
