"""Writing the audit trail: one event, or many by one INSERT."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, models

from audit.models import AuditEvent

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def record_event(
    action: str,
    *,
    subject: models.Model,
    as_of: datetime,
    by: User | None = None,
    actor: str = "",
    debtor_id: int | None = None,
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> AuditEvent:
    """Add one event in the caller's transaction. `actor` defaults to person when `by` is given, else to agent."""
    return AuditEvent.objects.create(
        occurred_at=as_of,
        actor=actor or (AuditEvent.Actor.PERSON if by else AuditEvent.Actor.AGENT),
        user=by,
        action=action,
        subject_type=subject._meta.model_name or "",
        subject_id=subject.pk,
        debtor_id=debtor_id,
        reason=reason,
        data=data or {},
    )


@dataclass(frozen=True)
class EventRow:
    """One event of a bulk write."""

    action: str
    subject_type: str
    subject_id: int | None
    debtor_id: int | None = None
    reason: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def record_events(
    rows: Iterable[EventRow], *, as_of: datetime, actor: str = AuditEvent.Actor.AGENT, user_id: int | None = None
) -> None:
    """Add many events of one instant and actor by a single INSERT … SELECT."""
    listed = list(rows)
    if not listed:
        return
    columns = [
        [row.action for row in listed],
        [row.subject_type for row in listed],
        [row.subject_id for row in listed],
        [row.debtor_id for row in listed],
        [row.reason for row in listed],
        [json.dumps(row.data) for row in listed],
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO audit_auditevent
                (occurred_at, actor, user_id, action, subject_type, subject_id, debtor_id, reason, data)
            SELECT %s, %s, %s::bigint, action, subject_type, subject_id, debtor_id, reason, data::jsonb
            FROM unnest(%s::text[], %s::text[], %s::bigint[], %s::bigint[], %s::text[], %s::text[])
                AS rows(action, subject_type, subject_id, debtor_id, reason, data)
            """,
            [as_of, str(actor), user_id, *columns],
        )
