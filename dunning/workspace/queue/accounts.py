"""The account behind a review, in a few figures: enough to decide without leaving the queue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from customers.models import Contact, Invoice
from dunning.models import Case, Promise

SHOWN_INVOICES = 6


@dataclass(frozen=True)
class Total:
    currency: str
    open: Decimal
    overdue: Decimal
    count: int


@dataclass(frozen=True)
class Account:
    case: Case
    totals: tuple[Total, ...]
    oldest: tuple[tuple[Invoice, int], ...]
    more: int
    kept: int
    broken: int


def account_of(case: Case, *, today: date) -> Account:
    """Three queries."""
    rows = Invoice.objects.still_open().filter(debtor_id=case.debtor_id, source__creditor_id=case.creditor_id)
    sums = rows.order_by().values("currency")
    sums = sums.annotate(
        open=Sum("open_amount"), overdue=Sum("open_amount", filter=Q(due_on__lt=today)), count=Count("pk")
    )
    totals = tuple(
        Total(row["currency"], row["open"], row["overdue"] or Decimal(), row["count"])
        for row in sums.order_by("currency")
    )
    oldest = list(rows.order_by("due_on", "pk")[:SHOWN_INVOICES])
    promises = Promise.objects.filter(debtor=case.debtor_id).aggregate(
        kept=Count("pk", filter=Q(status=Promise.Status.KEPT)),
        broken=Count("pk", filter=Q(status=Promise.Status.BROKEN)),
    )
    return Account(
        case=case,
        totals=totals,
        oldest=tuple((invoice, (today - invoice.due_on).days) for invoice in oldest),
        more=max(sum(total.count for total in totals) - len(oldest), 0),
        **promises,
    )


def contacts_of(case: Case) -> Sequence[Contact]:
    """Whom we write to today; one query."""
    return list(case.debtor.contacts.filter(state=Contact.State.ACTIVE).order_by("pk")[:SHOWN_INVOICES])
