"""The ladders that can be played: the installation's own as steps of the round, and some named ones to compare with."""

from __future__ import annotations

from dataclasses import dataclass

from dunning.case_facts import StepRule


@dataclass(frozen=True)
class PlayedCadence:
    """A ladder with the rules of its policy that spacing rests on."""

    name: str
    steps: tuple[StepRule, ...]
    by_age: bool = False
    gap_days: int = 4
    attempt_ceiling: int = 6
    pre_due_minimum: float = 5000.0

    @property
    def ladder(self) -> tuple[StepRule, ...]:
        """Overdue steps in their order of firmness; hung on an issue date they count from the due date 30 days on."""
        return tuple(step for step in self.steps if step.is_ladder)

    def event_step(self, anchor: str) -> StepRule | None:
        return next((step for step in self.steps if step.anchor == anchor), None)

    @property
    def courtesy(self) -> StepRule | None:
        return next((step for step in self.steps if step.is_pre_due), None)


def _named(name: str, *rows: tuple[int, str]) -> PlayedCadence:
    steps = [
        StepRule(f"{stage}-{place}", place, "due", offset, False, stage, stage)
        for place, (offset, stage) in enumerate(rows)
    ]
    events = [
        StepRule("promise-broken", 0, "promise_broken", 1, True, "firm", "promise_broken"),
        StepRule("dispute-resolved", 0, "dispute_resolved", 1, True, "first", "dispute_resolved"),
    ]
    return PlayedCadence(name, (*steps, *events))


NAMED = {
    cadence.name: cadence
    for cadence in (
        PlayedCadence("none", ()),
        _named("gentle", (7, "first"), (21, "follow_up"), (42, "firm"), (60, "final")),
        _named("brisk", (-5, "courtesy"), (1, "first"), (7, "follow_up"), (14, "firm"), (24, "final")),
        _named(
            "relentless",
            (-3, "courtesy"),
            (1, "first"),
            (5, "follow_up"),
            (9, "follow_up"),
            (13, "firm"),
            (17, "firm"),
            (21, "final"),
        ),
    )
}
