"""Invoice numbers with a letter for a digit, two digits swapped, one dropped or doubled, if one alone can be meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.reading.folding import fold

# What is read or typed for a digit.
_LOOKALIKES = str.maketrans({"o": "0", "l": "1", "i": "1", "s": "5", "b": "8", "z": "2"})
_TOKEN = re.compile(r"(?<![\w@.,])[a-z0-9]+(?:[-/_.][a-z0-9]+)*(?![\w@])")
# Shorter numbers differ from their neighbours by too little.
_SHORTEST = 5


def misspelt_numbers(folded: str, numbers: Sequence[str]) -> list[tuple[int, int, str]]:
    """Places of clear misspellings. Another digit in a place is no misspelling but another invoice."""
    known = {_joined(number): number for number in numbers}
    found = []
    for match in _TOKEN.finditer(folded):
        token = _joined(match[0])
        if len(token) < _SHORTEST or sum(c.isdigit() for c in token) < 3 or token in known:
            continue
        meant = [number for joined, number in known.items() if _is_misspelt(token, joined)]
        if len(meant) == 1:
            found.append((match.start(), match.end(), meant[0]))
    return found


def _joined(number: str) -> str:
    return "".join(re.findall(r"[^\W_]", fold(number)))


def _is_misspelt(token: str, joined: str) -> bool:
    from rapidfuzz.distance import OSA

    if abs(len(token) - len(joined)) > 1 or len(joined) < _SHORTEST:
        return False
    if not token.isdigit() and token.translate(_LOOKALIKES) == joined.translate(_LOOKALIKES):
        return True
    if sum(c.isdigit() for c in joined) < _SHORTEST or OSA.distance(token, joined) != 1:
        return False
    return len(token) != len(joined) or sorted(token) == sorted(joined)
