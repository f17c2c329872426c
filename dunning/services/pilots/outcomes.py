"""What each debtor of a pilot paid since it started, and what was done about it; one query each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from customers.metrics.rates import rate_between
from customers.models import Rate
from dunning.models import Pilot
from dunning.pilot.effect import Sums

# What was overdue when the pilot started, at the balance of that day, and what bank and ERP booked on it within the
# pilot's days. What a person granted, credited or wrote off is no recovery.
RECOVERY = """
SELECT m.treated, sum(i.balance * r.rate)::float8, sum(least(i.paid, i.balance) * r.rate)::float8
FROM dunning_pilotmember m JOIN LATERAL (
    SELECT i.currency, i.open_amount + coalesce(sum(a.amount) FILTER (WHERE a.origin <> 'expected'), 0) AS balance,
        greatest(coalesce(sum(a.amount) FILTER (
            WHERE a.origin IN ('bank', 'erp') AND a.kind NOT IN ('void', 'absent') AND a.booked_on <= %(until)s
        ), 0), 0) AS paid
    FROM customers_invoice i
    LEFT JOIN customers_allocation a ON a.invoice_id = i.id AND a.booked_on > %(start)s
    WHERE i.debtor_id = m.debtor_id AND i.kind = 'invoice' AND i.due_on < %(start)s
        AND (i.closed_how = '' OR i.closed_on > %(start)s)
    GROUP BY i.id
) i ON i.balance > 0
JOIN json_to_recordset(%(rates)s::json) AS r(currency text, rate numeric) ON r.currency = i.currency
WHERE m.pilot_id = %(pilot)s GROUP BY m.debtor_id, m.treated
"""
# Invoices that were owed in the pilot and could be watched for the whole horizon: from the due date, or from the start
# where it was overdue then, to the payment, counted up to the horizon. What ended otherwise than paid is left out.
DAYS = """
SELECT m.treated, count(*)::float8,
    sum(least(coalesce(i.closed_on, DATE '9000-01-01') - greatest(i.due_on, %(start)s), %(horizon)s))::float8
FROM dunning_pilotmember m JOIN customers_invoice i ON i.debtor_id = m.debtor_id
WHERE m.pilot_id = %(pilot)s AND i.kind = 'invoice' AND i.due_on <= %(last)s AND i.issued_on <= %(last)s
    AND (i.closed_how = '' OR (i.closed_how = 'paid' AND i.closed_on > %(start)s))
GROUP BY m.debtor_id, m.treated
"""
TOUCHES = """
SELECT m.treated,
    count(*) FILTER (WHERE x.status = 'shadow'),
    count(*) FILTER (WHERE x.kind <> 'manual' AND x.sent_at IS NOT NULL),
    count(*) FILTER (WHERE x.kind = 'manual' AND x.sent_at IS NOT NULL),
    count(*) FILTER (WHERE x.status IN ('rejected', 'blocked'))
FROM dunning_pilotmember m
JOIN dunning_message x ON x.debtor_id = m.debtor_id AND x.created_at >= %(since)s AND x.created_at < %(until)s
WHERE m.pilot_id = %(pilot)s GROUP BY 1
"""


@dataclass(frozen=True)
class Touches:
    """Messages of one half: what the agent would have written, what it sent, what people wrote, what was stopped."""

    watched: int = 0
    sent: int = 0
    by_people: int = 0
    stopped: int = 0


@dataclass(frozen=True)
class Span:
    """What of a pilot can be watched: `horizon` days at most, `last` the latest day that can be watched so long."""

    start: date
    today: date
    horizon: int

    @property
    def last(self) -> date:
        return self.today - timedelta(days=self.horizon)


def span_of(pilot: Pilot, *, as_of: datetime) -> Span:
    """Up to the pilot's end, or to now."""
    start = timezone.localdate(pilot.started_at)
    today = timezone.localdate(min(as_of, pilot.ended_at) if pilot.ended_at else as_of)
    return Span(start, today, max(min(pilot.days, (today - start).days), 0))


def recovery_sums(pilot: Pilot, span: Span) -> list[Sums]:
    """Paid and overdue of each debtor that had something overdue, in policy currency at the start's rates."""
    asked = _asked(pilot, span) | {"until": span.start + timedelta(days=span.horizon), "rates": _rates(pilot, span)}
    return [Sums(treated, paid, overdue) for treated, overdue, paid in _rows(RECOVERY, asked)]


def day_sums(pilot: Pilot, span: Span) -> list[Sums]:
    """Days and invoices of each debtor."""
    return [Sums(treated, days, count) for treated, count, days in _rows(DAYS, _asked(pilot, span))]


def touches_of(pilot: Pilot, *, as_of: datetime) -> dict[bool, Touches]:
    asked = {"pilot": pilot.pk, "since": pilot.started_at, "until": pilot.ended_at or as_of}
    found = {treated: Touches(*counts) for treated, *counts in _rows(TOUCHES, asked)}
    return {side: found.get(side, Touches()) for side in (True, False)}


def _asked(pilot: Pilot, span: Span) -> dict[str, Any]:
    days = {"start": span.start, "today": span.today, "horizon": span.horizon, "last": span.last}
    return {"pilot": pilot.pk, **days}


def _rates(pilot: Pilot, span: Span) -> str:
    """Of every currency that has one; by them alone debtors were drawn."""
    base, rates = pilot.segment.policy.currency, Rate.objects.known_on(span.start)
    codes = {code for pair in rates for code in pair} | {base}
    known = {code: rate_between(rates, code, base) for code in codes}
    return json.dumps([{"currency": code, "rate": str(rate)} for code, rate in known.items() if rate])


def _rows(query: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, asked)
        return cursor.fetchall()
