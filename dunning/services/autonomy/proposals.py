"""What the evidence says about each cell of the ladder: a step up for a person to confirm, or none any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from dunning.models import Policy, Rung, RungChange, Scorecard, Segment, Step
from dunning.services.autonomy.ladder import Cell, answer_blocks, lapse_proposal, propose_step
from dunning.services.autonomy.scorecards import compute_scorecards, latest_scorecards

# A person who refused a step is not asked again before.
REFUSED_FOR = timedelta(days=30)
# The final step never goes alone, so no rung above this one changes anything for it.
HIGHEST_OF_FINAL = Rung.Level.SUGGEST


@dataclass(frozen=True)
class Judged:
    """What a night's work came to."""

    scorecards: int
    proposed: int
    stepped_down: int


def judge_ladder(*, as_of: datetime) -> Judged:
    """Compute the scorecards that moved, step down where the guard blocked too often, propose steps up.

    Five queries and those of each step.
    """
    count = compute_scorecards(as_of=as_of)
    cards = latest_scorecards()
    policies = {row.pk: row.policy for row in Segment.objects.select_related("policy")}
    recent = RungChange.objects.filter(status=RungChange.Status.REFUSED, decided_at__gt=as_of - REFUSED_FOR)
    refused = set(recent.values_list("segment_id", "kind", "stage"))
    open_ones = RungChange.objects.filter(status=RungChange.Status.PROPOSED)
    proposed = set(open_ones.values_list("segment_id", "kind", "stage"))
    ups = downs = 0
    for place, card in cards.items():
        cell, policy = Cell(*place), policies[card.segment_id]
        if card.blocked_lately >= policy.step_down_blocks:
            downs += answer_blocks(cell, as_of=as_of) is not None
        if why := step_up_reason(card, policy):
            if place not in refused | proposed:
                ups += propose_step(cell, level=card.level, why=why, as_of=as_of) is not None
        elif place in proposed:
            lapse_proposal(cell, as_of=as_of)
    return Judged(scorecards=count, proposed=ups, stepped_down=downs)


def step_up_reason(card: Scorecard, policy: Policy) -> str:
    """Why the next rung is earned, in words; "" where it is not.

    On `monitor` nobody decides anything, so there the number of watched texts counts, and how many people acted on.
    """
    if card.level >= _highest(card) or card.complaints or card.blocked_on_facts:
        return ""
    if card.level == Rung.Level.MONITOR:
        if card.shadows < policy.step_up_decided:
            return ""
        acted = f"after {card.shadows_matched} of them a person wrote or called"
        return f"{card.shadows} texts were watched and none was untrue; {acted}."
    share = card.unchanged_share
    if card.decided < policy.step_up_decided or share is None or share < policy.step_up_unchanged:
        return ""
    return f"{share:.0%} of the last {card.decided} went unchanged; no complaint, and none was untrue."


def _highest(card: Scorecard) -> int:
    return HIGHEST_OF_FINAL if card.stage == Step.Stage.FINAL else Rung.Level.AUTONOMOUS
