"""How far the agent may go alone with one kind of action for one debtor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet

from customers.models import Customer
from dunning.approval import MONITOR, SUGGEST, RungFact
from dunning.models import PilotMember, Rung

# Where nobody has set a rung the agent only watches.
UNSET = Rung(level=Rung.Level.MONITOR)


@dataclass(frozen=True)
class Ladder:
    """Every rung, by segment key, kind and stage; and debtors in a running pilot, with whether they are treated."""

    rungs: Mapping[tuple[str, str, str], RungFact] = field(default_factory=dict)
    piloted: Mapping[int, bool] = field(default_factory=dict)


def rung_of(debtor: Customer, kind: str) -> Rung:
    """The rung of the debtor's segment, else that of the segment for all others, else an unsaved one at `monitor`.

    In a pilot an unsaved one with its level. Two queries.
    """
    rungs = Rung.objects.filter(segment__key__in={debtor.segment, ""}, kind=kind, stage="").select_related("segment")
    rung = max(rungs, key=lambda rung: rung.segment.key == debtor.segment, default=UNSET)
    treated = piloted().filter(debtor=debtor.pk).values_list("treated", flat=True).first()
    level = level_in_pilot(rung.level, treated)
    if level == rung.level:
        return rung
    limits = ("amount_limit", "stages_alone", "least_confidence", "person_tiers")
    return Rung(level=level, kind=kind, **{name: getattr(rung, name) for name in limits})


def load_ladder() -> Ladder:
    """Every rung, and who is in a pilot. Two queries."""
    rungs = Rung.objects.select_related("segment")
    return Ladder(
        {(rung.segment.key, rung.kind, rung.stage): rung_fact(rung) for rung in rungs},
        dict(piloted().values_list("debtor_id", "treated")),
    )


def ruling_rung(ladder: Ladder, segment: str, kind: str, stage: str = "", *, debtor_id: int | None) -> RungFact:
    """The segment's own for the stage, its own for the kind, then the same of the segment for all others.

    A pilot changes the level for its debtors; `debtor_id` None asks for the segment as such.
    """
    places = ((segment, kind, stage), (segment, kind, ""), ("", kind, stage), ("", kind, ""))
    found = next((ladder.rungs[place] for place in places if place in ladder.rungs), RungFact(MONITOR))
    return replace(found, level=level_in_pilot(found.level, ladder.piloted.get(debtor_id or 0)))


def level_in_pilot(level: int, treated: bool | None) -> int:
    """With the control the agent only watches, with the treated it suggests at least; None: in no pilot."""
    if treated is None:
        return level
    return max(level, SUGGEST) if treated else MONITOR


def piloted() -> QuerySet[PilotMember]:
    return PilotMember.objects.filter(running=True)


def rung_fact(rung: Rung) -> RungFact:
    return RungFact(
        level=rung.level,
        amount_limit=rung.amount_limit,
        stage=rung.stage,
        stages_alone=frozenset(rung.stages_alone),
        least_confidence=float(rung.least_confidence or 0),
        person_tiers=frozenset(rung.person_tiers),
    )
