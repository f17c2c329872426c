"""Payments that the bank took back: returned debits, bounced checks."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from audit.recording import record_event
from customers.models import Allocation, BankTransaction, Invoice
from customers.services.ledger import InvalidBooking, bump_ledger_versions, settle_transactions
from customers.services.reversals import book_reversals, unreversed

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def return_payment(
    *, transaction_id: int, original_id: int, as_of: datetime, by: User | None = None
) -> list[Allocation]:
    """Reopen all that the original payment had settled. `transaction_id` is the negative booking that took it back.

    Raises InvalidBooking when that is no whole return of that payment, or the payment went back before.
    """
    rows = {
        row.pk: row
        for row in BankTransaction.objects.select_for_update()
        .filter(pk__in=[transaction_id, original_id])
        .order_by("pk")
    }
    returned, original = rows[transaction_id], rows[original_id]
    if returned.amount != -original.amount or returned.currency != original.currency:
        raise InvalidBooking(f"{returned.external_id} is not {original.external_id} as a whole; a part needs a person.")
    if original.returned_by.exists():
        raise InvalidBooking(f"Payment {original.external_id} was returned already.")
    booked = unreversed(list(original.allocations.all()))
    returned.returns, returned.debtor = original, original.debtor
    returned.state = BankTransaction.State.MATCHED
    returned.save(update_fields=["returns", "debtor", "state"])
    reason = f"Payment {original.external_id} was returned"
    made = book_reversals(booked, reason=reason, as_of=as_of, by=by, carrier=returned, booked_on=returned.booked_on)
    settle_transactions([original.pk, returned.pk])
    # A debit that came back is collected no more: from now on it is asked for.
    Invoice.objects.filter(pk__in=[row.invoice_id for row in booked], closed_how="").update(debit_returned=True)
    if original.debtor_id:
        bump_ledger_versions([original.debtor_id])
    record_event(
        "payment.returned",
        subject=returned,
        as_of=as_of,
        by=by,
        actor="" if by else "system",
        debtor_id=original.debtor_id,
    )
    return made
