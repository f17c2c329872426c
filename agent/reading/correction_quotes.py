"""The sentences behind a person's correction: a correction names none, but the readings that it mends do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any

from agent.answers import Reading


def with_quotes(expected: Reading, known: Sequence[Reading]) -> Reading:
    """`expected` with the quotes of the readings `known` of the same mail, for every answer that one of them has too.

    A detail takes the quote of the one of its kind that is most like it, so a changed reason keeps its sentence.
    """

    def most_like(name: str) -> tuple[Any, ...]:
        parts = [part for reading in known for part in getattr(reading, name) if part.quote]
        return tuple(_quoted(part, parts) for part in getattr(expected, name))

    said = {answer.intent: answer.quote for reading in known for answer in reading.intents if answer.quote}
    away = next((r.absence.quote for r in known if r.absence and r.absence.quote), "")
    return replace(
        expected,
        intents=tuple(replace(answer, quote=said.get(answer.intent, "")) for answer in expected.intents),
        promises=most_like("promises"),
        disputes=most_like("disputes"),
        payments=most_like("payments"),
        documents=most_like("documents"),
        contacts=most_like("contacts"),
        absence=replace(expected.absence, quote=away) if expected.absence else None,
    )


def _quoted(part: Any, parts: Sequence[Any]) -> Any:
    best = max(parts, key=_likeness(part), default=None)
    # With nothing in common it is another thing said; a single one of its kind was changed through and through.
    if best is None or (len(parts) > 1 and not _likeness(part)(best)):
        return part
    return replace(part, quote=best.quote)


def _likeness(part: Any) -> Callable[[Any], int]:
    """How many fields, other than the quote and those left open, two answers share."""
    names = [field.name for field in fields(part) if field.name != "quote" and getattr(part, field.name)]
    return lambda other: sum(getattr(part, name) == getattr(other, name) for name in names)
