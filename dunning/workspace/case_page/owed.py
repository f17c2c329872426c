"""What a debtor owes one creditor: sums and aging by currency, the oldest items with their marks, credits and money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import Case as When_
from django.db.models import CharField, Count, QuerySet, Sum, Value, When
from django.utils.translation import gettext as _

from customers.aging import BUCKETS, CURRENT, LIMITS, OLDEST
from customers.models import BankTransaction, Document, Invoice
from dunning.models import Case, Promise

SHOWN_ITEMS = 50
_SHOWN = ("number", "due_on", "open_amount", "currency", "payment_method", "debit_returned")


@dataclass(frozen=True)
class Bar:
    """One bucket of the aging bar; `share` in percent of what is open."""

    bucket: str
    words: str
    amount: Decimal
    share: float


@dataclass(frozen=True)
class Owed:
    """One currency. `credit` and `money` are in the debtor's favour: credit notes, so many, and unallocated money."""

    currency: str
    open: Decimal
    overdue: Decimal
    count: int
    bars: tuple[Bar, ...]
    credit: Decimal
    notes: int
    money: Decimal


@dataclass(frozen=True)
class Item:
    """`marks` are (words, tone): disputed, promised, arranged and so on; `document` the key of the newest file."""

    invoice: Invoice
    days: int
    marks: tuple[tuple[str, str], ...]
    document: Document | None


@dataclass(frozen=True)
class Account:
    owed: tuple[Owed, ...]
    items: tuple[Item, ...]
    credits: tuple[Invoice, ...]
    # Items that are open and not shown.
    more: int


def account_of(case: Case, *, today: date) -> Account:
    """Six queries at most, none of which grows beyond SHOWN_ITEMS rows but the sums."""
    rows = Invoice.objects.still_open().filter(debtor_id=case.debtor_id, source__creditor_id=case.creditor_id)
    owed = _owed(case, rows, today=today)
    shown = rows.only(*_SHOWN)
    listed = list(shown.filter(kind=Invoice.Kind.INVOICE).order_by("due_on", "pk")[:SHOWN_ITEMS])
    notes = shown.filter(kind=Invoice.Kind.CREDIT_NOTE).order_by("due_on", "pk")[:SHOWN_ITEMS]
    credits = list(notes) if any(one.notes for one in owed) else []
    keys = [invoice.pk for invoice in listed]
    marks, documents = _marks(listed), _documents(keys)
    items = tuple(
        Item(invoice, (today - invoice.due_on).days, tuple(marks[invoice.pk]), documents.get(invoice.pk))
        for invoice in listed
    )
    return Account(owed, items, tuple(credits), max(sum(one.count for one in owed) - len(items), 0))


def _owed(case: Case, rows: QuerySet[Invoice], *, today: date) -> tuple[Owed, ...]:
    """One query for the sums by currency and bucket, one for money on account."""
    aged = When_(
        When(kind=Invoice.Kind.CREDIT_NOTE, then=Value("credit")),
        When(due_on__gte=today, then=Value(CURRENT)),
        *(When(due_on__gte=today - timedelta(days=last), then=Value(name)) for name, last in LIMITS),
        default=Value(OLDEST),
        output_field=CharField(),
    )
    sums: dict[str, dict[str, tuple[Decimal, int]]] = defaultdict(dict)
    grouped = rows.annotate(bucket=aged).order_by().values_list("currency", "bucket")
    for currency, bucket, total, count in grouped.annotate(total=Sum("open_amount"), count=Count("pk")):
        sums[currency][bucket] = (total, count)
    money = _money(case)
    return tuple(
        _of_currency(currency, sums.get(currency, {}), money.get(currency, Decimal()))
        for currency in sorted({*sums, *money})
    )


def _of_currency(currency: str, found: dict[str, tuple[Decimal, int]], money: Decimal) -> Owed:
    nothing = (Decimal(), 0)
    total = sum((found.get(bucket, nothing)[0] for bucket in BUCKETS), Decimal())
    words = {CURRENT: _("not due yet"), OLDEST: _("over 90 days")}
    bars = tuple(
        Bar(bucket, words.get(bucket) or _("%(range)s days") % {"range": bucket.replace("-", "–")}, amount, share)
        for bucket in BUCKETS
        if (amount := found.get(bucket, nothing)[0]) and (share := float(amount / total * 100)) >= 0
    )
    return Owed(
        currency=currency,
        open=total,
        overdue=total - found.get(CURRENT, nothing)[0],
        count=sum(found.get(bucket, nothing)[1] for bucket in BUCKETS),
        bars=bars,
        credit=-found.get("credit", nothing)[0],
        notes=found.get("credit", nothing)[1],
        money=money,
    )


def _money(case: Case) -> dict[str, Decimal]:
    rows = BankTransaction.objects.filter(
        debtor_id=case.debtor_id, source__creditor_id=case.creditor_id, unallocated_amount__gt=0
    ).exclude(state=BankTransaction.State.UNRELATED)
    return dict(rows.order_by().values_list("currency").annotate(total=Sum("unallocated_amount")))


def _marks(invoices: Sequence[Invoice]) -> dict[int, list[tuple[str, str]]]:
    """One query for disputes, promises, arrangements, and bank money that the ERP has not booked."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    words = {
        "disputed": (_("disputed"), "warn"),
        Promise.Kind.CLAIM: (_("said to be paid"), "info"),
        "arranged": (_("arrangement"), "info"),
        "expected": (_("money expected"), "good"),
    }
    for key, mark in _found_marks([invoice.pk for invoice in invoices]):
        found[key].append(words.get(mark) or (_("promised"), "info"))
    for invoice in invoices:
        if invoice.payment_method in ("direct_debit", "card") and not invoice.debit_returned:
            found[invoice.pk].append((_("collected by us"), ""))
    return found


def _found_marks(keys: list[int]) -> list[tuple[int, str]]:
    """Invoice and mark: a promise's is its kind."""
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_MARKS, {"keys": keys})
        return cursor.fetchall()


_MARKS = """
SELECT line.invoice_id, 'disputed' FROM dunning_dispute_invoices AS line
JOIN dunning_dispute AS dispute ON dispute.id = line.dispute_id AND dispute.status = 'open'
WHERE line.invoice_id = ANY(%(keys)s)
UNION ALL
SELECT line.invoice_id, promise.kind FROM dunning_promisedinvoice AS line
JOIN dunning_promise AS promise ON promise.id = line.promise_id AND promise.status = 'open'
WHERE line.invoice_id = ANY(%(keys)s)
UNION ALL
SELECT line.invoice_id, 'arranged' FROM dunning_arrangement_invoices AS line
JOIN dunning_arrangement AS arrangement ON arrangement.id = line.arrangement_id AND arrangement.status = 'active'
WHERE line.invoice_id = ANY(%(keys)s)
UNION ALL
SELECT DISTINCT booked.invoice_id, 'expected' FROM customers_allocation AS booked
WHERE booked.invoice_id = ANY(%(keys)s) AND booked.origin = 'expected' AND booked.reverses_id IS NULL
AND NOT EXISTS (SELECT FROM customers_allocation AS back WHERE back.reverses_id = booked.id)
"""


def _documents(keys: Sequence[int]) -> dict[int, Document]:
    rows = Document.objects.filter(invoice_id__in=list(keys), kind=Document.Kind.INVOICE_COPY)
    return {document.invoice_id: document for document in rows.order_by("added_at", "pk") if document.invoice_id}
