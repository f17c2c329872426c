"""Aging buckets: how long past due what is open is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from customers.models import Invoice

CURRENT = "current"
# Name and the last day past due that belongs to it.
LIMITS = (("1-30", 30), ("31-60", 60), ("61-90", 90))
OLDEST = "90+"
BUCKETS = (CURRENT, *(name for name, _ in LIMITS), OLDEST)


def bucket_of(days_past_due: int) -> str:
    """The bucket of an invoice so many days after its due date; zero and less is current."""
    if days_past_due <= 0:
        return CURRENT
    return next((name for name, last in LIMITS if days_past_due <= last), OLDEST)


def aging_by_currency(*, today: date, debtor_ids: Iterable[int] | None = None) -> dict[str, dict[str, Decimal]]:
    """Currency → bucket → open amount of invoices, credit notes apart under “credit”. One query."""
    rows = Invoice.objects.still_open()
    if debtor_ids is not None:
        rows = rows.filter(debtor_id__in=list(debtor_ids))
    found = rows.values("currency", "due_on", "kind").annotate(total=Sum("open_amount"))
    sums: dict[str, dict[str, Decimal]] = {}
    for row in found:
        by_bucket = sums.setdefault(row["currency"], dict.fromkeys((*BUCKETS, "credit"), Decimal()))
        credit = row["kind"] == Invoice.Kind.CREDIT_NOTE
        by_bucket["credit" if credit else bucket_of((today - row["due_on"]).days)] += row["total"]
    return sums
