"""Columns of raw cells → canonical text: ISO dates, plain decimals, codes. Clean columns pass whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from customers.parsers.cells import cell_parser
from customers.parsers.columns import Field, Kind
from trade.numbers import parse_amount

CENT = Decimal("0.01")
# Whole digits that the ledger keeps.
LARGEST = Decimal(10) ** 15
# One amount or nothing a line; no more than two decimals but zeros.
CLEAN_POINT = re.compile(r"(?:(?:-?[0-9]{1,15}(?:\.[0-9]{1,2}0*)?)?\n)*+")
# Where commas are decimal, "1.500" is one thousand and a half.
CLEAN_COMMA = re.compile(r"(?:(?:-?[0-9]{1,15}(?:\.[0-9]{1,2})?)?\n)*+")
# The common ways with thousands set apart, read without taking the text to pieces.
GROUPED = {
    ".": re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,14})\.[0-9]{2}"),
    ",": re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3}){1,4}|[0-9]{1,14}),[0-9]{2}"),
}
PLAIN_NOT_GROUPED = re.compile(r"-?[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})")
CACHE_SIZE = 50_000

Problems = dict[int, str]
Column = Sequence[str | None]


@dataclass(frozen=True)
class Formats:
    """How this file writes dates ("dmy", "mdy", "ymd") and decimals ("." or ",")."""

    date_order: str = "ymd"
    decimal_mark: str = "."


class ColumnReader:
    """Reads one field's column, block after block: values, None for blank ones, and reasons by row index."""

    def __init__(self, field: Field, formats: Formats) -> None:
        self.field = field
        self.formats = formats
        self._cache: dict[str, str] = {}
        self._parse: Callable[[str], str] = (
            (lambda text: read_amount(text, formats.decimal_mark))
            if field.kind == Kind.AMOUNT
            else cell_parser(field, formats.date_order)
        )

    def read(self, cells: Sequence[str]) -> tuple[Column, Problems]:
        stripped = list(map(str.strip, cells))
        if self.field.kind in (Kind.KEY, Kind.TEXT, Kind.NOTE):
            values, problems = self._text(stripped)
        elif self.field.kind == Kind.AMOUNT:
            values, problems = self._amounts(stripped)
        else:
            values, problems = self._cached(stripped)
        if self.field.required and "" in values:
            for index, value in enumerate(values):
                if value == "":
                    problems.setdefault(index, "is missing")
        return [value or None for value in values], problems

    def _text(self, cells: list[str]) -> tuple[list[str], Problems]:
        if " ".join(cells).isprintable() and max(map(len, cells), default=0) <= self.field.limit:
            return cells, {}
        return self._each(cells, range(len(cells)))

    def _amounts(self, cells: list[str]) -> tuple[list[str], Problems]:
        clean = CLEAN_POINT if self.formats.decimal_mark == "." else CLEAN_COMMA
        joined = "\n".join(cells) + "\n"
        if clean.fullmatch(joined) and (self.field.signed or "-" not in joined):
            return cells, {}
        values, problems = self._each(cells, range(len(cells)))
        if not self.field.signed:
            problems |= {i: "is negative" for i, value in enumerate(values) if value.startswith("-")}
        return values, problems

    def _cached(self, cells: list[str]) -> tuple[list[str], Problems]:
        found = list(map(self._cache.get, cells))
        if None not in found:
            return found, {}  # type: ignore[return-value]
        if len(self._cache) > CACHE_SIZE:
            self._cache.clear()
        values, problems = self._each(cells, [i for i, value in enumerate(found) if value is None])
        values = [value if old is None else old for old, value in zip(found, values, strict=True)]
        self._cache.update(
            (cell, value) for i, (cell, value) in enumerate(zip(cells, values, strict=True)) if i not in problems
        )
        return values, problems

    def _each(self, cells: list[str], indexes: Sequence[int]) -> tuple[list[str], Problems]:
        values, problems = list(cells), {}
        for index in indexes:
            try:
                values[index] = self._parse(cells[index]) if cells[index] else ""
            except ValueError as error:
                problems[index] = str(error)
        return values, problems


def read_amount(text: str, decimal_mark: str) -> str:
    """Plain decimal text rounded to cents. Raises ValueError, reading on from “amount ‘x’ ”."""
    if len(text) < 18 and GROUPED[decimal_mark].fullmatch(text):
        return text.replace(",", "") if decimal_mark == "." else text.replace(".", "").replace(",", ".")
    try:
        amount = Decimal(text) if PLAIN_NOT_GROUPED.fullmatch(text) else parse_amount(text, decimal_mark=decimal_mark)
    except ValueError:
        example = "1234.56" if decimal_mark == "." else "1234,56"
        raise ValueError(f"is no amount; expected a number such as {example}") from None
    if abs(amount) >= LARGEST:
        raise ValueError("is larger than any amount that the ledger keeps")
    return f"{amount.quantize(CENT, rounding=ROUND_HALF_UP):f}"
