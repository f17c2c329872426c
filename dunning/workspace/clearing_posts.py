"""What a clerk's keystroke sends, read with care and handed to one service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import QueryDict

from customers.admin.amounts import shown_amount
from customers.models import BankTransaction, MatchProposal
from customers.services.allocation import AllocationLine
from customers.services.ledger import InvalidBooking
from dunning.services import cash_desk
from dunning.workspace.clearing_panel import deed_of, proposed_lines
from trade.numbers import parse_amount

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST_LINES = 1000
LONGEST_KEY = 12
CENT = Decimal("0.01")
# In place of a customer: the rest waits on.
WAITS = "wait"


@dataclass(frozen=True)
class Order:
    """What is to be done with the payment: allocate, account, unrelated or return.

    `account` is a customer's key, `original` that of the payment that came back.
    """

    deed: str
    lines: tuple[AllocationLine, ...] = ()
    account: int | None = None
    waits: bool = False
    original: int = 0


def book(transaction_id: int, posted: QueryDict, *, by: User, as_of: datetime) -> str:
    """Do what was posted; the sentence says what came of it. Raises InvalidBooking with one that says why not."""
    seen = _amount(posted.get("seen", ""))
    order = _proposed(transaction_id, posted) if "proposal" in posted else _order(posted)
    if order.deed == "allocate":
        cash_desk.allocate_by_hand(
            transaction_id=transaction_id,
            lines=order.lines,
            rest_for=order.account,
            keep_waiting=order.waits,
            seen=seen,
            by=by,
            as_of=as_of,
        )
    elif order.deed == "account":
        if order.account is None:
            raise InvalidBooking("Choose on whose account it is kept.")
        cash_desk.keep_on_account(transaction_id=transaction_id, debtor_id=order.account, seen=seen, by=by, as_of=as_of)
    elif order.deed == "return":
        cash_desk.book_return(transaction_id=transaction_id, original_id=order.original, seen=seen, by=by, as_of=as_of)
    else:
        cash_desk.set_aside(transaction_id=transaction_id, seen=seen, by=by, as_of=as_of)
    return _said(transaction_id, order)


def _order(posted: QueryDict) -> Order:
    deed, account = posted.get("deed", ""), posted.get("account", "")
    if deed == "return":
        return Order(deed, original=_key(posted.get("original") or ""))
    if deed not in ("allocate", "account", "unrelated"):
        raise InvalidBooking("Nothing was chosen that could be booked.")
    lines = _lines(posted.getlist("line")) if deed == "allocate" else []
    customer_id = _key(account) if account and account != WAITS else None
    return Order(deed, tuple(lines), customer_id, account == WAITS)


def _proposed(transaction_id: int, posted: QueryDict) -> Order:
    proposal = MatchProposal.objects.filter(transaction=transaction_id, pk=_key(posted.get("proposal") or "")).first()
    if proposal is None:
        raise InvalidBooking("This proposal was made anew meanwhile: look at it again.")
    deed = deed_of(proposal)
    if not deed:
        raise InvalidBooking("This proposal says nothing that could be booked.")
    return Order(deed, tuple(proposed_lines(proposal)), proposal.customer_id)


def _lines(posted: Sequence[str]) -> list[AllocationLine]:
    """Each as invoice key, amount and kind, set apart by colons."""
    if len(posted) > MOST_LINES:
        raise InvalidBooking(f"More than {MOST_LINES} lines at once are no work by hand.")
    lines = []
    for text in posted:
        parts = text.split(":")
        if len(parts) != 3:
            raise InvalidBooking("The ticked lines could not be read; nothing was booked.")
        lines.append(AllocationLine(_key(parts[0]), _amount(parts[1]), parts[2]))
    return lines


def _key(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY):
        raise InvalidBooking("The posted numbers could not be read; nothing was booked.")
    return int(text)


def _amount(text: str) -> Decimal:
    try:
        amount = parse_amount(text, decimal_mark=".")
    except ValueError as problem:
        raise InvalidBooking(str(problem)) from None
    if amount != amount.quantize(CENT):
        raise InvalidBooking(f"{text} is finer than the ledger's hundredths.")
    return amount


def _said(transaction_id: int, order: Order) -> str:
    payment = BankTransaction.objects.select_related("debtor").get(pk=transaction_id)
    payer = f" from {payment.payer_name}" if payment.payer_name else ""
    if order.deed == "account":
        return f"{shown_amount(payment.unallocated_amount, payment.currency)}{payer} is on account of {payment.debtor}."
    if order.deed == "return":
        back = shown_amount(-payment.amount, payment.currency)
        return f"{back}{payer} went back: what it had settled is open again."
    if order.deed == "unrelated":
        return f"{shown_amount(payment.amount, payment.currency)}{payer} is set aside as no customer's payment."
    count = len({line.invoice_id for line in order.lines})
    booked = sum((line.amount for line in order.lines if line.kind == "invoice"), Decimal())
    on = f"{count} items" if count > 1 else "one item"
    left = payment.unallocated_amount
    rest = f"; {shown_amount(left, payment.currency)} {_place(payment)}" if left else ""
    return f"{shown_amount(booked, payment.currency)}{payer} is on {on}{rest}."


def _place(payment: BankTransaction) -> str:
    if payment.state == BankTransaction.State.ON_ACCOUNT:
        return f"is on account of {payment.debtor}"
    return "waits on"
