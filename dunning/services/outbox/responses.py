"""What customers did after a message of the agent: replied, or complained."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from audit.recording import record_event
from dunning.models import Evidence, InvalidState, Message, RungChange
from dunning.services.autonomy.ladder import cell_of, step_down

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# No policy counts further back than this.
LONGEST = timedelta(days=90)

REPLIES = """
UPDATE dunning_evidence e SET replied_at = answered.received_at, touched_at = %(as_of)s
FROM dunning_message m
JOIN dunning_case c ON c.id = m.case_id
JOIN dunning_policy p ON p.id = c.policy_id
CROSS JOIN LATERAL (
    SELECT i.received_at FROM dunning_incomingmail i
    WHERE i.debtor_id = m.debtor_id AND i.automatic = '' AND i.received_at > m.sent_at
        AND i.received_at <= m.sent_at + p.evidence_days * interval '1 day' AND i.received_at <= %(as_of)s
    ORDER BY i.received_at LIMIT 1
) answered
WHERE m.id = e.message_id AND e.replied_at IS NULL AND m.sent_at > %(since)s AND m.sent_at <= %(as_of)s
    AND NOT EXISTS (
        SELECT 1 FROM dunning_message later
        WHERE later.debtor_id = m.debtor_id AND later.sent_at > m.sent_at AND later.sent_at < answered.received_at
    )
"""


def book_replies(*, as_of: datetime) -> int:
    """Mark messages that a person answered within the policy's `evidence_days`, each reply for the last message before.

    Returns how many; one query.
    """
    with connection.cursor() as cursor:
        cursor.execute(REPLIES, {"as_of": as_of, "since": as_of - LONGEST})
        return cursor.rowcount


@transaction.atomic
def book_complaint(email: str, *, why: str, as_of: datetime) -> list[RungChange]:
    """An address complained or opted out: of each debtor the newest message to it counts; the agent steps down."""
    reached = Message.objects.filter(Q(to_email__iexact=email) | Q(cc__contains=[email]), sent_at__gt=as_of - LONGEST)
    newest = reached.filter(evidence__isnull=False).order_by("debtor_id", "-sent_at", "-pk").distinct("debtor_id")
    found = newest.select_related("case__policy", "evidence")
    return [change for message in found if (change := complained(message, why=why, as_of=as_of))]


@transaction.atomic
def record_complaint(*, message_id: int, reason: str, by: User, as_of: datetime) -> RungChange | None:
    """A person heard a complaint about a message, by telephone or in a letter. As `complained`.

    Raises InvalidState for a message that the agent did not write, or that has not left.
    """
    related = ("case__policy", "evidence")
    message = Message.objects.select_for_update(of=("self",)).select_related(*related).get(pk=message_id)
    if getattr(message, "evidence", None) is None or message.sent_at is None:
        raise InvalidState(_("Complaints count for what the agent wrote and what has left."))
    return complained(message, why=f"A customer complained: {reason}", by=by, as_of=as_of)


@transaction.atomic
def complained(message: Message, *, why: str, by: User | None = None, as_of: datetime) -> RungChange | None:
    """Somebody complained about this message; None where it is too old, or the agent has answered by a step already.

    Expects case, policy and evidence loaded.
    """
    evidence: Evidence | None = getattr(message, "evidence", None)
    bound = timedelta(days=message.case.policy.evidence_days)
    if evidence is None or message.sent_at is None or as_of - message.sent_at > bound:
        return None
    if evidence.complained_at is None:
        evidence.complained_at = evidence.touched_at = as_of
        evidence.save(update_fields=["complained_at", "touched_at"])
        actor, debtor = "" if by else "customer", message.debtor_id
        record_event(
            "message.complaint", subject=message, as_of=as_of, by=by, actor=actor, debtor_id=debtor, reason=why
        )
    return step_down(cell_of(evidence), about=evidence.decided_at, why=why, as_of=as_of)
