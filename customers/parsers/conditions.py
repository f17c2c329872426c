"""Which rows of an export count: drafts, deleted records and totals don't."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from customers.parsers.errors import UnreadableFile
from customers.parsers.expressions import Cells

# Block → which of its rows count.
RowFilter = Callable[[Cells], list[bool]]


@dataclass(frozen=True)
class Condition:
    """True for a row whose cell is one of `values`, starts so, or is blank; case and spaces around don't matter."""

    column: str
    values: frozenset[str] = frozenset()
    starts_with: str = ""
    blank: bool | None = None

    def holds(self, cell: str) -> bool:
        word = cell.strip().casefold()
        if self.blank is not None and (not word) == self.blank:
            return True
        return word in self.values or bool(self.starts_with and word.startswith(self.starts_with))


def read_conditions(parts: Any, place: str) -> tuple[Condition, ...]:
    """Raises UnreadableFile for a condition without a column or without a test."""
    conditions = []
    for part in parts if isinstance(parts, list) else [parts]:
        if not isinstance(part, dict) or "column" not in part or not set(part) & {"values", "starts_with", "blank"}:
            raise UnreadableFile(f"{place} needs a column, and values, starts_with or blank.")
        if unknown := set(part) - {"column", "values", "starts_with", "blank"}:
            raise UnreadableFile(f"{place} has “{sorted(unknown)[0]}”, which is not known there.")
        values = frozenset(str(value).casefold() for value in part.get("values", ()))
        conditions.append(
            Condition(part["column"], values, str(part.get("starts_with", "")).casefold(), part.get("blank"))
        )
    return tuple(conditions)


def row_filter(
    skip: Sequence[Condition], keep: Sequence[Condition], find: Callable[[str], int | None]
) -> RowFilter | None:
    """Rows that meet every `keep` and no `skip`, missing columns aside. None where every row counts."""
    tests = [(index, condition, True) for condition in keep if (index := find(condition.column)) is not None]
    tests += [(index, condition, False) for condition in skip if (index := find(condition.column)) is not None]
    if not tests:
        return None

    def counts(cells: Cells) -> list[bool]:
        mask = [True] * len(cells)
        for index, condition, wanted in tests:
            known: dict[str, bool] = {}
            for row, cell in enumerate(cells.column(index)):
                if cell not in known:
                    known[cell] = condition.holds(cell)
                if known[cell] != wanted:
                    mask[row] = False
        return mask

    return counts
