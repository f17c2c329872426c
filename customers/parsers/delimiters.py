from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence

CANDIDATES = (",", ";", "\t", "|")


def find_delimiter(lines: Sequence[str]) -> str:
    """The character that splits most of these lines into equally many cells, many rather than few; a comma if none."""
    if lines and (stated := lines[0].strip().lower()).startswith("sep=") and len(stated) == 5:
        return stated[4]
    best, best_score = ",", (0.0, 0)
    for candidate in CANDIDATES:
        score = _score(lines, candidate)
        if score > best_score:
            best, best_score = candidate, score
    return best


def _score(lines: Sequence[str], delimiter: str) -> tuple[float, int]:
    """Share of rows that have the commonest width, and that width; lines above a header (title, date) cost little."""
    try:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row)]
    except csv.Error:
        return 0.0, 0
    split = Counter(width for width in widths if width > 1)
    if not split:
        return 0.0, 0
    width, rows = max(split.items(), key=lambda item: (item[1], item[0]))
    # Rounded, so that a delimiter with a few ragged rows is not beaten by one that splits every row into two.
    return round(rows / len(widths), 1), width
