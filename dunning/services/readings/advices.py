"""Remittance advices that come by mail: what the customer says that its payment is for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from agent.answers import PaymentAnswer
from customers.models import RemittanceAdvice
from customers.parsers.bank.statement import RemittanceAdvice as Advice
from customers.parsers.bank.statement import RemittanceLine
from customers.services.remittances import advice_id, record_advice
from dunning.services.promises.bounds import LARGEST_AMOUNT, MOST_IN_ONE_MAIL
from dunning.services.readings.booking import Booking


def book_advices(booking: Booking) -> list[str]:
    """Keep what would tie a payment to its invoices once it arrives. It moves nothing, so nobody is asked about it."""
    if not booking.has_made(RemittanceAdvice):
        for payments in _by_payment(booking.answer.payments[:MOST_IN_ONE_MAIL]):
            _record(booking, payments)
    return []


def _by_payment(payments: Sequence[PaymentAnswer]) -> list[list[PaymentAnswer]]:
    """Lines of one advice are of one day and one reference."""
    groups: dict[tuple[date | None, str], list[PaymentAnswer]] = defaultdict(list)
    for payment in payments:
        groups[payment.date, payment.reference or ""].append(payment)
    return list(groups.values())


def _record(booking: Booking, payments: Sequence[PaymentAnswer]) -> None:
    """Nothing without an invoice of this account, or without an amount or a reference to know the payment by."""
    own = booking.invoices([number for payment in payments for number in payment.invoices])
    currencies = {invoice.currency for invoice in own}
    amount, reference = _total(payments), payments[0].reference or ""
    if len(currencies) != 1 or not (amount or reference):
        return
    advice = Advice(
        amount=amount,
        currency=currencies.pop(),
        paid_on=payments[0].date,
        trace=reference,
        lines=tuple(line for payment in payments for line in _lines(payment)),
    )
    debtor = booking.case.debtor
    made = record_advice(
        advice,
        source=debtor.source,
        origin=RemittanceAdvice.Origin.MAIL,
        as_of=booking.as_of,
        external_id=f"mail {debtor.pk} {advice_id(advice)}",
        customer_id=debtor.pk,
    )
    if made is not None:
        booking.made(made)


def _total(payments: Sequence[PaymentAnswer]) -> Decimal | None:
    """None when one of them has no amount, or one that is none."""
    amounts = [payment.amount or Decimal() for payment in payments]
    if any(not 0 < amount < LARGEST_AMOUNT for amount in amounts):
        return None
    return sum(amounts, Decimal())


def _lines(payment: PaymentAnswer) -> list[RemittanceLine]:
    """The amount of a payment for several invoices is not known of each."""
    amount = payment.amount if len(payment.invoices) == 1 else None
    bounded = amount if amount is not None and 0 < amount < LARGEST_AMOUNT else None
    return [RemittanceLine(number, bounded) for number in payment.invoices]
