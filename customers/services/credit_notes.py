from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from audit.recording import record_event
from customers.models import Allocation, Invoice
from customers.services.allocation import AllocationLine
from customers.services.ledger import (
    InvalidBooking,
    booking_day,
    bump_ledger_versions,
    lock_invoices,
    settle_invoices,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def apply_credit_note(
    *, credit_note_id: int, lines: Sequence[AllocationLine], as_of: datetime, by: User | None = None
) -> list[Allocation]:
    """Set a credit note off against invoices, positive amounts in its currency.

    Two rows for each line: +x on the invoice, −x on the credit note. Raises InvalidBooking for another currency or
    creditor, or more than is open on either side.
    """
    invoices = lock_invoices({credit_note_id, *(line.invoice_id for line in lines)})
    credit_note = invoices[credit_note_id]
    _check(credit_note, lines, invoices)
    day = booking_day(credit_note, as_of)
    rows = [
        Allocation(
            invoice_id=invoice_id,
            credit_note=credit_note,
            origin=Allocation.Origin.CREDIT_NOTE,
            amount=amount,
            booked_on=day,
            known_at=as_of,
        )
        for line in lines
        for invoice_id, amount in ((line.invoice_id, line.amount), (credit_note_id, -line.amount))
    ]
    Allocation.objects.bulk_create(rows)
    settle_invoices(invoices)
    bump_ledger_versions(invoice.debtor_id for invoice in invoices.values())
    record_event(
        "credit_note.applied",
        subject=credit_note,
        as_of=as_of,
        by=by,
        actor="" if by else "system",
        debtor_id=credit_note.debtor_id,
        data={"invoices": {str(line.invoice_id): str(line.amount) for line in lines}},
    )
    return rows


def _check(credit_note: Invoice, lines: Sequence[AllocationLine], invoices: dict[int, Invoice]) -> None:
    if credit_note.kind != Invoice.Kind.CREDIT_NOTE:
        raise InvalidBooking(f"{credit_note.number} is no credit note.")
    total = sum((line.amount for line in lines), Decimal())
    if total > -credit_note.open_amount:
        raise InvalidBooking(f"Of credit note {credit_note.number} {-credit_note.open_amount} is left, not {total}.")
    for line in lines:
        invoice = invoices[line.invoice_id]
        if invoice.currency != credit_note.currency:
            raise InvalidBooking(
                f"{invoice.number} is in {invoice.currency}, {credit_note.number} in {credit_note.currency}."
            )
        if invoice.source.creditor_id != credit_note.source.creditor_id:
            raise InvalidBooking(f"{invoice.number} and {credit_note.number} are of different creditors.")
        if not 0 < line.amount <= invoice.open_amount:
            raise InvalidBooking(
                f"{line.amount} cannot go on {invoice.number}, of which {invoice.open_amount} is open."
            )
