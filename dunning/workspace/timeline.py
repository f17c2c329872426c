"""A cadence as a picture: a lane for each anchor, its steps on the days before and after. Coordinates in SVG units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, gettext_lazy, ngettext

from dunning.models import Step

WIDTH = 1000
LEFT, RIGHT = 150, 880
# Beside an event there is room for words; steps of the ladder carry theirs above and below.
LADDER_HEIGHT, EVENT_HEIGHT, LEVEL_HEIGHT, FOOT = 78, 36, 30, 26
LABEL_WIDTH = 84
ON_DATES = (Step.Anchor.DUE, Step.Anchor.ISSUE)
ANCHORS = {
    Step.Anchor.ISSUE: gettext_lazy("Issue date"),
    Step.Anchor.DUE: gettext_lazy("Due date"),
    Step.Anchor.PROMISE_BROKEN: gettext_lazy("Broken promise"),
    Step.Anchor.CLAIM_UNSEEN: gettext_lazy("Payment not seen"),
    Step.Anchor.DISPUTE_RESOLVED: gettext_lazy("Dispute resolved"),
}


@dataclass(frozen=True)
class Mark:
    """One step: where its dot and its words stand, and its day in words."""

    step: Step
    x: int
    label_y: int
    when: str
    short: str


@dataclass(frozen=True)
class Lane:
    anchor: str
    y: int
    zero: int
    end: int
    beside: bool
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Timeline:
    width: int
    height: int
    left: int
    lanes: tuple[Lane, ...]
    stages: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """The same for who cannot see it."""
        marks = [(mark, lane.anchor) for lane in self.lanes for mark in lane.marks]
        return "; ".join(f"{mark.step.key}: {anchor}, {mark.when}" for mark, anchor in marks)


def timeline_of(steps: Sequence[Step]) -> Timeline | None:
    """Lanes in the order of ANCHORS, steps by day; None without steps."""
    if not steps:
        return None
    offsets = [0, 1, *(step.offset for step in steps)]
    first, last = min(offsets), max(offsets)

    def place(day: int) -> int:
        return LEFT + (day - first) * (RIGHT - LEFT) // (last - first)

    lanes, top = [], 8
    for anchor, words in ANCHORS.items():
        own = sorted((step for step in steps if step.anchor == anchor), key=lambda step: (step.offset, step.position))
        if own:
            beside = anchor not in ON_DATES
            levels = [0] * len(own) if beside else _levels([place(step.offset) for step in own])
            height = EVENT_HEIGHT if beside else LADDER_HEIGHT + max(levels) * LEVEL_HEIGHT
            y = top + height - (EVENT_HEIGHT // 2 if beside else FOOT + 10)
            marks = tuple(
                Mark(
                    step, place(step.offset), y if beside else y - 18 - level * LEVEL_HEIGHT, _when(step), _short(step)
                )
                for step, level in zip(own, levels, strict=True)
            )
            end = max(mark.x for mark in marks) if beside else RIGHT + 20
            lanes.append(Lane(str(words), y, place(0), end, beside, marks))
            top += height
    stages = tuple((value, str(label)) for value, label in Step.Stage.choices if any(s.stage == value for s in steps))
    return Timeline(WIDTH, top + 4, LEFT - 20, tuple(lanes), stages)


def _levels(places: Sequence[int]) -> list[int]:
    """How many rows up each label stands so that none touches another."""
    ends: list[int] = []
    levels = []
    for x in places:
        level = next((row for row, end in enumerate(ends) if x - LABEL_WIDTH // 2 >= end), len(ends))
        if level == len(ends):
            ends.append(0)
        ends[level] = x + LABEL_WIDTH // 2
        levels.append(level)
    return levels


def _when(step: Step) -> str:
    days = abs(step.offset)
    if not days:
        return gettext("on the day")
    if step.business_days and step.offset < 0:
        words = ngettext("%(days)s business day before", "%(days)s business days before", days)
    elif step.business_days:
        words = ngettext("%(days)s business day after", "%(days)s business days after", days)
    elif step.offset < 0:
        words = ngettext("%(days)s day before", "%(days)s days before", days)
    else:
        words = ngettext("%(days)s day after", "%(days)s days after", days)
    return words % {"days": days}


def _short(step: Step) -> str:
    sign = "−" if step.offset < 0 else "+"
    days = f"{sign}{abs(step.offset)}" if step.offset else "0"
    return gettext("%(days)s bus. d.") % {"days": days} if step.business_days else days
