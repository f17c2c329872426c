"""What a payment's text names beyond doubt of spelling: whole numbers, digits, orders, checked references."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

from customers.matching.checked_references import placed_bodies
from customers.matching.items import Item
from customers.matching.mention import Mention, apart, spelling_bits
from customers.matching.open_ledger import OpenLedger
from customers.matching.payment_text import PaymentText, Spelling
from customers.matching.weights import CHECKED_MOST, DIGITS_MOST, IS_A_NUMBER, ORDER_MOST, WHOLE_MOST

# A reference may carry a customer number before the invoice's: its last 4 to 14 characters are tried.
SHORTEST_END, LONGEST_END = 4, 14

BY_CHECK_DIGITS = "named by a reference with check digits"


def mentions_in(text: PaymentText, ledger: OpenLedger) -> list[Mention]:
    """By whole number, digits, order number or checked reference, anywhere in the ledger; places do not overlap."""
    return apart([*(_exact(spelling, ledger) for spelling in text.spellings), *_checked(text, ledger)])


def closed_mentions(text: PaymentText, ledger: OpenLedger) -> list[Mention]:
    """Settled invoices that the text names by their whole number or its digits."""
    return apart(_closed(spelling, ledger) for spelling in text.spellings)


def _exact(spelling: Spelling, ledger: OpenLedger) -> Mention | None:
    whole = ledger.by_key.get(spelling.text)
    if listed := whole or ledger.by_key.get(spelling.squeezed):
        return _mention(spelling, listed, _bits(spelling, ledger, WHOLE_MOST, whole=bool(whole)), "named")
    if spelling.is_digits and (listed := ledger.by_digits.get(spelling.text.lstrip("0"))):
        return _mention(spelling, listed, _bits(spelling, ledger, DIGITS_MOST), "named by its digits")
    if listed := ledger.by_order.get(spelling.text):
        bits = _bits(spelling, ledger, ORDER_MOST)
        return _mention(spelling, listed, bits, "named by its order number", together=True)
    return None


def _closed(spelling: Spelling, ledger: OpenLedger) -> Mention | None:
    if listed := ledger.closed.get(spelling.text) or ledger.closed.get(spelling.squeezed):
        return _mention(spelling, listed, _bits(spelling, ledger, WHOLE_MOST), "named")
    if spelling.is_digits and (listed := ledger.closed_digits.get(spelling.text.lstrip("0"))):
        return _mention(spelling, listed, _bits(spelling, ledger, DIGITS_MOST), "named by digits")
    return None


def _bits(spelling: Spelling, ledger: OpenLedger, most: float, *, whole: bool = False) -> float:
    return spelling_bits(spelling, scope=ledger.size_bits, most=most, whole=whole)


def _checked(text: PaymentText, ledger: OpenLedger) -> list[Mention | None]:
    """What a reference covers is read as nothing else."""
    return [
        _mention(Spelling(*text.pieces_in(start, end), "", ""), listed, CHECKED_MOST, BY_CHECK_DIGITS)
        for body, start, end in placed_bodies(text.plain)
        if (listed := _of_body(body, ledger))
    ]


def _of_body(body: str, ledger: OpenLedger) -> list[Item]:
    """The number alone, or a customer number, zeros and the number."""
    if listed := ledger.by_key.get(body) or ledger.by_digits.get(body):
        return listed
    for length in range(min(len(body), LONGEST_END), SHORTEST_END - 1, -1):
        end = body[-length:]
        if listed := ledger.by_key.get(end) or (ledger.by_digits.get(end.lstrip("0")) if end.isdigit() else None):
            return listed
    return []


def _mention(
    spelling: Spelling, listed: Sequence[Item], bits: float, how: str, *, together: bool = False
) -> Mention | None:
    """None where so many items have the number that it says too little of each."""
    bits -= 0 if together else log2(len(listed))
    if bits < IS_A_NUMBER:
        return None
    return Mention(spelling, tuple((item, bits) for item in listed), how, together)
