"""CLDR's own "in {0} days" and "{0} days ago": patterns of every language, hand-kept words or not."""

from __future__ import annotations

import re
from functools import lru_cache

from agent.reading import calendar_rules as rules
from agent.reading.date_grammar import Found
from agent.reading.date_lexicon import Lexicon
from agent.reading.date_meanings import MAX_COUNT


def published_spans(folded: str, words: Lexicon, now: rules.Moment) -> list[Found]:
    """CLDR's own "in {0} days" and "{0} days ago", with digits."""
    pattern = _span_pattern(words.language, words.spans)
    found = []
    for match in pattern.finditer(folded) if pattern else ():
        index = next(i for i, group in enumerate(match.groups()) if group is not None)
        _, _, sign, unit = words.spans[index]
        count = int(match.groups()[index])
        if count <= MAX_COUNT:
            found.append(Found(match.start(), match.end(), rules.after(unit, sign * count, day=now.day), 1))
    return found


@lru_cache(maxsize=128)
def _span_pattern(language: str, spans: tuple[tuple[str, str, int, str], ...]) -> re.Pattern[str] | None:
    parts = []
    for before, behind, _, _ in spans:
        edge = r"(?<!\w)" if before[:1].isalpha() else ""
        left = re.escape(before).replace(r"\ ", r"\s+") + r"\s*" if before else r"(?<![\d.,/-])"
        right = r"\s*" + re.escape(behind).replace(r"\ ", r"\s+") + r"(?!\w)" if behind else r"(?![\d.,/-]*\d)"
        parts.append(rf"{edge}{left}(\d{{1,3}}){right}")
    # Luxembourgish writes "a(n) {0} Deeg".
    optional = re.sub(r"\\\((\w+)\\\)", r"(?:\1)?", "|".join(parts))
    return re.compile(optional) if parts else None
