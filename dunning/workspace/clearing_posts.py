"""What a clerk's keystroke sends, read with care and handed to one service."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from customers.admin.amounts import shown_amount
from customers.models import BankTransaction, MatchProposal
from customers.services.allocation import AllocationLine
from customers.services.ledger import InvalidBooking
from dunning.services.money import cash_desk
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
            raise InvalidBooking(_("Choose on whose account it is kept."))
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
        raise InvalidBooking(_("Nothing was chosen that could be booked."))
    lines = _lines(posted.getlist("line")) if deed == "allocate" else []
    customer_id = _key(account) if account and account != WAITS else None
    return Order(deed, tuple(lines), customer_id, account == WAITS)


def _proposed(transaction_id: int, posted: QueryDict) -> Order:
    proposal = MatchProposal.objects.filter(transaction=transaction_id, pk=_key(posted.get("proposal") or "")).first()
    if proposal is None:
        raise InvalidBooking(_("This proposal was made anew meanwhile: look at it again."))
    deed = deed_of(proposal)
    if not deed:
        raise InvalidBooking(_("This proposal says nothing that could be booked."))
    return Order(deed, tuple(proposed_lines(proposal)), proposal.customer_id)


def _lines(posted: Sequence[str]) -> list[AllocationLine]:
    """Each as invoice key, amount and kind, set apart by colons."""
    if len(posted) > MOST_LINES:
        raise InvalidBooking(
            _("More than %(most_lines)s lines at once are no work by hand.") % {"most_lines": MOST_LINES}
        )
    lines = []
    for text in posted:
        parts = text.split(":")
        if len(parts) != 3:
            raise InvalidBooking(_("The ticked lines could not be read; nothing was booked."))
        lines.append(AllocationLine(_key(parts[0]), _amount(parts[1]), parts[2]))
    return lines


def _key(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY):
        raise InvalidBooking(_("The posted numbers could not be read; nothing was booked."))
    return int(text)


def _amount(text: str) -> Decimal:
    try:
        amount = parse_amount(text, decimal_mark=".")
    except ValueError as problem:
        raise InvalidBooking(str(problem)) from None
    if amount != amount.quantize(CENT):
        raise InvalidBooking(_("%(text)s is finer than the ledger's hundredths.") % {"text": text})
    return amount


def _said(transaction_id: int, order: Order) -> str:
    payment = BankTransaction.objects.select_related("debtor").get(pk=transaction_id)
    words = {"payer": payment.payer_name or _("an unknown payer"), "debtor": payment.debtor}
    if order.deed == "account":
        words["amount"] = shown_amount(payment.unallocated_amount, payment.currency)
        return _("%(amount)s from %(payer)s is on account of %(debtor)s.") % words
    if order.deed == "return":
        words["amount"] = shown_amount(-payment.amount, payment.currency)
        return _("%(amount)s from %(payer)s went back: what it had settled is open again.") % words
    if order.deed == "unrelated":
        words["amount"] = shown_amount(payment.amount, payment.currency)
        return _("%(amount)s from %(payer)s is set aside as no customer's payment.") % words
    count = len({line.invoice_id for line in order.lines})
    booked = sum((line.amount for line in order.lines if line.kind == "invoice"), Decimal())
    said = ngettext(
        "%(amount)s from %(payer)s is on one item.", "%(amount)s from %(payer)s is on %(count)s items.", count
    ) % {**words, "amount": shown_amount(booked, payment.currency), "count": count}
    return f"{said} {_rest(payment)}" if payment.unallocated_amount else said


def _rest(payment: BankTransaction) -> str:
    left = shown_amount(payment.unallocated_amount, payment.currency)
    if payment.state == BankTransaction.State.ON_ACCOUNT:
        return _("%(amount)s is on account of %(debtor)s.") % {"amount": left, "debtor": payment.debtor}
    return _("%(amount)s waits on.") % {"amount": left}
