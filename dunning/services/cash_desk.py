"""What a person books in the ledger by hand, with what it means for promises, drafts and reviews in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from customers.models import Allocation, BankTransaction, Invoice
from customers.services.allocation import AllocationLine, allocate_payment
from customers.services.credit_notes import apply_credit_note
from customers.services.ledger import InvalidBooking
from customers.services.on_account import mark_unrelated, put_on_account
from customers.services.reversals import reverse_allocations
from customers.services.write_offs import write_off
from dunning.models import Dispute
from dunning.services.cash import follow_payments

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass
class Room:
    """What an invoice can still take, in its currency."""

    invoice_id: int
    currency: str
    left: Decimal


@transaction.atomic
def write_off_invoice(*, invoice_id: int, amount: Decimal | None, reason: str, by: User, as_of: datetime) -> Allocation:
    """Give up an invoice's open amount, or a part of it. Raises InvalidBooking for more than is open."""
    row = write_off(invoice_id=invoice_id, amount=amount, reason=reason, by=by, as_of=as_of)
    follow_payments([row.invoice.debtor_id], as_of=as_of)
    return row


@transaction.atomic
def allocate_by_hand(
    *, transaction_id: int, lines: Sequence[AllocationLine], by: User, as_of: datetime
) -> list[Allocation]:
    """Put a payment's money on invoices. Raises InvalidBooking as `allocate_payment` does."""
    rows = allocate_payment(transaction_id=transaction_id, lines=lines, by=by, as_of=as_of, reason="By hand")
    follow_payments({row.invoice.debtor_id for row in rows}, as_of=as_of)
    return rows


@transaction.atomic
def apply_credits(*, debtor_id: int, by: User, as_of: datetime) -> list[Allocation]:
    """Set a debtor's credit notes, then its unallocated money, off against its oldest overdue invoices.

    Within one currency, disputed invoices left out. Raises InvalidBooking where nothing can be set off.
    """
    room = _overdue_room(debtor_id, as_of=as_of)
    rows: list[Allocation] = []
    notes = Invoice.objects.still_open().filter(debtor_id=debtor_id, kind=Invoice.Kind.CREDIT_NOTE)
    for note in notes.order_by("issued_on", "pk"):
        if lines := _oldest_first(room, currency=note.currency, amount=-note.open_amount):
            rows += apply_credit_note(credit_note_id=note.pk, lines=lines, by=by, as_of=as_of)
    money = BankTransaction.objects.filter(debtor_id=debtor_id, unallocated_amount__gt=0)
    for payment in money.exclude(state=BankTransaction.State.UNRELATED).order_by("booked_on", "pk"):
        if lines := _oldest_first(room, currency=payment.currency, amount=payment.unallocated_amount):
            rows += allocate_payment(transaction_id=payment.pk, lines=lines, by=by, as_of=as_of, reason="By hand")
    if not rows:
        raise InvalidBooking("There is no credit or money that fits an overdue invoice's currency.")
    follow_payments([debtor_id], as_of=as_of)
    return rows


def _overdue_room(debtor_id: int, *, as_of: datetime) -> list[Room]:
    invoices = Invoice.objects.overdue(as_of.date()).filter(debtor_id=debtor_id)
    invoices = invoices.exclude(disputes__status=Dispute.Status.OPEN).order_by("due_on", "pk")
    return [Room(row.pk, row.currency, row.open_amount) for row in invoices]


def _oldest_first(room: list[Room], *, currency: str, amount: Decimal) -> list[AllocationLine]:
    """Spread an amount over what is open, taking it off the room."""
    lines = []
    for place in room:
        part = min(place.left, amount) if place.currency == currency else Decimal()
        if part > 0:
            lines.append(AllocationLine(place.invoice_id, part))
            place.left -= part
            amount -= part
    return lines


@transaction.atomic
def keep_on_account(*, transaction_id: int, debtor_id: int, by: User, as_of: datetime) -> BankTransaction:
    """Keep what is unallocated for a customer's debtor. Raises InvalidBooking when nothing is left."""
    before = BankTransaction.objects.values_list("debtor_id", flat=True).get(pk=transaction_id)
    payment = put_on_account(transaction_id=transaction_id, debtor_id=debtor_id, by=by, as_of=as_of)
    follow_payments({key for key in (before, payment.debtor_id) if key}, as_of=as_of)
    return payment


@transaction.atomic
def set_aside(*, transaction_id: int, by: User, as_of: datetime) -> BankTransaction:
    """It is no customer's payment. Raises InvalidBooking when some of it was allocated."""
    before = BankTransaction.objects.values_list("debtor_id", flat=True).get(pk=transaction_id)
    payment = mark_unrelated(transaction_id=transaction_id, by=by, as_of=as_of)
    follow_payments([before] if before else [], as_of=as_of)
    return payment


@transaction.atomic
def take_back(*, allocation_ids: Collection[int], reason: str, by: User, as_of: datetime) -> list[Allocation]:
    """Reopen what these rows had settled. Raises InvalidBooking for a reversal, or what was reversed before."""
    rows = reverse_allocations(allocation_ids=allocation_ids, reason=reason, by=by, as_of=as_of)
    follow_payments({row.invoice.debtor_id for row in rows}, as_of=as_of)
    return rows
