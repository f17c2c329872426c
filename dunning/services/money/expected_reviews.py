"""Bank money that an ERP should have booked by now, put before a person: one Review for each source."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Sum

from customers.models import Allocation, LedgerSource
from dunning.local_days import deadline_of
from dunning.models import Review
from dunning.services.reviews.reviews import close_review, open_review
from trade.calendars import calendar_for
from trade.countries import local_date

# Business days in which somebody should have asked the ERP's bookkeeping.
ANSWER_DAYS = 2
KIND = Review.Kind.EXPECTED_MONEY


@transaction.atomic
def ask_about_expected_money(*, as_of: datetime) -> int:
    """One Review for each source with expected money older than it allows; returns how many were opened.

    Age counts in the creditor's business days up to the ERP's last data: data that is late is asked about elsewhere.
    What was old already when a person answered is not asked about again; once nothing is old the Review closes.
    """
    opened = 0
    asked = set(Review.objects.filter(kind=KIND, closed_at__isnull=True).values_list("source_id", flat=True))
    for source in LedgerSource.objects.filter(truth=LedgerSource.Truth.ERP).select_related("creditor"):
        old = _old_money(source, last_day_of(source, as_of=as_of), as_of=as_of)
        if source.pk in asked:
            if not old.exists():
                close_review(source, kind=KIND, outcome="booked", by=None, as_of=as_of)
            continue
        if not _newly_old(old, source).exists():
            continue
        deadline = deadline_of(source.creditor, ANSWER_DAYS, as_of=as_of)
        open_review(KIND, why=_why(source, old), subject=source, case=None, deadline=deadline, as_of=as_of)
        opened += 1
    return opened


def last_day_of(source: LedgerSource, *, as_of: datetime) -> date:
    """Money that the bank booked on that day or earlier should be in the ERP's balance."""
    today = local_date(as_of, source.creditor.time_zone)
    known = min(source.invoices_as_of or today, today)
    calendar = calendar_for(source.creditor.country)
    return calendar.add_business_days(known, -source.expected_after_business_days) - timedelta(days=1)


def _old_money(source: LedgerSource, last_day: date, *, as_of: datetime) -> QuerySet[Allocation]:
    undone = Allocation.objects.filter(reverses=OuterRef("pk"))
    return Allocation.objects.filter(
        ~Exists(undone),
        invoice__source=source,
        # The import gives back what is expected beyond the balance, so that none is on a closed invoice.
        invoice__closed_how="",
        origin=Allocation.Origin.EXPECTED,
        reverses__isnull=True,
        booked_on__lte=last_day,
        known_at__lte=as_of,
    )


def _newly_old(old: QuerySet[Allocation], source: LedgerSource) -> QuerySet[Allocation]:
    """Without what was old when a person answered last."""
    answered = Review.objects.filter(kind=KIND, source=source, closed_by__isnull=False).order_by("-closed_at").first()
    if answered is None or answered.closed_at is None:
        return old
    return old.filter(booked_on__gt=last_day_of(source, as_of=answered.closed_at))


def _why(source: LedgerSource, old: QuerySet[Allocation]) -> str:
    sums = old.order_by().values("invoice__currency").annotate(
        count=Count("transaction", distinct=True), amount=Sum("amount"), oldest=Min("booked_on")
    )  # fmt: skip
    words = [f"{row['amount']} {row['invoice__currency']}" for row in sums.order_by("invoice__currency")]
    count, oldest = sum(row["count"] for row in sums), min(row["oldest"] for row in sums)
    payments = "1 payment" if count == 1 else f"{count} payments"
    return (
        f"{payments} of {' and '.join(words)}, the oldest of {oldest}: at the bank for more than"
        f" {source.expected_after_business_days} business days, and not in the balance of “{source.name}”."
    )
