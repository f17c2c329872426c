from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from customers.parsers.errors import Reject

Values = tuple[str | None, ...]


@dataclass(frozen=True)
class Chunk:
    """Some thousand rows that passed, as tuples in the layout's order of fields, and those that did not.

    `skipped` were left out by the preset, `blank` were empty, `merged` went into another row.
    """

    numbers: Sequence[int]
    rows: Sequence[Values]
    rejects: Sequence[Reject] = field(default_factory=tuple)
    skipped: int = 0
    blank: int = 0
    merged: int = 0
