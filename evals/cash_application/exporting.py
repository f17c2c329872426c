"""What the program allocated, in the form of allocations.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from django.db.models import QuerySet

from customers.models import Allocation, BankTransaction

Row = tuple[str, str, Decimal, str]


def export_allocations(path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("transaction_id", "invoice", "amount", "kind"))
        writer.writerows(_allocated())
        writer.writerows(_unallocated())


def _allocated() -> Iterator[Row]:
    """Bank money; a credit note that was netted is the negative row that the contract wants."""
    rows: QuerySet[Allocation] = Allocation.objects.filter(transaction__isnull=False, reverses__isnull=True)
    for row in rows.filter(reversed_by__isnull=True).select_related("transaction", "invoice", "credit_note"):
        assert row.transaction
        key = row.transaction.external_id
        note = row.invoice.kind == "credit_note"
        yield key, row.invoice.number, row.amount, "credit_note" if note else row.kind
        if row.credit_note:
            yield key, row.credit_note.number, -row.amount, "credit_note"


def _unallocated() -> Iterator[Row]:
    """Rests of matched money and money on account of a debtor; unrelated money."""
    state = BankTransaction.State
    for transaction in BankTransaction.objects.exclude(state=state.UNMATCHED).filter(unallocated_amount__gt=0):
        kind = "unrelated" if transaction.state == state.UNRELATED else "on_account"
        yield transaction.external_id, "", transaction.unallocated_amount, kind
