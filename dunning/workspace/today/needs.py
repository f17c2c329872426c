"""What waits for a person, by kind: all of it, and what is one's own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from dunning.models import Review
from dunning.workspace.today.links import queue
from dunning.workspace.today.sums import shown_sums


@dataclass
class Kind:
    """One row: what waits of a kind. `late`: past the deadline."""

    label: str
    url: str
    mine_url: str
    count: int = 0
    mine: int = 0
    late: int = 0
    deadline: date = date.max
    risk: list[tuple[str, Decimal]] = field(default_factory=list)

    @property
    def at_risk(self) -> str:
        return shown_sums(self.risk)

    @property
    def weight(self) -> Decimal:
        return max((amount for _currency, amount in self.risk), default=Decimal())


@dataclass(frozen=True)
class Needs:
    kinds: list[Kind]
    count: int
    mine: int
    late: int
    url: str
    mine_url: str
    late_url: str


def needs_of(data: dict[str, Any], *, user_id: int) -> Needs:
    """From the prepared part; kinds with the nearest deadline first, then by cash at risk."""
    labels = dict(Review.Kind.choices)
    kinds: dict[str, Kind] = {}
    for row in data["rows"]:
        kind = row["kind"]
        if kind not in kinds:
            kinds[kind] = Kind(str(labels.get(kind, kind)), queue(kind=kind), queue(kind=kind, owner="mine"))
        _add(kinds[kind], row, user_id=user_id)
    listed = sorted(kinds.values(), key=lambda one: (-min(one.late, 1), -one.weight, one.deadline, one.label))
    return Needs(
        kinds=listed,
        count=sum(one.count for one in listed),
        mine=sum(one.mine for one in listed),
        late=sum(one.late for one in listed),
        url=queue(),
        mine_url=queue(owner="mine"),
        late_url=queue(due="overdue"),
    )


def _add(kind: Kind, row: dict[str, Any], *, user_id: int) -> None:
    kind.count += row["count"]
    kind.late += row["late"]
    kind.mine += row["count"] if row["owner"] == user_id else 0
    kind.deadline = min(kind.deadline, date.fromisoformat(row["deadline"]))
    sums: dict[str, Decimal] = defaultdict(Decimal, dict(kind.risk))
    sums[row["currency"]] += Decimal(row["at_risk"])
    kind.risk = list(sums.items())
