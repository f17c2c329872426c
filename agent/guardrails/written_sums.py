"""Sums that are written out in words ("five thousand two hundred euros"), against figures beside them and the facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from agent.answers import Violation
from agent.guardrails.currency_words import mark_after
from agent.guardrails.examined import Examined
from agent.guardrails.sum_words import JOINTS, MULTIPLIERS, TEN_MULTIPLIES, UNSPACED, VALUE_WORDS

# What stands between a sum in words and its figure, and between a figure (from its beginning) and its words.
AGAIN = re.compile(r" ?[(/=（\[][^\w\n]{0,3}(?:[^\W\d]{1,4} ?)?")
BEFORE = re.compile(r"[^\n\d]{0,5}[\d.,' ]+[^\n\d]{0,12}[(/=（\[,:–—-][^\n\d(]{0,24}")
# "One euro", "a thousand euros": too few words to be a sum of a letter.
FEWEST_WORDS = 2


def check_written_sums(examined: Examined) -> Iterator[Violation]:
    """Whole amounts; cents in words or as hundredths are left to the figure beside."""
    language = examined.language.replace("_", "-").split("-")[0].lower()
    if language not in VALUE_WORDS:
        return
    words, run = _words(language)
    for match in run.finditer(examined.text):
        mark = mark_after(examined.text, match.end())
        parts = [_values(language)[word.lower()] for word in words.findall(match[0])] if mark else []
        if not mark or len(parts) < FEWEST_WORDS:
            continue
        value = _value(parts, language)
        if not _is_known(examined, match.start(), mark[0], value, mark[1]):
            text = examined.text[match.start() : mark[0]]
            yield examined.violation("wrong_fact", match.start(), f"{text} ({value}) is not in the facts.")


def _is_known(examined: Examined, start: int, end: int, value: int, currencies: frozenset[str]) -> bool:
    """The same as the figure beside; without one, an amount of the facts but for its cents."""
    beside = [values for at, values in examined.amounts if _is_beside(examined.text, at, start, end)]
    if beside:
        return any(int(one) == value for values in beside for one in values)
    known = (one for currency in currencies for one in examined.support.amounts.get(currency, ()))
    named = sum((i.balance for i in examined.facts.invoices if i.number in _numbers(examined, start)), Decimal())
    return any(int(one) == value for one in (*known, named))


def _is_beside(text: str, figure: int, start: int, end: int) -> bool:
    """Whether a figure is the same sum again: "5.220 € (in Worten: …)", "five thousand … euros (5,220 €)"."""
    if figure >= end:
        return AGAIN.fullmatch(text, end, figure) is not None
    return BEFORE.fullmatch(text, figure, start) is not None


def _numbers(examined: Examined, position: int) -> set[str]:
    return set(examined.mentioned_in(*examined.sentence_span(position)))


def _value(parts: list[int], language: str) -> int:
    """Each multiplier takes what is smaller before it: 5, 1000, 2, 100, 20 is 5220."""
    multipliers = MULTIPLIERS | {10} if language in TEN_MULTIPLIES else MULTIPLIERS
    stack: list[int] = []
    for part in parts:
        before = 0
        while part in multipliers and stack and stack[-1] < part:
            before += stack.pop()
        stack.append(part * (before or 1))
    return sum(stack)


@lru_cache
def _values(language: str) -> dict[str, int]:
    rows = (row.split() for row in VALUE_WORDS[language].split(","))
    return {word.lower(): int(number) for number, *forms in rows for word in forms}


@lru_cache
def _words(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One word of a sum, and a run of them with the joints between; possessive, so that nothing is tried twice."""
    forms = "|".join(re.escape(word) for word in sorted(_values(language), key=len, reverse=True))
    if language in UNSPACED:
        # "2千万円" is a figure.
        return re.compile(forms), re.compile(rf"(?<![0-9.])(?:{forms})(?: ?(?:{forms}))*+")
    joints = "|".join(JOINTS.get(language, "").split()) or "(?!)"
    word = rf"(?:{forms})(?:(?:{joints})?(?:{forms}))*+"
    run = rf"(?<!\w){word}(?:(?:[ -](?:{joints}))?(?:, ?|[ -]){word})*+(?!\w)(?: (?:de|d'|di)(?=[ \w]))?"
    return re.compile(forms, re.IGNORECASE), re.compile(run, re.IGNORECASE)
