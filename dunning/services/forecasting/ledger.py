"""What a forecast is made of, read set-based: the same few queries however long the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections
from django.utils import timezone

from dunning.forecast import Instalments, Items

FETCHED = 50_000
# How much a debtor's own record counts against this: four in five, known from five promises.
PRIOR_KEPT, PRIOR_JUDGED = 4.0, 5.0

DAY = "- DATE '0001-01-01' + 1"
# A balance on a day is today's plus what was booked after it; money awaited from the bank has come already.
ITEMS = f"""
WITH moved AS (
    SELECT invoice_id, sum(CASE WHEN origin = 'expected' THEN -amount WHEN booked_on > %(on)s THEN amount END) AS amount
    FROM customers_allocation WHERE booked_on > %(on)s OR (origin = 'expected' AND booked_on <= %(on)s)
    GROUP BY invoice_id
)
SELECT i.id, i.debtor_id, s.creditor_id, i.currency, i.due_on {DAY}, (i.open_amount + coalesce(m.amount, 0))::float8,
    (r.expected_on {DAY})::float8, (r.earliest_on {DAY})::float8, (r.latest_on {DAY})::float8,
    c.insolvent OR c.exit <> ''
FROM customers_invoice i
JOIN customers_ledgersource s ON s.id = i.source_id
JOIN customers_customer c ON c.id = i.debtor_id
LEFT JOIN moved m ON m.invoice_id = i.id
LEFT JOIN dunning_invoicescore r ON r.invoice_id = i.id AND r.scored_on <= %(on)s
WHERE i.kind = 'invoice' AND i.issued_on <= %(on)s AND (i.closed_how = '' OR i.closed_on > %(on)s)
    AND i.open_amount + coalesce(m.amount, 0) > 0
ORDER BY i.debtor_id, i.due_on, i.id
"""
CREDITS = """
SELECT i.debtor_id, s.creditor_id, i.currency, -sum(i.open_amount)::float8
FROM customers_invoice i JOIN customers_ledgersource s ON s.id = i.source_id
WHERE i.kind = 'credit_note' AND i.closed_how = '' AND i.issued_on <= %(on)s GROUP BY 1, 2, 3
"""
PROMISES = f"""
SELECT l.invoice_id, p.debtor_id, cs.creditor_id, p.currency, p.promised_on {DAY},
    coalesce(l.amount, p.amount)::float8
FROM dunning_promise p JOIN dunning_case cs ON cs.id = p.case_id
LEFT JOIN dunning_promisedinvoice l ON l.promise_id = p.id
WHERE p.promised_on >= %(on)s AND p.recorded_at <= %(as_of)s
    AND (p.status = 'open' OR (p.judged_at > %(as_of)s AND p.status IN ('kept', 'partly_kept', 'broken', 'unseen')))
ORDER BY p.id, l.id
"""
KEPT = """
SELECT debtor_id, sum(CASE status WHEN 'kept' THEN 1.0 WHEN 'partly_kept' THEN 0.5 ELSE 0 END)::float8,
    count(*)::float8
FROM dunning_promise
WHERE kind = 'promise' AND status IN ('kept', 'partly_kept', 'broken') AND judged_at <= %(as_of)s
    AND debtor_id = ANY(%(debtors)s) GROUP BY 1
"""
DISPUTES = f"""
SELECT i.invoice_id, d.deadline {DAY}, d.amount::float8
FROM dunning_dispute d JOIN dunning_dispute_invoices i ON i.dispute_id = d.id
WHERE d.opened_at <= %(as_of)s AND (d.status = 'open' OR d.resolved_at > %(as_of)s)
"""
ARRANGED = """
SELECT i.invoice_id FROM dunning_arrangement a JOIN dunning_arrangement_invoices i ON i.arrangement_id = a.id
WHERE a.status = 'active' AND a.granted_at <= %(as_of)s
"""
INSTALMENTS = f"""
SELECT a.debtor_id, cs.creditor_id, a.currency, n.due_on {DAY}, n.amount::float8
FROM dunning_instalment n JOIN dunning_arrangement a ON a.id = n.arrangement_id
JOIN dunning_case cs ON cs.id = a.case_id
WHERE a.status = 'active' AND a.granted_at <= %(as_of)s AND n.due_on > %(on)s
"""
Place = tuple[int, str]


@dataclass(frozen=True, eq=False)
class Open:
    """One creditor's items and instalments in one currency."""

    items: Items
    instalments: Instalments


def open_items(*, as_of: datetime) -> dict[Place, Open]:
    """By creditor and currency, at the end of the day. Seven queries, the long one streamed.

    As of a day that is over, balances are told back; scores made later are left out, and credits and plans are as now.
    """
    import numpy as np

    asked = {"on": timezone.localdate(as_of), "as_of": as_of}
    table, places = _table(asked)
    ids, debtor, place = table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 2].astype(np.int64)
    open_amount = table[:, 4] * (1 - _covered(debtor, place, table[:, 4], places, asked))
    row_of = _Rows(ids)
    promised_on, promised, kept = _promised(row_of, debtor, place, open_amount, places, asked)
    until, disputed = _disputed(row_of, open_amount, asked)
    arranged = np.zeros(len(ids), dtype=bool)
    arranged[[row for (pk,) in _rows(ARRANGED, asked) if (row := row_of.get(pk)) is not None]] = True
    days = (table[:, 5], table[:, 6], table[:, 7])
    every = Items(debtor, table[:, 3], open_amount, *days, promised_on, promised, kept, until, disputed,
                  arranged, table[:, 8] > 0)  # fmt: skip
    plans = _plans(asked)
    return {
        at: Open(every.rows(place == number), plans.get(at, _plan([])))
        for at, number in places.items()
        if (place == number).any() or at in plans
    }


