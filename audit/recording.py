"""Writing the audit trail: one event, or many by one INSERT."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

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


class EventRow(NamedTuple):
    """One event of a bulk write."""

    action: str
    subject_type: str
    subject_id: int | None
    debtor_id: int | None = None
    reason: str = ""
    data: dict[str, Any] | None = None


def record_events(
    rows: Iterable[EventRow], *, as_of: datetime, actor: str = AuditEvent.Actor.AGENT, user_id: int | None = None
) -> None:
    """Add many events of one instant and actor by a single INSERT … SELECT."""
    listed = list(rows)
    if not listed:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO audit_auditevent
                (occurred_at, actor, user_id, action, subject_type, subject_id, debtor_id, reason, data)
            SELECT %s, %s, %s::bigint, action, subject_type, subject_id, debtor_id, reason, coalesce(data, '{}')
            FROM json_to_recordset(%s::json) AS rows(action text, subject_type text, subject_id bigint,
                debtor_id bigint, reason text, data jsonb)
            """,
            [as_of, str(actor), user_id, json.dumps([row._asdict() for row in listed], ensure_ascii=False)],
        )
