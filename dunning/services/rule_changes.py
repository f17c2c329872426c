"""A person changed the rules of collecting: the version moves on, so that the round looks at their debtors again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from audit.recording import record_event
from dunning.models import Cadence, Policy

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def change_policy(*, policy_id: int, changed: dict[str, Any], by: User, as_of: datetime) -> Policy:
    """After the row or its escalation rules were saved; `changed` holds the new values by field."""
    policy = _next_version(Policy, policy_id)
    record_event("policy.changed", subject=policy, as_of=as_of, by=by, data={"version": policy.version, **changed})
    return policy


@transaction.atomic
def change_cadence(*, cadence_id: int, changed: dict[str, Any], by: User, as_of: datetime) -> Cadence:
    """After the row or its steps were saved; step keys survive, so that no step goes out twice for its anchor."""
    cadence = _next_version(Cadence, cadence_id)
    steps = [str(step) for step in cadence.steps.all()]
    data = {"version": cadence.version, "steps": steps, **changed}
    record_event("cadence.changed", subject=cadence, as_of=as_of, by=by, data=data)
    return cadence


def _next_version(model: Any, key: int) -> Any:
    model.objects.filter(pk=key).update(version=F("version") + 1)
    return model.objects.get(pk=key)
