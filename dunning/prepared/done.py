"""What the agent did since the business day before, and what it holds back now."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from dunning.models import Case, Dispute, Escalation, IncomingMail, Message, Promise
from dunning.prepared.instants import midnight
from dunning.prepared.scope import Scope

# Reasons for waiting that are the ordinary course: the next step has its day.
MOST_REASONS = 12


def done(scope: Scope) -> dict[str, Any]:
    """Counts since midnight of `scope.since`, and open cases that wait, by reason. Seven queries."""
    since = midnight(scope.since, scope.zone)
    sent = scope.rows(Message.objects.filter(sent_at__gte=since, status__in=("sent", "delivered", "bounced")))
    received = scope.rows(IncomingMail.objects.filter(stored_at__gte=since))
    promises = scope.rows(Promise.objects.filter(recorded_at__gte=since))
    cases = scope.rows(Case.objects.all())
    waiting = cases.filter(status=Case.Status.OPEN, action="wait").order_by().values_list("reason")
    alone = Q(approved_by__isnull=True) & ~Q(kind=Message.Kind.MANUAL)
    return {
        "since": since.isoformat(),
        "since_day": scope.since.isoformat(),
        "sent": sent.aggregate(all=Count("pk"), alone=Count("pk", filter=alone)),
        "received": received.aggregate(
            people=Count("pk", filter=Q(automatic="")),
            applied=Count("pk", filter=Q(automatic="", status=IncomingMail.Status.APPLIED)),
        ),
        "promises": promises.aggregate(
            given=Count("pk", filter=Q(kind="promise")), claimed=Count("pk", filter=Q(kind="claim"))
        ),
        "disputes": scope.rows(Dispute.objects.filter(opened_at__gte=since)).count(),
        "escalated": scope.rows(Escalation.objects.filter(opened_at__gte=since)).count(),
        "closed": cases.filter(closed_at__gte=since).count(),
        "held": [
            {"reason": reason, "count": count}
            for reason, count in waiting.annotate(count=Count("pk")).order_by("-count", "reason")[:MOST_REASONS]
        ],
    }
