"""What stands in an element of a camt message, found by local names: every version has its own namespace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml.etree import _Element

from customers.parsers.errors import UnreadableFile, quoted

# What banks write where they must write something and have nothing.
NOTHING = frozenset({"NOTPROVIDED", "NOT PROVIDED", "NONREF", "NOREF", "NOTAVAILABLE", "NOT AVAILABLE", "N/A"})
# ISO 20022 allows 18 digits; more is no amount of money.
LONGEST_AMOUNT = 24


def local_name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def children(element: _Element | None, name: str) -> Iterator[_Element]:
    return iter(()) if element is None else element.iterchildren("{*}" + name)


def child(element: _Element | None, *path: str) -> _Element | None:
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren("{*}" + name), None)
    return element


def text(element: _Element | None, *path: str) -> str:
    """Without blanks around; empty where there is no such element."""
    found = child(element, *path)
    return (found.text or "").strip() if found is not None else ""


def value(element: _Element | None, *path: str) -> str:
    """Like text, and empty for what only fills a mandatory field."""
    found = text(element, *path)
    return "" if found.upper() in NOTHING else found


def day(element: _Element | None, *path: str) -> date | None:
    """Of a choice of Dt and DtTm; of a time the day that is written, in the bank's own zone."""
    found = child(element, *path)
    written = text(found, "Dt") or text(found, "DtTm") or text(found)
    if not written:
        return None
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        raise UnreadableFile(f"{quoted(written)} is no date; ask the bank for the file again.") from None


def amount(element: _Element | None, *path: str) -> tuple[Decimal, str] | None:
    """Without sign, with its currency ("" where none is given)."""
    found = child(element, *path)
    if found is None:
        return None
    written = (found.text or "").strip()
    try:
        number = Decimal(written) if len(written) <= LONGEST_AMOUNT else Decimal("nan")
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite() or "e" in written.lower() or number < 0:
        raise UnreadableFile(f"{quoted(written)} is no amount of money; ask the bank for the file again.")
    return number, (found.get("Ccy") or "").strip().upper()


def is_true(element: _Element | None, *path: str) -> bool:
    return text(element, *path).lower() in {"true", "1"}


def signed(number: Decimal, indicator: str) -> Decimal:
    return -number if indicator == "DBIT" else number
