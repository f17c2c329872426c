"""What a rung costs and delays in a simulation. Assumed working habits of a clerk, one table."""

from __future__ import annotations

from dataclasses import dataclass

from dunning.approval import ASSIST, AUTONOMOUS, MONITOR, STAGES_OF_ASSIST, SUGGEST

NAMES = {MONITOR: "monitor", SUGGEST: "suggest", ASSIST: "assist", AUTONOMOUS: "autonomous"}


@dataclass(frozen=True)
class Desk:
    """How a person approves. `same_day`: share of waiting drafts approved on a business day; the rest wait on.

    Minutes of a clerk: a look at a draft, a draft that is edited, a dispute, a complaint, a call at a cadence's end.
    """

    same_day: float = 0.65
    edited: float = 0.15
    look_minutes: float = 0.7
    edit_minutes: float = 4.0
    dispute_minutes: float = 20.0
    complaint_minutes: float = 15.0
    call_minutes: float = 8.0


def needs_person(rung: int, stage: str) -> bool:
    """As dunning.approval: the final step never goes alone, up to rung 2 the firm one neither, at rung 1 none.

    A first mail to a new contact is left out: simulated customers are known ones.
    """
    if stage == "final" or rung <= SUGGEST:
        return True
    return rung < AUTONOMOUS and stage not in STAGES_OF_ASSIST
