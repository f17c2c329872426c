"""Structured creditor references with check digits: ISO 11649 (RF) and the Swiss QR reference."""

from __future__ import annotations

import re
from collections.abc import Iterator

RF = re.compile(r"RF ?[0-9]{2}(?: ?[A-Z0-9]){1,21}")
TWENTY_SEVEN = re.compile(r"(?<![0-9])(?:[0-9] ?){27}(?![0-9])")
SHORTEST_BODY = 4


def reference_bodies(text: str) -> tuple[str, ...]:
    """What valid references in the text carry, without check digits and leading zeros; `text` in upper case."""
    return tuple(dict.fromkeys(body for body, _, _ in placed_bodies(text)))


def placed_bodies(text: str) -> tuple[tuple[str, int, int], ...]:
    """Each with where its reference begins and ends in the text."""
    return (*_rf_bodies(text), *_qr_bodies(text))


def _rf_bodies(text: str) -> Iterator[tuple[str, int, int]]:
    """Words may follow a reference without a mark: each length whose check digits are right counts."""
    from stdnum.iso11649 import is_valid

    for found in RF.finditer(text):
        compact = found[0].replace(" ", "")
        for end in range(len(compact), 4 + SHORTEST_BODY - 1, -1):
            if is_valid(compact[:end]):
                yield compact[4:end].lstrip("0"), found.start(), _end_of(found[0], end) + found.start()


def _end_of(spaced: str, length: int) -> int:
    """Where the first so many characters that are no blanks end."""
    places = [index for index, c in enumerate(spaced) if c != " "]
    return places[length - 1] + 1


def _qr_bodies(text: str) -> Iterator[tuple[str, int, int]]:
    from stdnum.ch.esr import is_valid

    for found in TWENTY_SEVEN.finditer(text):
        compact = found[0].replace(" ", "")
        if is_valid(compact):
            yield compact[:-1].lstrip("0"), found.start(), found.end()
