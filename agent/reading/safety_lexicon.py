"""The word table of the safety rules: stems by language and role, found as places in folded text.

In agent/data/safety_words.json a stem begins at a word's start where its script has word boundaries; a leading "-"
lets it begin anywhere (a suffix), a trailing "_" asks for the word's end. One in capitals is a word in capitals: "AI",
not the end of "j'ai".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from agent.reading.folding import fold

# Latin, Greek and Cyrillic letters stand below this; scripts above it glue particles to words or write no spaces.
_SPACED_SCRIPTS_END = "\u0530"
_MOST_PLACES = 40
_ACRONYM = re.compile(r"(?<![A-Za-z'\u2019])(?=(?:A\.?I|KI|IA|MI|DI|SI|UI)(?![A-Za-z]))")
_CAPITALS = "\x01"

Place = tuple[int, int]


@dataclass(frozen=True)
class Stem:
    text: str
    starts_word: bool
    ends_word: bool

    def places(self, folded: str) -> list[Place]:
        """Where it stands, at most a few dozen times."""
        found: list[Place] = []
        start = folded.find(self.text)
        while start >= 0 and len(found) < _MOST_PLACES:
            end = start + len(self.text)
            if self._fits(folded, start, end):
                found.append((start, end))
            start = folded.find(self.text, end)
        return found

    def _fits(self, folded: str, start: int, end: int) -> bool:
        if self.starts_word and start and folded[start - 1].isalnum():
            return False
        return not (self.ends_word and end < len(folded) and folded[end].isalnum())


@lru_cache(maxsize=4)
def lexicon(group: str) -> Mapping[str, Mapping[str, Sequence[Stem]]]:
    """Stems by language and role; `group` is "injection" or "bank_change"."""
    table = json.loads((resources.files("agent") / "data" / "safety_words.json").read_text("utf-8"))
    return {
        language: {role: tuple(map(_stem, words.split("|"))) for role, words in row.items()}
        for language, row in table[group].items()
    }


def searchable(text: str) -> str:
    """Folded text in which acronyms for a program are marked as such."""
    return fold(_ACRONYM.sub(_CAPITALS, text))


def places(stems: Sequence[Stem], folded: str) -> list[Place]:
    return sorted(place for stem in stems for place in stem.places(folded))


def near(some: Sequence[Place], others: Sequence[Place], *, before: int, after: int) -> list[tuple[Place, Place]]:
    """Pairs that overlap, or whose second starts at most `after` behind the first, or ends `before` in front of it."""
    return [
        (one, other) for one in some for other in others if -before <= other[1] - one[0] and other[0] - one[1] <= after
    ]


def _stem(written: str) -> Stem:
    text = fold(written.removeprefix("-").removesuffix("_"))
    if written.isascii() and written.isupper():
        return Stem(_CAPITALS + text, False, True)
    starts_word = not written.startswith("-") and text[0] < _SPACED_SCRIPTS_END
    return Stem(text, starts_word, written.endswith("_"))
