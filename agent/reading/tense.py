"""Past or future, told by the dates: "on 30 October", read on 9 November, was paid; "early January" will be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.reading.clauses import Context
from agent.reading.intents import Judged

# A date without a year is one of two: the one this near is meant if the other lies beyond FAR.
NEAR_DAYS = 120
FAR_DAYS = 180
_OPPOSITE = {"promise_to_pay": "payment_claimed", "payment_claimed": "promise_to_pay"}


def by_tense(judged: Sequence[Judged], context: Context) -> list[Judged]:
    """Turn a promise whose dates can only be past into a payment said to be made, and the other way round."""
    return [_turned(one, context) for one in judged]


def _turned(one: Judged, context: Context) -> Judged:
    label = next((label for label in one.labels if label in _OPPOSITE), "")
    tense = tense_of(one.clause.text, context) if label else ""
    if (label, tense) not in {("promise_to_pay", "past"), ("payment_claimed", "future")}:
        return one
    other = _OPPOSITE[label]
    chances = one.chances | {other: one.chances[label], label: one.chances[other]}
    return replace(one, chances=chances, labels=tuple(other if name == label else name for name in one.labels))


def tense_of(text: str, context: Context) -> str:
    """ "past" or "future" if every date in the text can only mean that, else empty."""
    ahead = [d.day for d in context.dates(text) if d.day is not None]
    behind = [d.day for d in context.dates(text, past=True) if d.day is not None]
    if not ahead or not behind:
        return ""
    until = [(day - context.received_on).days for day in ahead]
    since = [(context.received_on - day).days for day in behind]
    if all(0 < days <= NEAR_DAYS for days in since) and all(days < 0 or days > FAR_DAYS for days in until):
        return "past"
    if all(0 < days <= NEAR_DAYS for days in until) and all(days < 0 or days > FAR_DAYS for days in since):
        return "future"
    return ""
