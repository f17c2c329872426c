"""Payments that the bank took back: returned debits, bounced checks; and finding that it was another payment."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import record_event
from customers.models import Allocation, BankTransaction, Invoice
from customers.services.ledger import (
    InvalidBooking,
    booking_day,
    bump_ledger_versions,
    lock_invoices,
    settle_invoices,
    settle_transactions,
)
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
        for row in BankTransaction.objects.select_for_update(of=("self",))
        .select_related("source")
        .filter(pk__in=[transaction_id, original_id])
        .order_by("pk")
    }
    if len(rows) < 2:
        raise InvalidBooking(_("There is no such payment that could have come back."))
    returned, original = rows[transaction_id], rows[original_id]
    if returned.returns_id or returned.amount >= 0:
        raise InvalidBooking(
            _("%(returned)s is no payment that waits for what it takes back.") % {"returned": returned.external_id}
        )
    if original.source.creditor_id != returned.source.creditor_id:
        raise InvalidBooking(_("%(original)s was paid to another creditor.") % {"original": original.external_id})
    if returned.amount != -original.amount or returned.currency != original.currency:
        raise InvalidBooking(
            _("%(returned)s is not %(original)s as a whole; a part needs a person.")
            % {"returned": returned.external_id, "original": original.external_id}
        )
    if original.returned_by.exists():
        raise InvalidBooking(_("Payment %(original)s was returned already.") % {"original": original.external_id})
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


@transaction.atomic
def take_back_return(*, transaction_id: int, as_of: datetime, by: User | None = None) -> list[Allocation]:
    """It was another payment that came back: what the original had settled is settled again, by new rows.

    The negative booking stands alone again. Raises InvalidBooking where an invoice was settled otherwise meanwhile.
    """
    returned = BankTransaction.objects.select_for_update().get(pk=transaction_id)
    if returned.returns_id is None:
        raise InvalidBooking(_("%(returned)s takes no payment back.") % {"returned": returned.external_id})
    original = BankTransaction.objects.select_for_update().get(pk=returned.returns_id)
    gone = _still_out(returned)
    invoices = lock_invoices({row.invoice_id for row in gone})
    for row in gone:
        invoice = invoices[row.invoice_id]
        if abs(invoice.open_amount) < abs(row.amount):
            raise InvalidBooking(
                _("%(number)s was settled otherwise since; take that back first.") % {"number": invoice.number}
            )
    made = [row for each in gone for row in _settled_again(each, invoices[each.invoice_id], original, as_of=as_of)]
    unmatched = BankTransaction.State.UNMATCHED
    BankTransaction.objects.filter(pk=returned.pk).update(returns=None, debtor=None, state=unmatched)
    settle_invoices(invoices)
    settle_transactions([original.pk, returned.pk])
    Invoice.objects.filter(pk__in=invoices).update(debit_returned=False)
    owners = {invoice.debtor_id for invoice in invoices.values()} | {original.debtor_id, returned.debtor_id}
    bump_ledger_versions(pk for pk in owners if pk)
    record_event(
        "payment.return_undone",
        subject=returned,
        as_of=as_of,
        by=by,
        actor="" if by else "system",
        debtor_id=original.debtor_id,
    )
    return made


def _still_out(returned: BankTransaction) -> list[Allocation]:
    """The rows by which this booking took the original's money out again, those undone before left out."""
    undone = Counter((row.invoice_id, row.amount) for row in returned.allocations.filter(reverses__isnull=True))
    left = []
    for row in returned.allocations.filter(reverses__isnull=False).select_related("reverses").order_by("pk"):
        place = (row.invoice_id, -row.amount)
        if undone[place]:
            undone[place] -= 1
        else:
            left.append(row)
    return left


def _settled_again(
    row: Allocation, invoice: Invoice, original: BankTransaction, *, as_of: datetime
) -> list[Allocation]:
    """Of one row that took money out: the money put back, moved over to the original, and lying on its invoice there.

    Each of the first two takes the other off, so that what counts is the last.
    """
    was = row.reverses
    assert was is not None
    place = {"invoice": invoice, "origin": row.origin, "kind": row.kind, "known_at": as_of}
    undoing = {**place, "booked_on": booking_day(invoice, as_of), "reason": "The return was undone"}
    create = Allocation.objects.create
    back = create(**undoing, transaction_id=row.transaction_id, amount=-row.amount)
    moved = create(**undoing, transaction=original, amount=row.amount, reverses=back)
    again = create(**place, transaction=original, amount=-row.amount, booked_on=was.booked_on, reason=was.reason)
    return [back, moved, again]
