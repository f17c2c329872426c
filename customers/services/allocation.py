"""Bank money on invoices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from audit.recording import EventRow, record_events
from customers.models import Allocation, BankTransaction, Invoice, LedgerSource
from customers.services.ledger import (
    InvalidBooking,
    bump_ledger_versions,
    lock_invoices,
    set_payers,
    settle_invoices,
    settle_transactions,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True)
class AllocationLine:
    """A piece of a payment, in the invoice's currency; negative on a credit note that the payer took.

    `kind`: invoice is money of the transaction; discount and bank_fee settle the invoice beside it.
    """

    invoice_id: int
    amount: Decimal
    kind: str = Allocation.Kind.INVOICE


@dataclass(frozen=True)
class PaymentOrder:
    """What is to be done with one transaction. A rest stays on account of `debtor_id`, else of the invoices' one."""

    transaction_id: int
    lines: tuple[AllocationLine, ...]
    debtor_id: int | None = None
    reason: str = ""


def allocate_payment(
    *,
    transaction_id: int,
    lines: Sequence[AllocationLine],
    as_of: datetime,
    by: User | None = None,
    expected: bool | None = None,
    reason: str = "",
) -> list[Allocation]:
    """Put one transaction's money on invoices; a rest stays on account.

    `expected` None: as the truth of the invoice's source says. Raises InvalidBooking for another currency, more than is
    open, or more than the transaction has.
    """
    order = PaymentOrder(transaction_id, tuple(lines), reason=reason)
    return allocate_payments([order], as_of=as_of, by=by, expected=expected)


