"""What people and the guard made of the agent's texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from dunning.workspace.today.links import listed

# Outcome, words, and the colour of its part of the bar.
PARTS = (
    ("unchanged", _("approved unchanged"), "good"),
    ("alone", _("went alone"), "accent"),
    ("edited", _("edited"), "warn"),
    ("rejected", _("rejected"), "bad"),
    ("blocked", _("blocked by the check"), "dark"),
)


@dataclass(frozen=True)
class Part:
    words: str
    colour: str
    count: int
    # Of the bar, in percent: where it begins and how long it is.
    start: float
    percent: float
    url: str


@dataclass(frozen=True)
class Quality:
    parts: list[Part]
    count: int
    unchanged_percent: int


def quality_of(data: dict[str, Any]) -> Quality:
    counts = data["counts"]
    whole = sum(counts.values())
    since, until = data["since"], data["until"]
    parts, before = [], 0
    for outcome, words, colour in PARTS:
        count = counts[outcome]
        url = listed(
            "dunning_message",
            evidence__outcome__exact=outcome,
            evidence__decided_at__gte=since,
            evidence__decided_at__lt=until,
        )
        start, percent = (round(100 * number / (whole or 1), 2) for number in (before, count))
        parts.append(Part(str(words), colour, count, start, percent, url))
        before += count
    as_written = counts["unchanged"] + counts["alone"]
    return Quality(parts, whole, round(100 * as_written / whole) if whole else 0)
