"""The head of the queue before and after a change of points, and why each review moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from dunning.models import Review
from dunning.priority import Points, held_rules, priority_of, sign_words
from dunning.services.reviews.priority_rules import SHOWN, queue_moves
from dunning.services.reviews.ranks import facts_of_rank


@dataclass(frozen=True)
class Moved:
    """A review with its places from 1; `reasons`: the rules whose points for it change, in words."""

    review: Review
    before: int
    after: int
    at_risk: Decimal
    points: float
    reasons: tuple[str, ...]

    @property
    def places(self) -> int:
        """Places up, negative down."""
        return self.before - self.after

    @property
    def distance(self) -> int:
        return abs(self.places)

    @property
    def name(self) -> str:
        return self.review.case.debtor.name if self.review.case else self.review.get_kind_display()

    @property
    def leaves(self) -> bool:
        return self.after > SHOWN

    @property
    def comes(self) -> bool:
        return self.before > SHOWN


def moved_reviews(*, before: Mapping[str, Points], after: Mapping[str, Points]) -> list[Moved]:
    """In the new order, those that leave the head last. Two queries."""
    moves = queue_moves(after)
    rows = Review.objects.select_related("case__debtor").in_bulk([move.review_id for move in moves])
    found = []
    for move in moves:
        review = rows.get(move.review_id)
        if review is not None:
            priority = priority_of(facts_of_rank(review, exposure=review.exposure), after)
            why = _changed_words(review, before=before, after=after)
            found.append(Moved(review, move.before, move.after, priority.at_risk, priority.points, why))
    return found


def _changed_words(review: Review, *, before: Mapping[str, Points], after: Mapping[str, Points]) -> tuple[str, ...]:
    was = {kind: before[kind].percent for kind in held_rules(review.signs, before)}
    now = {kind: after[kind].percent for kind in held_rules(review.signs, after)}
    kinds = sorted(was.keys() | now.keys())
    return tuple(
        f"{sign_words(kind, review.signs[kind])}: {was.get(kind, 0):+d} % → {now.get(kind, 0):+d} %"
        for kind in kinds
        if was.get(kind, 0) != now.get(kind, 0)
    )
