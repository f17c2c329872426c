"""What waits for a person, by kind and owner."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, Sum

from dunning.models import GivenAnswer, Review
from dunning.prepared.scope import Scope


def needs(scope: Scope) -> dict[str, Any]:
    """One entry for each kind, owner and currency: how many, cash at risk, nearest deadline, how many are late.

    What sleeps is left out, and what was answered a moment ago, as in the queue. One query.
    """
    answered = GivenAnswer.objects.filter(review=OuterRef("pk"), problem="")
    rows = Review.objects.filter(~Exists(answered), closed_at__isnull=True)
    rows = rows.filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=scope.today))
    found = scope.rows(rows, debtor="case__debtor").order_by().values_list("kind", "owner", "currency")
    counted = found.annotate(
        count=Count("pk"),
        risk=Sum("at_risk"),
        first=Min("deadline"),
        late=Count("pk", filter=Q(deadline__lt=scope.today)),
    )
    return {
        "rows": [
            {
                "kind": kind,
                "owner": owner,
                "currency": currency,
                "count": count,
                "at_risk": str(risk),
                "deadline": first.isoformat(),
                "late": late,
            }
            for kind, owner, currency, count, risk, first, late in counted
        ]
    }
