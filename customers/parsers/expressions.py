"""How a preset makes one field out of columns: one of several, joined, looked up, computed or constant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import itemgetter
from typing import Any

from customers.parsers.columns import heading
from customers.parsers.errors import UnreadableFile
from customers.parsers.plain_numbers import plain_number
from trade.numbers import parse_amount

PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
# Where commas are decimal, a point before three digits separates thousands.
NOT_GROUPED = re.compile(r"-?[0-9]+(?:\.(?:[0-9]{1,2}|[0-9]{4,}))?")
Spec = str | Sequence[str] | Mapping[str, Any]
KEYS = {
    "columns",
    "values",
    "other",
    "join",
    "with",
    "filled",
    "blank",
    "constant",
    "multiply",
    "add",
    "subtract",
    "percent_off",
}


class Cells:
    """A block of rows read by column."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, index: int) -> list[str]:
        return list(map(itemgetter(index), self.rows))


@dataclass(frozen=True)
class Expression:
    """`indexes` are the columns that it reads. A cell that arithmetic cannot read comes out as it stands."""

    spec: Mapping[str, Any]
    indexes: tuple[int, ...]
    # Header → index, for what the spec names.
    where: Mapping[str, int]

    def read(self, cells: Cells, decimal_mark: str) -> list[str]:
        if "constant" in self.spec and not self.indexes:
            return [str(self.spec["constant"])] * len(cells)
        if self.is_computed:
            return self._computed(cells, decimal_mark)
        found = self._first_filled(cells)
        if "filled" in self.spec:
            filled, blank = str(self.spec["filled"]), str(self.spec.get("blank", ""))
            return [filled if cell.strip() else blank for cell in found]
        if "constant" in self.spec:
            return [cell if cell.strip() else str(self.spec["constant"]) for cell in found]
        if "values" in self.spec or "other" in self.spec:
            return list(map(self._looked_up, found))
        return found

    @property
    def is_computed(self) -> bool:
        return any(key in self.spec for key in ("multiply", "add", "subtract"))

    def _first_filled(self, cells: Cells) -> list[str]:
        """The first filled of `columns`; where all are blank or missing the joined cells, if any."""
        columns = [cells.column(index) for index in self._indexes("columns")]
        if joined := self._indexes("join"):
            between = str(self.spec.get("with", " "))
            parts = zip(*(cells.column(index) for index in joined), strict=True)
            columns.append([between.join(part for cell in row if (part := cell.strip())) for row in parts])
        found = columns[0]
        for later in columns[1:]:
            found = [cell if cell.strip() else other for cell, other in zip(found, later, strict=True)]
        return found

    def _indexes(self, key: str) -> list[int]:
        return list(dict.fromkeys(self.where[name] for name in _names(self.spec, key) if name in self.where))

    @cached_property
    def _table(self) -> Mapping[str, str]:
        return {str(key).casefold(): str(value) for key, value in self.spec.get("values", {}).items()}

    def _looked_up(self, cell: str) -> str:
        word = cell.strip()
        if not word or word.casefold() in self._table:
            return self._table.get(word.casefold(), "")
        return str(self.spec.get("other", word))

    def _computed(self, cells: Cells, decimal_mark: str) -> list[str]:
        return [self._row_amount(row, decimal_mark) for row in cells.rows]

    def _row_amount(self, row: Sequence[str], decimal_mark: str) -> str:
        """Product and sum over the filled cells; blank when every cell of the first group is blank."""
        for index in self.indexes:
            try:
                _number(row[index], decimal_mark)
            except ValueError:
                return row[index]
        amount = self._product(row, decimal_mark)
        for key, sign in (("add", 1), ("subtract", -1)):
            for column in self.spec.get(key, ()):
                if column in self.where and (number := _number(row[self.where[column]], decimal_mark)) is not None:
                    amount = (amount or Decimal()) + sign * number
        return "" if amount is None else plain_number(amount)

    def _product(self, row: Sequence[str], decimal_mark: str) -> Decimal | None:
        factors = [
            _number(row[self.where[column]], decimal_mark)
            for column in self.spec.get("multiply", ())
            if column in self.where
        ]
        if not factors or None in factors:
            return None
        amount = Decimal(1)
        for factor in factors:
            amount *= factor or Decimal()
        discount = str(self.spec.get("percent_off", ""))
        if discount in self.where and (percent := _number(row[self.where[discount]], decimal_mark)) is not None:
            amount *= 1 - percent / 100
        return amount


def _number(cell: str, decimal_mark: str) -> Decimal | None:
    """The number of a cell, quantities and rates not rounded; None for a blank one."""
    text = cell.strip().removesuffix("%").strip()
    if not text:
        return None
    plain = NOT_GROUPED if decimal_mark == "," else PLAIN
    return Decimal(text) if plain.fullmatch(text) else parse_amount(text, decimal_mark=decimal_mark)


def column_finder(columns: Sequence[str], file_name: str) -> Callable[[str], int | None]:
    """Name → index: as written, else by spelling. Raises UnreadableFile for a name that stands twice in the header."""
    exact: dict[str, list[int]] = {}
    folded: dict[str, list[int]] = {}
    for index, column in enumerate(columns):
        exact.setdefault(column, []).append(index)
        folded.setdefault(heading(column), []).append(index)

    def find(name: str) -> int | None:
        found = exact.get(name) or folded.get(heading(name)) or []
        if len(found) > 1:
            raise UnreadableFile(
                f"The column “{name}” stands {len(found)} times in the header of {file_name};"
                " rename all but the one that counts."
            )
        return found[0] if found else None

    return find


def compile_expression(spec: Spec, find: Callable[[str], int | None], *, place: str) -> Expression | None:
    """None when the file has none of the columns. Raises UnreadableFile for a spec that says nothing we understand."""
    if isinstance(spec, str):
        spec = {"columns": [spec]}
    elif not isinstance(spec, Mapping):
        spec = {"columns": list(spec)}
    if unknown := set(spec) - KEYS:
        raise UnreadableFile(
            f"{place} has “{sorted(unknown)[0]}”, which no column map knows; known are {', '.join(sorted(KEYS))}."
        )
    names = [
        *_names(spec, "columns"),
        *_names(spec, "join"),
        *_names(spec, "multiply"),
        *_names(spec, "add"),
        *_names(spec, "subtract"),
    ]
    names += _names(spec, "percent_off")
    where = {name: index for name in names if (index := find(name)) is not None}
    if any(name not in where for name in _names(spec, "multiply")):
        spec = {key: value for key, value in spec.items() if key not in ("multiply", "percent_off")}
    if not where and "constant" not in spec:
        return None
    return Expression(spec, tuple(dict.fromkeys(where.values())), where)


def _names(spec: Mapping[str, Any], key: str) -> list[str]:
    named = spec.get(key, [])
    return [named] if isinstance(named, str) else [str(name) for name in named]
