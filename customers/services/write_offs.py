from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import record_event
from customers.models import Allocation
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
def write_off(
    *, invoice_id: int, reason: str, as_of: datetime, amount: Decimal | None = None, by: User | None = None
) -> Allocation:
    """Give up what is open on an invoice, or a part of it. Raises InvalidBooking for more than is open."""
    invoice = lock_invoices([invoice_id])[invoice_id]
    given_up = invoice.open_amount if amount is None else amount
    if not 0 < given_up <= invoice.open_amount:
        raise InvalidBooking(
            _("%(given_up)s of %(number)s cannot be written off; %(open_amount)s is open.")
            % {"given_up": given_up, "number": invoice.number, "open_amount": invoice.open_amount}
        )
    row = Allocation.objects.create(
        invoice=invoice,
        origin=Allocation.Origin.WRITE_OFF,
        amount=given_up,
        booked_on=booking_day(invoice, as_of),
        known_at=as_of,
        reason=reason[:300],
    )
    settle_invoices([invoice_id])
    bump_ledger_versions([invoice.debtor_id])
    record_event(
        "invoice.written_off",
        subject=invoice,
        as_of=as_of,
        by=by,
        actor="" if by else "system",
        debtor_id=invoice.debtor_id,
        reason=reason,
        data={"amount": str(given_up)},
    )
    return row
