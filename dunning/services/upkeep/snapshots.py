"""Keeping the figures of a day, so that trends need no ledger read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from customers.metrics import Figure
from customers.models import Invoice, Snapshot
from dunning.metrics import all_figures

# How far back the nightly job looks for days that it missed.
BACKFILL_DAYS = 60


def take_snapshot(*, day: date, as_of: datetime) -> int:
    """Keep every figure of the end of a day, in place of what was kept of it before. Returns how many."""
    return keep_figures(all_figures(on=day), day=day, as_of=as_of)


@transaction.atomic
def keep_figures(figures: Sequence[Figure], *, day: date, as_of: datetime) -> int:
    """Two queries; the same day twice leaves the same rows."""
    Snapshot.objects.filter(day=day).delete()
    rows = [
        Snapshot(
            day=day,
            creditor_id=figure.creditor_id,
            currency=figure.currency,
            converted=figure.converted,
            figure=figure.name,
            value=figure.value,
            taken_at=as_of,
        )
        for figure in figures
    ]
    Snapshot.objects.bulk_create(rows)
    return len(rows)


def take_snapshots(*, first: date, last: date, anew: bool, as_of: datetime) -> Iterator[tuple[date, int]]:
    """Day by day, with how many figures were kept; days that are there are left alone unless wanted anew."""
    there = set() if anew else set(Snapshot.objects.filter(day__range=(first, last)).values_list("day", flat=True))
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day not in there:
            yield day, take_snapshot(day=day, as_of=as_of)


def take_missing_snapshots(*, today: date, as_of: datetime) -> int:
    """Yesterday, anew, and every day of the last BACKFILL_DAYS that has none, from the first invoice on.

    Yesterday's is taken twice where the job runs twice; money booked late moves a day that is kept no more.
    """
    began = Invoice.objects.order_by("issued_on").values_list("issued_on", flat=True).first()
    if began is None:
        return 0
    last = today - timedelta(days=1)
    first = max(began, last - timedelta(days=BACKFILL_DAYS))
    taken = sum(1 for _ in take_snapshots(first=first, last=last - timedelta(days=1), anew=False, as_of=as_of))
    return taken + sum(1 for _ in take_snapshots(first=last, last=last, anew=True, as_of=as_of))