@transaction.atomic
def allocate_payments(
    orders: Sequence[PaymentOrder], *, as_of: datetime, by: User | None = None, expected: bool | None = None
) -> list[Allocation]:
    """Many payments at once, all or none, in a fixed number of queries. Raises InvalidBooking like the single one."""
    invoices = lock_invoices({line.invoice_id for order in orders for line in order.lines})
    ids = [order.transaction_id for order in orders]
    payments = {row.pk: row for row in BankTransaction.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    room = _room(invoices)
    rows: list[Allocation] = []
    booked = _booked_by_erp(invoices, as_of=as_of)
    for order in orders:
        payment = _payment(payments, order)
        _check(order, payment, invoices, room)
        rows += [_allocation(line, payment, invoices, order.reason, as_of, expected, booked) for line in order.lines]
        payment.debtor_id = order.debtor_id or payment.debtor_id or _debtor(order, invoices)
    set_payers({pk: payment.debtor_id for pk, payment in payments.items()})
    Allocation.objects.bulk_create(rows)
    settle_invoices(invoices)
    settle_transactions(ids)
    bump_ledger_versions(
        {invoice.debtor_id for invoice in invoices.values()} | {p.debtor_id for p in payments.values() if p.debtor_id}
    )
    _record(orders, payments, as_of=as_of, by=by)
    return rows


def _payment(payments: Mapping[int, BankTransaction], order: PaymentOrder) -> BankTransaction:
    payment = payments.get(order.transaction_id)
    if payment is None:
        raise InvalidBooking(
            _("There is no bank transaction with the id %(transaction_id)s.") % {"transaction_id": order.transaction_id}
        )
    if payment.state == BankTransaction.State.UNRELATED:
        raise InvalidBooking(
            _("Transaction %(payment)s is marked as no customer's payment.") % {"payment": payment.external_id}
        )
    return payment


def _room(invoices: Mapping[int, Invoice]) -> dict[int, Decimal]:
    """What each invoice can still take: open less what is expected already."""
    expected = (
        Allocation.objects.filter(invoice_id__in=invoices, origin=Allocation.Origin.EXPECTED)
        .values_list("invoice_id")
        .annotate(total=Sum("amount"))
    )
    waiting = dict(expected)
    return {pk: invoice.open_amount - waiting.get(pk, Decimal()) for pk, invoice in invoices.items()}


def _booked_by_erp(invoices: Mapping[int, Invoice], *, as_of: datetime) -> dict[int, Decimal]:
    """The ERP's own word, by invoice, that was taken back at this very instant: bank money takes its place.

    It is in the ERP's balance already, so it is the ERP's again and not expected.
    """
    ruled = [pk for pk, invoice in invoices.items() if invoice.source.truth == LedgerSource.Truth.ERP]
    if not ruled:
        return {}
    undone = Allocation.objects.filter(
        invoice_id__in=ruled, origin=Allocation.Origin.ERP, known_at=as_of, reverses__isnull=False, transaction=None
    )
    return {pk: -total for pk, total in undone.values_list("invoice_id").annotate(total=Sum("amount"))}


def _check(
    order: PaymentOrder, payment: BankTransaction, invoices: Mapping[int, Invoice], room: dict[int, Decimal]
) -> None:
    for line in order.lines:
        invoice = invoices[line.invoice_id]
        if invoice.currency != payment.currency:
            raise InvalidBooking(
                _("%(number)s is in %(currency)s, transaction %(payment)s in %(currency_2)s.")
                % {
                    "number": invoice.number,
                    "currency": invoice.currency,
                    "payment": payment.external_id,
                    "currency_2": payment.currency,
                }
            )
        left = room[invoice.pk]
        if not line.amount or (line.amount > 0) != (left > 0) or abs(line.amount) > abs(left):
            raise InvalidBooking(
                _("%(amount)s cannot go on %(number)s, of which %(left)s is open.")
                % {"amount": line.amount, "number": invoice.number, "left": left}
            )
        room[invoice.pk] = left - line.amount
    money = sum((line.amount for line in order.lines if line.kind == Allocation.Kind.INVOICE), Decimal())
    if money > payment.unallocated_amount:
        raise InvalidBooking(
            _("Transaction %(payment)s has %(unallocated_amount)s %(currency)s left, not %(money)s.")
            % {
                "payment": payment.external_id,
                "unallocated_amount": payment.unallocated_amount,
                "currency": payment.currency,
                "money": money,
            }
        )


def _allocation(
    line: AllocationLine,
    payment: BankTransaction,
    invoices: Mapping[int, Invoice],
    reason: str,
    as_of: datetime,
    expected: bool | None,
    booked: dict[int, Decimal],
) -> Allocation:
    origin = Allocation.Origin.EXPECTED if expected else Allocation.Origin.BANK
    if expected is None and invoices[line.invoice_id].source.truth == LedgerSource.Truth.ERP:
        known = booked.get(line.invoice_id, Decimal())
        origin = Allocation.Origin.ERP if 0 < abs(line.amount) <= abs(known) else Allocation.Origin.EXPECTED
        booked[line.invoice_id] = known - line.amount if origin == Allocation.Origin.ERP else known
    return Allocation(
        invoice_id=line.invoice_id,
        transaction=payment,
        origin=origin,
        kind=line.kind,
        amount=line.amount,
        booked_on=payment.booked_on,
        known_at=as_of,
        reason=reason[:300],
    )


def _debtor(order: PaymentOrder, invoices: Mapping[int, Invoice]) -> int | None:
    """The one debtor of all that is paid; a payment for several has no account for its rest."""
    debtors = {invoices[line.invoice_id].debtor_id for line in order.lines}
    return debtors.pop() if len(debtors) == 1 else None


def _record(
    orders: Iterable[PaymentOrder], payments: Mapping[int, BankTransaction], *, as_of: datetime, by: User | None
) -> None:
    events = []
    for order in orders:
        amounts: dict[str, Decimal] = defaultdict(Decimal)
        for line in order.lines:
            amounts[str(line.invoice_id)] += line.amount
        data = {"invoices": {key: str(amount) for key, amount in amounts.items()}}
        payment = payments[order.transaction_id]
        events.append(
            EventRow("payment.allocated", "banktransaction", payment.pk, payment.debtor_id, order.reason, data)
        )
    record_events(events, as_of=as_of, actor="person" if by else "system", user_id=by.pk if by else None)
