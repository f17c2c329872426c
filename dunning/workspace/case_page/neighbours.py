"""The cases before and after this one in the queue: whoever clears it goes on without going back to the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from dunning.access import restrict
from dunning.models import Case, Review
from dunning.models.review import RANK
from dunning.workspace.queue.rank_order import ahead_of, behind

if TYPE_CHECKING:
    from django.contrib.auth.models import User

BACKWARDS = tuple(name[1:] if name.startswith("-") else f"-{name}" for name in RANK)


@dataclass(frozen=True)
class Neighbours:
    """Keys of cases, None at the ends of the queue."""

    before: int | None
    after: int | None


def neighbours_of(case: Case, reviews: Sequence[Review], *, user: User, today: date) -> Neighbours:
    """Two queries, three at most, each of one row; `reviews` are those of the case that wait.

    From a case that does not wait the next is the first of the queue.
    """
    waiting = Review.objects.filter(closed_at__isnull=True, case__isnull=False)
    waiting = restrict(waiting, user=user, customer="case__debtor")
    here = min((review for review in reviews if review.case_id == case.pk), key=_rank, default=None)
    awake = waiting.filter(Q(snoozed_until__isnull=True) | Q(snoozed_until__lte=today)).exclude(case=case)
    if here is None:
        return Neighbours(None, _first(awake.order_by(*RANK)))
    before = _first(awake.filter(ahead_of(here)).order_by(*BACKWARDS))
    after = _first(awake.filter(behind(here)).order_by(*RANK))
    # The manager's stand before all others.
    if before is None and not here.to_manager:
        before = _first(awake.filter(to_manager=True).order_by(*BACKWARDS))
    if after is None and here.to_manager:
        after = _first(awake.filter(to_manager=False).order_by(*RANK))
    return Neighbours(before, after)


def _rank(review: Review) -> tuple[bool, float, date, int]:
    """What RANK orders by."""
    return not review.to_manager, -review.points, review.deadline, review.pk


def _first(rows: QuerySet[Review]) -> int | None:
    return rows.values_list("case_id", flat=True).first()
