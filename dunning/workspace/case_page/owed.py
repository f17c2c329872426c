"""What a debtor owes one creditor: sums and aging by currency, the oldest items with their marks, credits and money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import connection
from django.utils.translation import gettext as _

from customers.aging import BUCKETS, CURRENT, LIMITS, OLDEST
from customers.models import Invoice
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
    document: int | None


@dataclass(frozen=True)
class Account:
    owed: tuple[Owed, ...]
    items: tuple[Item, ...]
    credits: tuple[Invoice, ...]
    # Items that are open and not shown.
    more: int


def account_of(case: Case, *, today: date) -> Account:
    """Four queries at most, none of which grows beyond SHOWN_ITEMS rows but the sums."""
    rows = Invoice.objects.still_open().filter(debtor_id=case.debtor_id, source__creditor_id=case.creditor_id)
    owed = _owed(case, today=today)
    shown = rows.only(*_SHOWN)
    listed = list(shown.filter(kind=Invoice.Kind.INVOICE).order_by("due_on", "pk")[:SHOWN_ITEMS])
    notes = shown.filter(kind=Invoice.Kind.CREDIT_NOTE).order_by("due_on", "pk")[:SHOWN_ITEMS]
    credits = list(notes) if any(one.notes for one in owed) else []
    marks, documents = _marks_and_documents(listed)
    items = tuple(
        Item(invoice, (today - invoice.due_on).days, tuple(marks[invoice.pk]), documents.get(invoice.pk))
        for invoice in listed
    )
    return Account(owed, items, tuple(credits), max(sum(one.count for one in owed) - len(items), 0))


def _owed(case: Case, *, today: date) -> tuple[Owed, ...]:
    """One query for all sums: of items by currency and bucket, of credit notes, and of money on account."""
    sums: dict[str, dict[str, tuple[Decimal, int]]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, {"debtor": case.debtor_id, "creditor": case.creditor_id, "today": today})
        for currency, what, total, count in cursor.fetchall():
            sums[currency][what] = (total, count)
    return tuple(_of_currency(currency, sums[currency]) for currency in sorted(sums))


# The buckets are those of `customers.aging.bucket_of`.
_BUCKET = " ".join(f"WHEN %(today)s - due_on <= {last} THEN '{name}'" for name, last in ((CURRENT, 0), *LIMITS))
_SUMS = f"""
SELECT currency, CASE WHEN kind = 'credit_note' THEN 'credit' {_BUCKET} ELSE '{OLDEST}' END AS what,
    sum(open_amount), count(*)
FROM customers_invoice
WHERE debtor_id = %(debtor)s AND closed_how = '' AND source_id IN (
    SELECT id FROM customers_ledgersource WHERE creditor_id = %(creditor)s)
GROUP BY currency, what
UNION ALL
SELECT currency, 'money', sum(unallocated_amount), count(*)
FROM customers_banktransaction
WHERE debtor_id = %(debtor)s AND unallocated_amount > 0 AND state <> 'unrelated' AND source_id IN (
    SELECT id FROM customers_ledgersource WHERE creditor_id = %(creditor)s)
GROUP BY currency
"""


def _of_currency(currency: str, found: dict[str, tuple[Decimal, int]]) -> Owed:
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
        money=found.get("money", nothing)[0],
    )


def _marks_and_documents(invoices: Sequence[Invoice]) -> tuple[dict[int, list[tuple[str, str]]], dict[int, int]]:
    """One query for disputes, promises, arrangements, bank money that the ERP has not booked, and newest copies."""
    marks: dict[int, list[tuple[str, str]]] = defaultdict(list)
    documents: dict[int, int] = {}
    words = {
        "disputed": (_("disputed"), "warn"),
        Promise.Kind.CLAIM: (_("said to be paid"), "info"),
        "arranged": (_("arrangement"), "info"),
        "expected": (_("money expected"), "good"),
    }
    for key, mark, document in _found_marks([invoice.pk for invoice in invoices]):
        if document is not None:
            documents[key] = document
        else:
            marks[key].append(words.get(mark) or (_("promised"), "info"))
    for invoice in invoices:
        if invoice.payment_method in ("direct_debit", "card") and not invoice.debit_returned:
            marks[invoice.pk].append((_("collected by us"), ""))
    return marks, documents


def _found_marks(keys: list[int]) -> list[tuple[int, str, int | None]]:
    """Invoice and mark, of a promise its kind; or invoice, nothing and the document."""
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_MARKS, {"keys": keys})
        return cursor.fetchall()


_MARKS = """
SELECT line.invoice_id, 'disputed', NULL::bigint FROM dunning_dispute_invoices AS line
JOIN dunning_dispute AS dispute ON dispute.id = line.dispute_id AND dispute.status = 'open'
WHERE line.invoice_id = ANY(%(keys)s)
UNION ALL
SELECT line.invoice_id, promise.kind, NULL FROM dunning_promisedinvoice AS line
JOIN dunning_promise AS promise ON promise.id = line.promise_id AND promise.status = 'open'
WHERE line.invoice_id = ANY(%(keys)s)
UNION ALL
SELECT line.invoice_id, 'arranged', NULL FROM dunning_arrangement_invoices AS line
JOIN dunning_arrangement AS arrangement ON arrangement.id = line.arrangement_id AND arrangement.status = 'active'
WHERE line.invoice_id = ANY(%(keys)s)
UNION ALL
SELECT DISTINCT booked.invoice_id, 'expected', NULL::bigint FROM customers_allocation AS booked
WHERE booked.invoice_id = ANY(%(keys)s) AND booked.origin = 'expected' AND booked.reverses_id IS NULL
AND NOT EXISTS (SELECT FROM customers_allocation AS back WHERE back.reverses_id = booked.id)
UNION ALL
(SELECT DISTINCT ON (invoice_id) invoice_id, '', id FROM customers_document
WHERE invoice_id = ANY(%(keys)s) AND kind = 'invoice_copy' ORDER BY invoice_id, added_at DESC, id DESC)
"""
