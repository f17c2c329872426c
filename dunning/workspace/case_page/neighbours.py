"""The cases before and after this one in the queue: whoever clears it goes on without going back to the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from dunning.access import restrict
from dunning.models import Case, Review
from dunning.models.review import RANK

if TYPE_CHECKING:
    from django.contrib.auth.models import User

BACKWARDS = tuple(name[1:] if name.startswith("-") else f"-{name}" for name in RANK)


@dataclass(frozen=True)
class Neighbours:
    """Keys of cases, None at the ends of the queue."""

    before: int | None
    after: int | None


def neighbours_of(case: Case, *, user: User, today: date) -> Neighbours:
    """Three queries, each of one row; from a case that does not wait the next is the first of the queue."""
    waiting = Review.objects.filter(closed_at__isnull=True, case__isnull=False)
    waiting = restrict(waiting, user=user, customer="case__debtor")
    here = waiting.filter(case=case).order_by(*RANK).first()
    awake = waiting.filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=today)).exclude(case=case)
    if here is None:
        return Neighbours(None, _first(awake.order_by(*RANK)))
    return Neighbours(
        _first(awake.filter(_ahead_of(here)).order_by(*BACKWARDS)), _first(awake.filter(_behind(here)).order_by(*RANK))
    )


def _first(rows: QuerySet[Review]) -> int | None:
    return rows.values_list("case_id", flat=True).first()


def _behind(row: Review) -> Q:
    further = Q(points__lt=row.points) | Q(points=row.points, deadline__gt=row.deadline)
    further |= Q(points=row.points, deadline=row.deadline, pk__gt=row.pk)
    same = Q(to_manager=row.to_manager) & further
    return same | Q(to_manager=False) if row.to_manager else same


def _ahead_of(row: Review) -> Q:
    nearer = Q(points__gt=row.points) | Q(points=row.points, deadline__lt=row.deadline)
    nearer |= Q(points=row.points, deadline=row.deadline, pk__lt=row.pk)
    same = Q(to_manager=row.to_manager) & nearer
    return same if row.to_manager else same | Q(to_manager=True)
