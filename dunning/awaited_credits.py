"""What of each invoice is not asked for because a credit note is awaited."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from dunning.models import ExpectedCredit


def awaited_amounts(debtor_ids: Iterable[int], *, as_of: datetime) -> dict[int, Decimal]:
    """What of each invoice a credit note is awaited for, by invoice id. One query."""
    waiting = ExpectedCredit.objects.filter(Q(settled_at=None) | Q(settled_at__gt=as_of), expected_at__lte=as_of)
    rows = waiting.filter(dispute__debtor_id__in=list(debtor_ids), invoice__closed_how="")
    return dict(rows.values_list("invoice_id", "amount"))
