"""How far the agent may go alone with one kind of action for one debtor."""

from __future__ import annotations

from collections.abc import Mapping

from customers.models import Customer
from dunning.approval import MONITOR, RungFact
from dunning.models import Rung

# Where nobody has set a rung the agent only watches.
UNSET = Rung(level=Rung.Level.MONITOR)

# By segment key, kind and stage.
Ladder = Mapping[tuple[str, str, str], RungFact]


def rung_of(debtor: Customer, kind: str) -> Rung:
    """The rung of the debtor's segment, else that of the segment for all others, else an unsaved one at `monitor`."""
    rungs = Rung.objects.filter(segment__key__in={debtor.segment, ""}, kind=kind, stage="").select_related("segment")
    return max(rungs, key=lambda rung: rung.segment.key == debtor.segment, default=UNSET)


def load_ladder() -> dict[tuple[str, str, str], RungFact]:
    """Every rung. One query."""
    rungs = Rung.objects.select_related("segment")
    return {(rung.segment.key, rung.kind, rung.stage): rung_fact(rung) for rung in rungs}


def ruling_rung(ladder: Ladder, segment: str, kind: str, stage: str = "") -> RungFact:
    """The segment's own for the stage, its own for the kind, then the same of the segment for all others."""
    places = ((segment, kind, stage), (segment, kind, ""), ("", kind, stage), ("", kind, ""))
    return next((ladder[place] for place in places if place in ladder), RungFact(MONITOR))


def rung_fact(rung: Rung) -> RungFact:
    return RungFact(
        level=rung.level,
        amount_limit=rung.amount_limit,
        stage=rung.stage,
        stages_alone=frozenset(rung.stages_alone),
        least_confidence=float(rung.least_confidence or 0),
        person_tiers=frozenset(rung.person_tiers),
    )
