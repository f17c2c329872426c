from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

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
        raise InvalidBooking(_("%(number)s is no credit note.") % {"number": credit_note.number})
    total = sum((line.amount for line in lines), Decimal())
    if total > -credit_note.open_amount:
        raise InvalidBooking(
            _("Of credit note %(number)s %(open_amount)s is left, not %(total)s.")
            % {"number": credit_note.number, "open_amount": -credit_note.open_amount, "total": total}
        )
    for line in lines:
        invoice = invoices[line.invoice_id]
        if invoice.currency != credit_note.currency:
            raise InvalidBooking(
                _("%(number)s is in %(currency)s, %(number_2)s in %(currency_2)s.")
                % {
                    "number": invoice.number,
                    "currency": invoice.currency,
                    "number_2": credit_note.number,
                    "currency_2": credit_note.currency,
                }
            )
        if invoice.source.creditor_id != credit_note.source.creditor_id:
            raise InvalidBooking(
                _("%(number)s and %(number_2)s are of different creditors.")
                % {"number": invoice.number, "number_2": credit_note.number}
            )
        if not 0 < line.amount <= invoice.open_amount:
            raise InvalidBooking(
                _("%(amount)s cannot go on %(number)s, of which %(open_amount)s is open.")
                % {"amount": line.amount, "number": invoice.number, "open_amount": invoice.open_amount}
            )
