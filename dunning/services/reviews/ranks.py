"""The stored rank of open reviews: set when they open, followed by the sweeper as accounts move.

Stored, because a rank computed over 100,000 accounts in each request would sort them all for the first fifty; an index
hands those out in order. It may be a minute old, and decides the order alone, never what may be done.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from dunning.models import Review
from dunning.priority import DEFAULTS, Points, PriorityFacts, priority_of
from dunning.services.reviews.priority_rules import rules_in_use
from dunning.services.reviews.signs import Signs, signs_of

# Reviews ranked anew in one go of the sweeper; the rest follow a minute later.
AT_ONCE = 5_000
_CHUNK = 5_000
_COLUMNS = ("points", "at_risk", "exposure", "currency", "segment", "chance", "signs", "ranked_at")
# One statement for thousands of rows: Django's own writes a CASE a column and row, many times slower.
_STORE = """
    UPDATE dunning_review AS r
    SET points = n.points, at_risk = n.at_risk, exposure = n.exposure, currency = n.currency, segment = n.segment,
        chance = n.chance, signs = n.signs::jsonb, ranked_at = n.ranked_at
    FROM unnest(%s::bigint[], %s::float8[], %s::numeric[], %s::numeric[], %s::text[], %s::text[], %s::float8[],
        %s::text[], %s::timestamptz[])
        AS n (id, points, at_risk, exposure, currency, segment, chance, signs, ranked_at)
    WHERE r.id = n.id
"""


def rank(
    review: Review, *, exposure: Decimal, currency: str, segment: str, rules: Mapping[str, Points] = DEFAULTS
) -> Review:
    """Set the columns of the rank by the chance and signs that the row has; the caller saves."""
    priority = priority_of(facts_of_rank(review, exposure=exposure), rules)
    review.points, review.at_risk, review.exposure = priority.points, priority.at_risk, exposure
    review.currency, review.segment = currency, segment
    return review


def facts_of_rank(review: Review, *, exposure: Decimal) -> PriorityFacts:
    return PriorityFacts(review.kind, review.blocks, exposure, review.to_manager, review.chance, review.signs)


def rank_new(review: Review) -> Review:
    """Of a row not saved yet, by its case; the sweeper adds chance and signs within a minute.

    At most two queries, none when the case is loaded with its relations.
    """
    case = review.case
    if case is None:
        return review
    return rank(review, exposure=case.exposure, currency=case.policy.currency, segment=case.debtor.segment)


def refresh_ranks(*, as_of: datetime, limit: int = AT_ONCE) -> int:
    """Rank anew the open reviews whose account has moved since, or was decided on again.

    Returns how many; one query when there are none, else six for each 5,000.
    """
    rows = _with_account(Review.objects.filter(closed_at__isnull=True, case__isnull=False))
    again = Q(ranked_at__isnull=True) | Q(case__decided_at__gt=F("ranked_at"), case__decided_at__lte=as_of)
    return _rank_all(rows.filter(again | ~_STANDS).order_by("pk")[:limit], as_of=as_of)


def rank_cases(case_ids: Collection[int]) -> int:
    """By exposure alone the reviews of these cases, just opened by one INSERT; the sweeper adds the rest."""
    if not case_ids:
        return 0
    rows = _with_account(Review.objects.filter(closed_at__isnull=True, case__in=case_ids))
    return _rank_all(rows.filter(~_STANDS), as_of=None)


def rank_all_again() -> int:
    """Have the sweeper rank every open review anew, a part each minute: the scores are new. Returns how many."""
    return Review.objects.filter(closed_at__isnull=True, case__isnull=False).update(ranked_at=None)


_STANDS = Q(exposure=F("now_exposure"), currency=F("now_currency"), segment=F("now_segment"))


def _with_account(rows: QuerySet[Review]) -> QuerySet[Any]:
    return rows.annotate(
        now_exposure=Coalesce(F("case__exposure"), Value(Decimal())),
        now_currency=Coalesce(F("case__policy__currency"), Value(""), output_field=CharField()),
        now_segment=Coalesce(F("case__debtor__segment"), Value(""), output_field=CharField()),
    )


def _rank_all(rows: QuerySet[Any], *, as_of: datetime | None) -> int:
    """`as_of` None: chance and signs stay what they are."""
    listed: list[Any] = list(rows.only("kind", "to_manager", "case", "chance", "signs", "ranked_at"))
    rules = rules_in_use() if listed else DEFAULTS
    for chunk in _batched(listed):
        if as_of is not None:
            _look_at_accounts(chunk, as_of=as_of)
        found: list[Any] = chunk
        for row in found:
            rank(row, exposure=row.now_exposure, currency=row.now_currency, segment=row.now_segment, rules=rules)
        _store(chunk)
    return len(listed)


def _look_at_accounts(rows: Sequence[Review], *, as_of: datetime) -> None:
    known = signs_of({row.case_id for row in rows if row.case_id}, on=as_of.date())
    for row in rows:
        found = known.get(row.case_id or 0, Signs())
        row.chance, row.signs, row.ranked_at = found.chance, found.signs, as_of


def _store(rows: Sequence[Review]) -> None:
    columns: dict[str, list[Any]] = {name: [getattr(row, name) for row in rows] for name in _COLUMNS}
    columns["signs"] = [json.dumps(signs) for signs in columns["signs"]]
    with connection.cursor() as cursor:
        cursor.execute(_STORE, [[row.pk for row in rows], *columns.values()])


def _batched(rows: list[Review]) -> Iterator[list[Review]]:
    for start in range(0, len(rows), _CHUNK):
        yield rows[start : start + _CHUNK]
