from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class BrokenRow:
    """A row that could not even be split into cells. `why` reads on from “Row 17: ”."""

    number: int
    text: str
    why: str


@dataclass(frozen=True)
class Block:
    """Some thousand rows of equal width with their numbers in the file (header and blank lines count)."""

    numbers: Sequence[int]
    rows: Sequence[Sequence[str]]
    broken: Sequence[BrokenRow] = field(default_factory=tuple)
    blank: int = 0


def even_rows(rows: Sequence[Sequence[str]], *, first: int, width: int) -> Block:
    """Rows as they came, blank ones left out, ragged ones named. Empty cells beyond the header's width are cut off."""
    if set(map(len, rows)) <= {width} and all(map(any, rows)):
        return Block(range(first, first + len(rows)), rows)
    numbers: list[int] = []
    kept: list[Sequence[str]] = []
    broken: list[BrokenRow] = []
    for number, row in enumerate(rows, start=first):
        if len(row) > width and not any(row[width:]):
            row = row[:width]
        if not any(cell.strip() for cell in row):
            continue
        if len(row) == width:
            numbers.append(number)
            kept.append(row)
        else:
            broken.append(BrokenRow(number, " | ".join(row)[:500], _ragged(len(row), width)))
    return Block(numbers, kept, broken, len(rows) - len(kept) - len(broken))


def _ragged(cells: int, width: int) -> str:
    cause = (
        "is the delimiter inside a value without quotes?"
        if cells > width
        else "is it cut off, or a line of another table?"
    )
    return f"it has {cells} {'cell' if cells == 1 else 'cells'} where the header has {width}; {cause}"
