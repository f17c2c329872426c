"""A person changed the rules of collecting: the version moves on, so that the round looks at their debtors again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from audit.recording import record_event
from dunning.models import Policy

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def change_policy(*, policy_id: int, changed: dict[str, Any], by: User, as_of: datetime) -> Policy:
    """After the row or its escalation rules were saved; `changed` holds the new values by field."""
    Policy.objects.filter(pk=policy_id).update(version=F("version") + 1)
    policy = Policy.objects.get(pk=policy_id)
    record_event("policy.changed", subject=policy, as_of=as_of, by=by, data={"version": policy.version, **changed})
    return policy
