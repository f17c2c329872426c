"""Opening and closing balance among the many that a camt message may carry."""

from __future__ import annotations

from lxml.etree import _Element

from customers.parsers.bank.camt.elements import amount, child, children, day, signed, text
from customers.parsers.bank.statement import Balance

OPENING = ("OPBD", "PRCD")
CLOSING = ("CLBD",)
INTERIM = "ITBD"


def read_balances(statement: _Element, *, is_statement: bool) -> tuple[Balance | None, Balance | None]:
    """Booked money only. The pages of a long statement open or close with the interim balance (ITBD)."""
    found: dict[str, list[Balance]] = {}
    for element in children(statement, "Bal"):
        if (balance := _balance(element)) is not None:
            found.setdefault(_code(element), []).append(balance)
    opening = next((found[code][0] for code in OPENING if code in found), None)
    closing = next((found[code][-1] for code in CLOSING if code in found), None)
    interim = found.get(INTERIM, []) if is_statement else []
    if len(interim) == 1 and (opening is None) != (closing is None):
        opening, closing = opening or interim[0], closing or interim[0]
    elif len(interim) == 2 and opening is None and closing is None:
        opening, closing = interim
    return opening, closing


def _code(element: _Element) -> str:
    kind = child(element, "Tp")
    return text(kind, "CdOrPrtry", "Cd") or text(kind, "Cd") or text(kind, "CdOrPrtry", "Prtry")


def _balance(element: _Element) -> Balance | None:
    money = amount(element, "Amt")
    on = day(element, "Dt")
    if money is None or on is None:
        return None
    return Balance(on, signed(money[0], text(element, "CdtDbtInd")), money[1])