def _table(asked: dict[str, Any]) -> tuple[Any, dict[Place, int]]:
    """Invoice, debtor, place, due, open, expected, earliest, latest, gone; and what the places' numbers mean."""
    import numpy as np

    places: dict[Place, int] = {}
    parts = []
    for rows in _streamed(asked):
        parts.append(
            np.array(
                [
                    (pk, debtor, places.setdefault((creditor, currency), len(places)), due, *amounts)
                    for pk, debtor, creditor, currency, due, *amounts in rows
                ],
                dtype=np.float64,
            )
        )
    return (np.concatenate(parts) if parts else np.empty((0, 9))), places


def _streamed(asked: dict[str, Any]) -> Iterator[list[tuple[Any, ...]]]:
    with connections["default"].chunked_cursor() as cursor:
        cursor.execute(ITEMS, asked)
        while rows := cursor.fetchmany(FETCHED):
            yield rows


def _rows(query: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connections["default"].cursor() as cursor:
        cursor.execute(query, asked)
        return cursor.fetchall()


class _Rows:
    """Where an invoice's row is."""

    def __init__(self, ids: Any) -> None:
        import numpy as np

        self.order = np.argsort(ids, kind="stable")
        self.ids = ids[self.order]

    def get(self, pk: int | None) -> int | None:
        import numpy as np

        if pk is None:
            return None
        at = int(np.searchsorted(self.ids, pk))
        return int(self.order[at]) if at < len(self.ids) and self.ids[at] == pk else None


def _covered(debtor: Any, place: Any, amount: Any, places: dict[Place, int], asked: dict[str, Any]) -> Any:
    """Which share of each item its debtor's credits take off: they lie on all of its items alike."""
    import numpy as np

    share = np.zeros(len(debtor))
    for owner, creditor, currency, credit in _rows(CREDITS, asked):
        rows = _of_debtor(debtor, owner)
        rows = rows[place[rows] == places.get((creditor, currency), -1)]
        if len(rows):
            share[rows] = min(credit / float(amount[rows].sum()), 1.0)
    return share


def _of_debtor(debtor: Any, owner: int) -> Any:
    """Rows of one debtor: they lie together, in order of their due dates."""
    import numpy as np

    return np.arange(np.searchsorted(debtor, owner), np.searchsorted(debtor, owner, side="right"))


def _promised(
    row_of: _Rows, debtor: Any, place: Any, amount: Any, places: dict[Place, int], asked: dict[str, Any]
) -> tuple[Any, Any, Any]:
    """Day, sum and chance by item; a promise without invoices lies on the oldest."""
    import numpy as np

    day, promised, kept = np.zeros(len(debtor)), np.zeros(len(debtor)), np.zeros(len(debtor))
    found = _rows(PROMISES, asked)
    chances = _kept({owner for _pk, owner, *_rest in found}, asked)
    for pk, owner, creditor, currency, on, left in found:
        row = row_of.get(pk)
        rows = [row] if row is not None else []
        if pk is None:
            owned = _of_debtor(debtor, owner)
            rows = list(owned[place[owned] == places.get((creditor, currency), -1)])
        for one in rows:
            part = min(left or 0.0, float(amount[one]) - promised[one])
            if part > 0:
                day[one], kept[one] = on, chances[owner]
                promised[one] += part
                left -= part
    return day, promised, kept


def _kept(debtors: set[int], asked: dict[str, Any]) -> dict[int, float]:
    """The chance that a debtor keeps its word, by its record."""
    known = {owner: (kept, judged) for owner, kept, judged in _rows(KEPT, asked | {"debtors": list(debtors)})}
    found = {}
    for owner in debtors:
        kept, judged = known.get(owner, (0.0, 0.0))
        found[owner] = (kept + PRIOR_KEPT) / (judged + PRIOR_JUDGED)
    return found


def _disputed(row_of: _Rows, amount: Any, asked: dict[str, Any]) -> tuple[Any, Any]:
    """Day and contested sum by item; a dispute without a sum contests all of its invoices."""
    import numpy as np

    until, disputed = np.zeros(len(amount)), np.zeros(len(amount))
    for pk, deadline, contested in _rows(DISPUTES, asked):
        row = row_of.get(pk)
        if row is not None:
            until[row] = max(until[row], deadline)
            whole = float(amount[row])
            disputed[row] = min(disputed[row] + (whole if contested is None else contested), whole)
    return until, disputed


def _plans(asked: dict[str, Any]) -> dict[Place, Instalments]:
    listed: dict[Place, list[tuple[int, int, float]]] = defaultdict(list)
    for debtor, creditor, currency, due, amount in _rows(INSTALMENTS, asked):
        listed[creditor, currency].append((debtor, due, amount))
    return {at: _plan(rows) for at, rows in listed.items()}


def _plan(rows: list[tuple[int, int, float]]) -> Instalments:
    import numpy as np

    table = np.array(rows, dtype=np.float64).reshape(-1, 3)
    return Instalments(table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 2])
