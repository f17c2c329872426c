"""A CODA movement becomes one BankEntry, or the parts that a total is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from customers.parsers.bank.coda.communications import read_communication
from customers.parsers.bank.coda.records import TOTALS, Movement
from customers.parsers.bank.details import joined_reference, stated
from customers.parsers.bank.statement import BankEntry

METHODS = {"01": "transfer", "02": "transfer", "03": "check", "04": "card", "05": "direct_debit", "41": "wire"}
METHODS |= {"07": "direct_debit", "43": "check", "47": "direct_debit"}
# Cancellation or correction, of a debit and of a credit.
CANCELLED = frozenset({"49", "99"})
# Unpaid direct debit, reversal of a direct debit.
UNPAID_DEBIT = frozenset({"0503", "0505"})
# Rejected, returned, refunded, reversed or cancelled, with its reason (record 22). Older files have other things there.
R_TRANSACTION = re.compile(r"[1-5][A-Z]{2}[0-9]{2}")
# Categories of details that are costs: fees, VAT, transaction charges, payment commission, correspondent's costs …
COSTS = frozenset({"006", "009", "011", "013", "015", "018", "037", "039", "040", "041", "063"})


def read_entries(movement: Movement, currency: str) -> Iterator[BankEntry]:
    parts = _parts(movement)
    if not parts:
        yield _entry(movement, currency)
        return
    batch = _reference(movement)
    for part in parts:
        yield _entry(part, currency, batch=batch, fallback=movement)


def _parts(movement: Movement) -> list[Movement]:
    """Of a totalled amount, when they sum to it; details of a single amount only say how it came about."""
    wanted = TOTALS.get(movement.code[:1])
    parts = [detail for detail in movement.details if detail.code[:1] == wanted]
    return parts if sum((part.amount for part in parts), Decimal()) == movement.amount else []


def _entry(movement: Movement, currency: str, *, batch: str = "", fallback: Movement | None = None) -> BankEntry:
    said = read_communication(movement)
    end_to_end_id = stated(movement.customer_reference)
    above = read_communication(fallback).text if fallback and not said.text else ""
    details = " / ".join(text for detail in movement.details if not batch and (text := read_communication(detail).text))
    return BankEntry(
        booked_on=movement.booked_on,
        amount=movement.amount,
        currency=currency,
        bank_reference=_reference(movement),
        payer_name=movement.name or said.payer_name,
        payer_account=movement.account,
        reference=joined_reference(said.text or above, details, end_to_end_id),
        structured_reference=said.structured_reference,
        end_to_end_id=end_to_end_id,
        method=METHODS.get(movement.family, ""),
        is_return=_is_return(movement, said.direct_debit_return),
        batch_reference=batch,
        ultimate_payer_name=said.ultimate_name,
        charges=_charges(movement),
    )


def _reference(movement: Movement) -> str:
    """The bank's number alone comes again on other days; with day and place in the statement it does not."""
    return f"{movement.bank_reference}-{movement.booked_on:%y%m%d}-{movement.sequence}{movement.detail}"


def _is_return(movement: Movement, direct_debit_return: str) -> bool:
    return (
        movement.operation in CANCELLED
        or movement.family + movement.operation in UNPAID_DEBIT
        or R_TRANSACTION.fullmatch(movement.returned) is not None
        or direct_debit_return != ""
    )


def _charges(movement: Movement) -> Decimal:
    """What was kept back from a transfer that came in."""
    if movement.amount <= 0:
        return Decimal()
    costs = (detail.amount for detail in movement.details if detail.code[:1] in "78" and detail.code[5:] in COSTS)
    return max(-sum(costs, Decimal()), Decimal())
