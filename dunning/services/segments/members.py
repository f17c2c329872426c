"""Which customers a segment's conditions take: stored on the customer, so that a round only reads the key.

A segment that the customer's own data names always wins; `segment_by_rule` tells the two apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Count

from audit.models import AuditEvent
from audit.recording import EventRow, record_events
from customers.models import Customer
from dunning.models import DebtorFigures, Segment
from dunning.services.cases.looks import look_again
from dunning.services.segments.figures import base_currency, rates_to, work_out_figures

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# The columns of the figures behind each condition, and how they are compared.
_COMPARED = {
    "open_over": "f.open_amount > {value}",
    "sales_over": "f.sales > {value}",
    "sales_up_to": "coalesce(f.sales, 0) <= {value}",
    "chance_over": "f.chance > {value} / 100.0 AND NOT c.natural_person",
    "overdue_days_over": "%(on)s - f.oldest_due_on > {value}",
    "countries": "c.country = ANY({value}::text[])",
    "tiers": "c.tier = ANY({value}::text[])",
    "tags": "c.tags && {value}::varchar[]",
}
_AMOUNTS = ("open_over", "sales_over", "sales_up_to")

_MOVE = """
WITH told AS (
    SELECT c.id, c.segment AS was, {key} AS key
    FROM customers_customer c LEFT JOIN dunning_debtorfigures f ON f.debtor_id = c.id
    WHERE c.debtor_id IS NULL AND (c.segment = '' OR c.segment_by_rule) {some}
)
UPDATE customers_customer c SET segment = told.key, segment_by_rule = told.key <> ''
FROM told WHERE c.id = told.id AND (c.segment, c.segment_by_rule) IS DISTINCT FROM (told.key, told.key <> '')
RETURNING c.id, told.was, told.key
"""
_COUNT = """
SELECT count(*), count(*) FILTER (WHERE own), count(*) FILTER (WHERE NOT own AND earlier <> ''),
    count(*) FILTER (WHERE NOT own AND earlier = '' AND segment <> %(this)s)
FROM (
    SELECT c.segment, c.segment <> '' AND NOT c.segment_by_rule AS own, {earlier} AS earlier
    FROM customers_customer c LEFT JOIN dunning_debtorfigures f ON f.debtor_id = c.id
    WHERE c.debtor_id IS NULL AND {condition}
) AS met
"""
_MOVED = """
SELECT c.id FROM customers_customer c
WHERE c.debtor_id IS NULL AND c.ledger_version > 0
    AND NOT EXISTS (SELECT FROM dunning_look l WHERE l.debtor_id = c.id AND l.ledger_version = c.ledger_version)
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """Customers that meet all conditions; of them those with a segment of their own, those that an earlier segment
    takes, and those that would come in anew."""

    meet: int
    own: int
    earlier: int
    coming: int

    @property
    def taken(self) -> int:
        return self.meet - self.own - self.earlier


def assign_segments(
    *, as_of: datetime, debtor_ids: Collection[int] | None = None, anew: bool = True, by: User | None = None
) -> int:
    """Put customers into the first segment whose conditions all hold, or out of one that no longer does.

    `anew`: work out their figures first. Whoever moves is on the audit trail, and the round looks again.
    Returns how many moved. At most ten queries, two while no segment has conditions and none had.
    """
    segments = segments_by_rule()
    if not segments and not _ruled_before():
        return 0
    today = as_of.date()
    if anew or not DebtorFigures.objects.exists():
        work_out_figures(on=today, debtor_ids=debtor_ids)
    return _move(segments, as_of=as_of, debtor_ids=debtor_ids, by=by)


def assign_moved(*, as_of: datetime) -> int:
    """The same for customers whose ledger moved since the round last looked at them, new ones among them."""
    if not segments_by_rule():
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_MOVED)
        moved = [debtor_id for (debtor_id,) in cursor.fetchall()]
    return assign_segments(as_of=as_of, debtor_ids=moved) if moved else 0


def count_members(segment: Segment, *, on: date) -> Counted:
    """Whom the conditions of a segment, saved or not, would take. Four queries."""
    place = (segment.position, segment.key)
    before = [one for one in segments_by_rule() if one.pk != segment.pk and (one.position, one.key) < place]
    parameters: dict[str, Any] = {"on": on, "this": segment.key}
    values = _Values(parameters, on=on)
    query = _COUNT.format(earlier=values.key_of(before), condition=values.condition_of(segment))
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return Counted(*cursor.fetchone())


def customers_by_segment() -> dict[str, int]:
    """Customers that pay for themselves, by the segment that rules them; "" also for keys that no segment has.

    Two queries.
    """
    known = set(Segment.objects.values_list("key", flat=True))
    counts: Counter[str] = Counter()
    rows = Customer.objects.filter(debtor=None).order_by().values_list("segment").annotate(Count("pk"))
    for key, count in rows:
        counts[key if key in known else ""] += count
    return dict(counts)


def segments_by_rule() -> list[Segment]:
    """Those with conditions, in order. One query."""
    rows = Segment.objects.exclude(key="").select_related("policy").order_by("position", "key")
    return [segment for segment in rows if segment.has_conditions]


def _ruled_before() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM customers_customer WHERE segment_by_rule)")
        return bool(cursor.fetchone()[0])


@transaction.atomic
def _move(segments: Sequence[Segment], *, as_of: datetime, debtor_ids: Collection[int] | None, by: User | None) -> int:
    parameters: dict[str, Any] = {"on": as_of.date(), "ids": list(debtor_ids or ())}
    key = _Values(parameters, on=as_of.date()).key_of(segments)
    some = "AND c.id = ANY(%(ids)s::bigint[])" if debtor_ids is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(_MOVE.format(key=key, some=some), parameters)
        moved = cursor.fetchall()
    reason = "By the conditions of segments."
    events = [
        EventRow("customer.segment_changed", "customer", pk, pk, reason, {"from": was, "to": now})
        for pk, was, now in moved
    ]
    actor = AuditEvent.Actor.PERSON if by else AuditEvent.Actor.SYSTEM
    record_events(events, as_of=as_of, actor=actor, user_id=by.pk if by else None)
    look_again([pk for pk, _, _ in moved])
    return len(moved)


class _Values:
    """Conditions as SQL; their values go into the query's parameters."""

    def __init__(self, parameters: dict[str, Any], *, on: date) -> None:
        self.parameters = parameters
        self.base = base_currency()
        self.rates = rates_to(self.base, on=on)

    def key_of(self, segments: Sequence[Segment]) -> str:
        """The key of the first segment whose conditions hold, else ''."""
        if not segments:
            return "''"
        cases = [f"WHEN {self.condition_of(one)} THEN {self._put(one.key)}" for one in segments]
        return f"CASE {' '.join(cases)} ELSE '' END"

    def condition_of(self, segment: Segment) -> str:
        """All conditions of a segment; without any it takes nobody."""
        parts = []
        for name, words in _COMPARED.items():
            value = getattr(segment, name)
            if value in (None, []):
                continue
            if name in _AMOUNTS:
                value = float(value) * self._rate(segment.policy.currency)
            parts.append(f"({words.format(value=self._put(value))})")
        return f"({' AND '.join(parts)})" if parts else "false"

    def _rate(self, currency: str) -> float:
        return 1.0 if currency == self.base else self.rates.get(currency, 1.0)

    def _put(self, value: Any) -> str:
        name = f"value_{len(self.parameters)}"
        self.parameters[name] = value
        return f"%({name})s"
