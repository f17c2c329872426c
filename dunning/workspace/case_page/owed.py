"""What a debtor owes one creditor: sums and aging by currency, the oldest items with their marks, credits and money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Case as When_
from django.db.models import CharField, Count, QuerySet, Sum, Value, When
from django.utils.translation import gettext as _

from customers.aging import BUCKETS, CURRENT, LIMITS, OLDEST
from customers.models import Allocation, BankTransaction, Document, Invoice
from dunning.models import Arrangement, Case, Dispute, Promise, PromisedInvoice

SHOWN_ITEMS = 50


@dataclass(frozen=True)
class Bar:
    """One bucket of the aging bar; `share` in percent of what is open."""

    bucket: str
    words: str
    amount: Decimal
    share: float


@dataclass(frozen=True)
class Owed:
    """One currency. `credit` and `money` are in the debtor's favour: credit notes and unallocated money."""

    currency: str
    open: Decimal
    overdue: Decimal
    count: int
    bars: tuple[Bar, ...]
    credit: Decimal
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
    """Nine queries, none of which grows beyond SHOWN_ITEMS rows but the sums."""
    rows = Invoice.objects.still_open().filter(debtor_id=case.debtor_id, source__creditor_id=case.creditor_id)
    owed = _owed(case, rows, today=today)
    listed = list(rows.filter(kind=Invoice.Kind.INVOICE).order_by("due_on", "pk")[:SHOWN_ITEMS])
    credits = list(rows.filter(kind=Invoice.Kind.CREDIT_NOTE).order_by("due_on", "pk")[:SHOWN_ITEMS])
    keys = [invoice.pk for invoice in listed]
    marks, documents = _marks(listed, today=today), _documents(keys)
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
        money=money,
    )


def _money(case: Case) -> dict[str, Decimal]:
    rows = BankTransaction.objects.filter(
        debtor_id=case.debtor_id, source__creditor_id=case.creditor_id, unallocated_amount__gt=0
    ).exclude(state=BankTransaction.State.UNRELATED)
    return dict(rows.order_by().values_list("currency").annotate(total=Sum("unallocated_amount")))


def _marks(invoices: Sequence[Invoice], *, today: date) -> dict[int, list[tuple[str, str]]]:
    """Four queries: disputes, promises, arrangements, and bank money that the ERP has not booked."""
    keys = [invoice.pk for invoice in invoices]
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    contested = Dispute.invoices.through.objects.filter(invoice_id__in=keys, dispute__status=Dispute.Status.OPEN)
    for key in contested.values_list("invoice_id", flat=True):
        found[key].append((_("disputed"), "warn"))
    lines = PromisedInvoice.objects.filter(invoice_id__in=keys, promise__status=Promise.Status.OPEN)
    for key, kind in lines.values_list("invoice_id", "promise__kind"):
        found[key].append((_("said to be paid"), "info") if kind == Promise.Kind.CLAIM else (_("promised"), "info"))
    quiet = Arrangement.invoices.through.objects.filter(
        invoice_id__in=keys, arrangement__status=Arrangement.Status.ACTIVE
    )
    for key in quiet.values_list("invoice_id", flat=True):
        found[key].append((_("arrangement"), "info"))
    expected = Allocation.objects.filter(
        invoice_id__in=keys, origin=Allocation.Origin.EXPECTED, reverses__isnull=True, reversed_by__isnull=True
    )
    for key in expected.order_by().values_list("invoice_id", flat=True).distinct():
        found[key].append((_("money expected"), "good"))
    for invoice in invoices:
        if invoice.payment_method in ("direct_debit", "card") and not invoice.debit_returned:
            found[invoice.pk].append((_("collected by us"), ""))
    return found


def _documents(keys: Sequence[int]) -> dict[int, Document]:
    rows = Document.objects.filter(invoice_id__in=list(keys), kind=Document.Kind.INVOICE_COPY)
    return {document.invoice_id: document for document in rows.order_by("added_at", "pk") if document.invoice_id}
