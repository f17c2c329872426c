"""What a person books in the ledger by hand, with what it means for promises, drafts and reviews in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from customers.models import Allocation, BankTransaction, Customer, Invoice
from customers.services.allocation import AllocationLine, PaymentOrder, allocate_payment, allocate_payments
from customers.services.credit_notes import apply_credit_note
from customers.services.learned_payers import learn_payers, unlearn_payers
from customers.services.ledger import InvalidBooking
from customers.services.on_account import mark_unrelated, put_on_account
from customers.services.returns import return_payment
from customers.services.reversals import reverse_allocations
from customers.services.write_offs import write_off
from dunning.models import Dispute
from dunning.services.money.cash import follow_payments
from dunning.services.money.clearing import before_booking, finish_booking, has_taught, lock_payment

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# What a person may book on an invoice from a payment.
BOOKABLE = frozenset({Allocation.Kind.INVOICE, Allocation.Kind.DISCOUNT, Allocation.Kind.BANK_FEE})


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
    *,
    transaction_id: int,
    lines: Sequence[AllocationLine],
    by: User,
    as_of: datetime,
    rest_for: int | None = None,
    keep_waiting: bool = False,
    seen: Decimal | None = None,
) -> list[Allocation]:
    """Put a payment's money on invoices of one or more debtors, discounts and bank fees beside it as lines' kinds.

    A rest is kept on account of the customer `rest_for`, else of the one debtor that is paid; with `keep_waiting`, or
    several debtors, it waits on. `seen` as in `lock_payment`. Raises InvalidBooking for more than is open or there,
    another currency or creditor, or lines that are no payment.
    """
    payment = lock_payment(transaction_id, seen=seen)
    invoices = _checked_invoices(payment, lines)
    rest_owner = _account_of(payment, rest_for) if rest_for else None
    before = before_booking(payment, {invoice.debtor_id for invoice in invoices} | {rest_owner})
    if before.taught:
        unlearn_payers([payment.pk], as_of=as_of)
    order = PaymentOrder(payment.pk, tuple(lines), rest_owner, "By hand")
    rows = allocate_payments([order], by=by, as_of=as_of)
    if keep_waiting:
        waiting = BankTransaction.objects.filter(pk=payment.pk, state=BankTransaction.State.ON_ACCOUNT)
        waiting.update(state=BankTransaction.State.UNMATCHED, debtor=before.debtor_id)
    finish_booking(before, deed="allocated", rows=rows, by=by, as_of=as_of)
    return rows


def _checked_invoices(payment: BankTransaction, lines: Sequence[AllocationLine]) -> list[Invoice]:
    """What the ledger's own service does not look at, because a rule of matching never proposes it."""
    if any(line.kind not in BOOKABLE for line in lines):
        raise InvalidBooking(_("A payment is booked as money, discount or bank fee."))
    if any(line.kind != Allocation.Kind.INVOICE and line.amount <= 0 for line in lines):
        raise InvalidBooking(_("A discount or a bank fee is taken from an invoice, above zero."))
    if sum((line.amount for line in lines if line.kind == Allocation.Kind.INVOICE), Decimal()) <= 0:
        raise InvalidBooking(_("Tick the invoices that it pays; credit notes alone take no money."))
    invoices = list(Invoice.objects.filter(pk__in=[line.invoice_id for line in lines]).select_related("source"))
    for invoice in invoices:
        if invoice.source.creditor_id != payment.source.creditor_id:
            raise InvalidBooking(_("%(number)s is owed to another creditor.") % {"number": invoice.number})
    return invoices


def _account_of(payment: BankTransaction, customer_id: int) -> int:
    """Who pays for that customer."""
    customer = Customer.objects.filter(pk=customer_id, source__creditor_id=payment.source.creditor_id).first()
    if customer is None:
        raise InvalidBooking(_("There is no such customer of this creditor."))
    return customer.debtor_or_self_id


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
        raise InvalidBooking(_("There is no credit or money that fits an overdue invoice's currency."))
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
def keep_on_account(
    *, transaction_id: int, debtor_id: int, by: User, as_of: datetime, seen: Decimal | None = None
) -> BankTransaction:
    """Keep what is unallocated for a customer's debtor. `seen` as in `lock_payment`.

    Raises InvalidBooking when nothing is left, or for another creditor's customer.
    """
    payment = lock_payment(transaction_id, seen=seen)
    account = _account_of(payment, debtor_id)
    before = before_booking(payment, [account])
    if before.taught:
        unlearn_payers([payment.pk], as_of=as_of)
    put_on_account(transaction_id=transaction_id, debtor_id=account, by=by, as_of=as_of)
    finish_booking(before, deed="on_account", by=by, as_of=as_of)
    return payment


@transaction.atomic
def set_aside(*, transaction_id: int, by: User, as_of: datetime, seen: Decimal | None = None) -> BankTransaction:
    """It is no customer's payment. `seen` as in `lock_payment`. Raises InvalidBooking when some of it was allocated."""
    payment = lock_payment(transaction_id, seen=seen)
    before = before_booking(payment, [])
    if before.taught:
        unlearn_payers([payment.pk], as_of=as_of)
    mark_unrelated(transaction_id=transaction_id, by=by, as_of=as_of)
    finish_booking(before, deed="unrelated", by=by, as_of=as_of)
    return payment


@transaction.atomic
def book_return(
    *, transaction_id: int, original_id: int, by: User, as_of: datetime, seen: Decimal | None = None
) -> list[Allocation]:
    """It takes that payment back: what the payment had settled is open again. `seen` as in `lock_payment`.

    Raises InvalidBooking when it is no whole return of that payment, or the payment went back before.
    """
    payment = lock_payment(transaction_id, seen=seen)
    owners = BankTransaction.objects.filter(pk=original_id).values_list("debtor_id", "allocations__invoice__debtor_id")
    before = before_booking(payment, {key for row in owners for key in row})
    rows = return_payment(transaction_id=transaction_id, original_id=original_id, by=by, as_of=as_of)
    finish_booking(before, deed="returned", by=by, as_of=as_of)
    return rows


@transaction.atomic
def take_back(*, allocation_ids: Collection[int], reason: str, by: User, as_of: datetime) -> list[Allocation]:
    """Reopen what these rows had settled. Raises InvalidBooking for a reversal, or what was reversed before."""
    paid = Allocation.objects.filter(pk__in=allocation_ids, transaction__isnull=False)
    payments = set(paid.values_list("transaction_id", flat=True))
    taught = [pk for pk in payments if has_taught(pk)]
    unlearn_payers(taught, as_of=as_of)
    rows = reverse_allocations(allocation_ids=allocation_ids, reason=reason, by=by, as_of=as_of)
    learn_payers(taught, as_of=as_of)
    waiting = BankTransaction.objects.filter(pk__in=payments, state=BankTransaction.State.UNMATCHED)
    waiting.update(doubt=BankTransaction.TAKEN_BACK)
    follow_payments({row.invoice.debtor_id for row in rows}, as_of=as_of)
    return rows
