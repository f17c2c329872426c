"""The order of a case's timeline, newest first, a page at a time: kind, instant and key of each entry. One query."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.dateparse import parse_datetime

from dunning.models import Case, Message

PAGE = 50
# What people did to the case itself; everything else has a row of its own.
CASE_EVENTS = (
    "case.held",
    "case.hold_released",
    "case.closed",
    "case.reopened",
    "case.attempts_granted",
)


@dataclass(frozen=True, order=True)
class Place:
    """Where an entry stands: later instants first; at the same instant what follows stands above what led to it."""

    at: datetime
    rank: int
    pk: int

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.rank}~{self.pk}"


def place_from(text: str) -> Place | None:
    """The inverse of `str`; None for anything else."""
    at, _, rest = text.partition("~")
    rank, _, pk = rest.partition("~")
    instant = parse_datetime(at) if at else None
    return Place(instant, int(rank), int(pk)) if instant and rank.isdigit() and pk.isdigit() else None


@dataclass(frozen=True)
class HistoryPage:
    """`earlier`: the place after which the next page begins; None at the beginning of the case."""

    places: tuple[tuple[str, Place], ...]
    earlier: Place | None

    def keys(self, kind: str) -> list[int]:
        return [place.pk for name, place in self.places if name == kind]


def history_page(case: Case, *, before: Place | None = None) -> HistoryPage:
    """The newest PAGE entries before a place. Each kind brings at most one page, so a long case costs no more."""
    values: dict[str, Any] = {
        "case": case.pk,
        "opened": case.opened_at,
        "debtor": case.debtor_id,
        "creditor": case.creditor_id,
        "events": list(CASE_EVENTS),
        "unsent": [str(status) for status in Message.UNSENT],
        "limit": PAGE + 1,
    }
    if before:
        values |= {"at": before.at, "rank": before.rank, "key": before.pk}
    with connection.cursor() as cursor:
        cursor.execute(_EARLIER if before else _NEWEST, values)
        found = [(kind, Place(at, rank, key)) for kind, at, rank, key in cursor.fetchall()]
    return HistoryPage(tuple(found[:PAGE]), found[PAGE - 1][1] if len(found) > PAGE else None)


def allocations_of(case: Case, *, instants: Collection[datetime]) -> list[int]:
    """Keys of what was learned at these instants of the account's invoices. One query.

    By the invoices: at one instant an import may learn of thousands of payments of other customers.
    """
    values: dict[str, Any] = {
        "debtor": case.debtor_id,
        "creditor": case.creditor_id,
        "instants": list(instants),
    }
    with connection.cursor() as cursor:
        cursor.execute(_ALLOCATIONS, values)
        return [key for (key,) in cursor.fetchall()]


# Open and closed apart: each has an index of its own.
_INVOICES = """
    SELECT id FROM customers_invoice WHERE debtor_id = %(debtor)s AND closed_how = '' AND source_id IN (
        SELECT id FROM customers_ledgersource WHERE creditor_id = %(creditor)s)
    UNION ALL
    SELECT id FROM customers_invoice WHERE debtor_id = %(debtor)s AND closed_how <> '' AND source_id IN (
        SELECT id FROM customers_ledgersource WHERE creditor_id = %(creditor)s)
"""
_ALLOCATIONS = f"""
SELECT id FROM customers_allocation
WHERE invoice_id IN ({_INVOICES}) AND (known_at = ANY(%(instants)s)) IS TRUE
"""

# Of each kind the instant and key of its entries, in the order in which one leads to the other at the same instant.
# Written out: put together by the mapper it takes longer than to ask.
_KINDS: Mapping[str, str] = {
    "mail": "SELECT received_at AS at, id AS key FROM dunning_incomingmail WHERE case_id = %(case)s",
    "activity": "SELECT happened_at AS at, id AS key FROM dunning_activity WHERE case_id = %(case)s",
    # One entry for what was learned at one instant of one payment, or of the ERP.
    "money": f"""
        SELECT known_at AS at, min(id) AS key FROM customers_allocation
        WHERE known_at >= %(opened)s AND invoice_id IN ({_INVOICES})
        GROUP BY known_at, transaction_id, origin""",
    "promise": "SELECT recorded_at AS at, id AS key FROM dunning_promise WHERE case_id = %(case)s",
    "dispute": "SELECT opened_at AS at, id AS key FROM dunning_dispute WHERE case_id = %(case)s",
    "arrangement": "SELECT granted_at AS at, id AS key FROM dunning_arrangement WHERE case_id = %(case)s",
    "judged": """
        SELECT judged_at AS at, id AS key FROM dunning_promise WHERE case_id = %(case)s AND judged_at IS NOT NULL""",
    "resolved": """
        SELECT resolved_at AS at, id AS key FROM dunning_dispute
        WHERE case_id = %(case)s AND resolved_at IS NOT NULL""",
    "escalation": "SELECT opened_at AS at, id AS key FROM dunning_escalation WHERE case_id = %(case)s",
    "answer": """
        SELECT answered_at AS at, id AS key FROM dunning_escalation
        WHERE case_id = %(case)s AND answered_at IS NOT NULL""",
    "event": """
        SELECT occurred_at AS at, id AS key FROM audit_auditevent
        WHERE subject_type = 'case' AND subject_id = %(case)s AND action = ANY(%(events)s)""",
    "decision": "SELECT decided_at AS at, id AS key FROM dunning_decision WHERE case_id = %(case)s",
    # What waits to go out stands above the timeline.
    "message": """
        SELECT coalesce(sent_at, created_at) AS at, id AS key FROM dunning_message
        WHERE case_id = %(case)s AND status <> ALL(%(unsent)s)""",
}


def _statement(*, earlier: str) -> str:
    parts = [
        f"(SELECT '{kind}', at, {rank}, key FROM ({rows}) AS {kind}{earlier.format(rank=rank)}"
        " ORDER BY at DESC, key DESC LIMIT %(limit)s)"
        for rank, (kind, rows) in enumerate(_KINDS.items())
    ]
    return " UNION ALL ".join(parts) + " ORDER BY 2 DESC, 3 DESC, 4 DESC LIMIT %(limit)s"


_NEWEST = _statement(earlier="")
_EARLIER = _statement(earlier=" WHERE (at, {rank}, key) < (%(at)s, %(rank)s, %(key)s)")
