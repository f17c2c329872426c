"""The points of priority as a manager has set them, and how the queue moves when they change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from audit.recording import record_event
from dunning.models import PriorityRule, Review
from dunning.priority import DEFAULTS, DOWNWARDS, Points

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# How much of the queue's head a preview compares.
SHOWN = 50

_MOVES = """
WITH queue AS (
    SELECT id,
        row_number() OVER (ORDER BY to_manager DESC, points DESC, deadline, id) AS before,
        row_number() OVER (ORDER BY to_manager DESC, {points} DESC, deadline, id) AS after
    FROM dunning_review WHERE closed_at IS NULL
)
SELECT id, before, after FROM queue WHERE before <= %(shown)s OR after <= %(shown)s ORDER BY after
"""


@dataclass(frozen=True, slots=True)
class Move:
    """One review's place in the whole queue, from 1, with the rules as they are and with others."""

    review_id: int
    before: int
    after: int


def rules_in_use() -> dict[str, Points]:
    """The points by kind, those that nobody has set as they come. One query."""
    kept = PriorityRule.objects.values_list("kind", "percent", "threshold")
    return dict(DEFAULTS) | {kind: Points(percent, threshold) for kind, percent, threshold in kept if kind in DEFAULTS}


def queue_moves(rules: Mapping[str, Points]) -> list[Move]:
    """Who is among the first SHOWN with the stored ranks, or would be with these rules. Reads only, one query."""
    points, parameters = points_in_sql(rules)
    with connection.cursor() as cursor:
        cursor.execute(_MOVES.format(points=points), {**parameters, "shown": SHOWN})
        return [Move(*row) for row in cursor.fetchall()]


@transaction.atomic
def change_rules(*, rules: Mapping[str, Points], by: User, as_of: datetime) -> int:
    """Set the points and rank the whole queue by them at once. Returns how many rules changed."""
    before = rules_in_use()
    changed = {kind: rule for kind, rule in rules.items() if kind in before and before[kind] != rule}
    for kind, rule in changed.items():
        values = {"percent": rule.percent, "threshold": rule.threshold}
        row, _ = PriorityRule.objects.update_or_create(kind=kind, defaults=values)
        old = {"percent": before[kind].percent, "threshold": before[kind].threshold}
        record_event("priorityrule.changed", subject=row, as_of=as_of, by=by, data={**values, "was": old})
    if changed:
        _rank_all_anew(before | changed)
    return len(changed)


def _rank_all_anew(rules: Mapping[str, Points]) -> None:
    points, parameters = points_in_sql(rules)
    table = Review._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET points = {points} WHERE closed_at IS NULL AND signs <> '{{}}'", parameters)


def points_in_sql(rules: Mapping[str, Points]) -> tuple[str, dict[str, Any]]:
    """What `priority_of` gives, over the stored columns of a review."""
    terms = ["100"]
    parameters: dict[str, Any] = {}
    for kind, rule in rules.items():
        compare = "<=" if kind in DOWNWARDS else ">="
        terms.append(
            f"CASE WHEN (signs->>'{kind}')::int {compare} %({kind}_from)s::int THEN %({kind}_percent)s::int ELSE 0 END"
        )
        parameters |= {f"{kind}_from": rule.threshold, f"{kind}_percent": rule.percent}
    return f"(at_risk * greatest(0, {' + '.join(terms)}) / 100)::float8", parameters
