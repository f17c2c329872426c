"""Booking the promises and claims of a reading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import override

from dunning.services.promises.bounds import MOST_IN_ONE_MAIL
from dunning.services.promises.promises import PromiseRefused, record_promise
from dunning.services.readings.booking import Booking


def book_promises(booking: Booking) -> list[str]:
    return _too_many(len(booking.answer.promises), kind="promise") + [
        sentence
        for promise in booking.answer.promises[:MOST_IN_ONE_MAIL]
        for sentence in _record(
            booking, promise.invoices, amount=promise.amount, on=promise.date, quote=promise.quote, kind="promise"
        )
    ]


def book_claims(booking: Booking) -> list[str]:
    return _too_many(len(booking.answer.payments), kind="claim") + [
        sentence
        for claim in booking.answer.payments[:MOST_IN_ONE_MAIL]
        for sentence in _record(
            booking,
            claim.invoices,
            amount=claim.amount,
            on=claim.date,
            quote=claim.quote,
            kind="claim",
            reference=(claim.reference or "")[:120],
        )
    ]


def _too_many(count: int, *, kind: str) -> list[str]:
    if count <= MOST_IN_ONE_MAIL:
        return []
    return [f"It makes {count} {kind}s; only the first {MOST_IN_ONE_MAIL} were looked at."]


def _record(
    booking: Booking,
    numbers: Sequence[str],
    *,
    amount: Decimal | None,
    on: date | None,
    quote: str,
    kind: str,
    reference: str = "",
) -> list[str]:
    """One promise or claim for each currency of its invoices; sentences where nothing could be booked."""
    named = booking.invoices(numbers)
    if numbers and not named:
        return [f"A {kind} for {', '.join(numbers)}, which are no invoices of this account."]
    currencies = sorted({invoice.currency for invoice in named}) or [""]
    if amount is not None and len(currencies) > 1:
        return [f"A {kind} of {amount} for invoices in {' and '.join(currencies)}: in which currency?"]
    left = []
    for currency in currencies:
        try:
            # What refuses it is kept on rows, in English as all that is stored.
            with transaction.atomic(), override("en"):
                promise = record_promise(
                    case_id=booking.case.pk,
                    invoices=[invoice.pk for invoice in named if invoice.currency == currency],
                    amount=amount,
                    currency=currency,
                    promised_on=on,
                    quote=quote,
                    given_on=booking.said_on,
                    mail=booking.mail,
                    by=booking.by,
                    as_of=booking.as_of,
                    kind=kind,
                    reference=reference,
                )
        except PromiseRefused as refusal:
            left.append(f"A {kind} could not be booked: {refusal}")
        else:
            booking.made(promise)
    return left
