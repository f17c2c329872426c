"""The stored rank of open reviews: set when they open, followed by the sweeper as accounts move.

Stored, because a rank computed over 100,000 accounts in each request would sort them all for the first fifty; an index
hands those out in order. It may be a minute old, and decides the order alone, never what may be done.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from dunning.models import Review
from dunning.priority import PriorityFacts, priority_of

# Reviews ranked anew in one go of the sweeper; the rest follow a minute later.
AT_ONCE = 5_000
_CHUNK = 5_000
_COLUMNS = ("points", "at_risk", "exposure", "currency", "segment")
# One statement for thousands of rows: Django's own writes a CASE a column and row, many times slower.
_STORE = """
    UPDATE dunning_review AS r
    SET points = n.points, at_risk = n.at_risk, exposure = n.exposure, currency = n.currency, segment = n.segment
    FROM unnest(%s::bigint[], %s::float8[], %s::numeric[], %s::numeric[], %s::text[], %s::text[])
        AS n (id, points, at_risk, exposure, currency, segment)
    WHERE r.id = n.id
"""


def rank(review: Review, *, exposure: Decimal, currency: str, segment: str) -> Review:
    """Set the columns of the rank; the caller saves."""
    priority = priority_of(facts_of_rank(review, exposure=exposure))
    review.points, review.at_risk, review.exposure = priority.points, priority.at_risk, exposure
    review.currency, review.segment = currency, segment
    return review


def facts_of_rank(review: Review, *, exposure: Decimal) -> PriorityFacts:
    return PriorityFacts(review.kind, review.blocks, exposure, review.to_manager)


def rank_new(review: Review) -> Review:
    """Of a row not saved yet, by its case. At most two queries, none when the case is loaded with its relations."""
    case = review.case
    if case is None:
        return review
    return rank(review, exposure=case.exposure, currency=case.policy.currency, segment=case.debtor.segment)


def refresh_ranks(*, limit: int = AT_ONCE) -> int:
    """Rank anew the open reviews whose account has moved since. Returns how many; one query when there are none."""
    moved = _moved(Review.objects.filter(closed_at__isnull=True, case__isnull=False))
    return _rank_all(moved.order_by("pk")[:limit])


def rank_cases(case_ids: Collection[int]) -> int:
    """The same for the reviews of these cases, just opened by one INSERT."""
    if not case_ids:
        return 0
    return _rank_all(_moved(Review.objects.filter(closed_at__isnull=True, case__in=case_ids)))


def _moved(rows: QuerySet[Review]) -> QuerySet[Any]:
    rows = _with_account(rows)
    stands = Q(exposure=F("now_exposure"), currency=F("now_currency"), segment=F("now_segment"))
    return rows.exclude(stands)


def _with_account(rows: QuerySet[Review]) -> QuerySet[Any]:
    return rows.annotate(
        now_exposure=Coalesce(F("case__exposure"), Value(Decimal())),
        now_currency=Coalesce(F("case__policy__currency"), Value(""), output_field=CharField()),
        now_segment=Coalesce(F("case__debtor__segment"), Value(""), output_field=CharField()),
    )


def _rank_all(rows: QuerySet[Any]) -> int:
    listed = list(rows.only("kind", "to_manager", "case"))
    for row in listed:
        rank(row, exposure=row.now_exposure, currency=row.now_currency, segment=row.now_segment)
    with connection.cursor() as cursor:
        for chunk in _batched(listed):
            columns = [[row.pk for row in chunk], *([getattr(row, name) for row in chunk] for name in _COLUMNS)]
            cursor.execute(_STORE, columns)
    return len(listed)


def _batched(rows: list[Review]) -> Iterator[list[Review]]:
    for start in range(0, len(rows), _CHUNK):
        yield rows[start : start + _CHUNK]
