"""The order of a case's timeline, newest first, a page at a time: kind, instant and key of each entry. One query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Min, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime

from audit.models import AuditEvent
from customers.models import Allocation, Invoice
from dunning.models import (
    Activity,
    Arrangement,
    Case,
    Decision,
    Dispute,
    Escalation,
    IncomingMail,
    Message,
    Promise,
)

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
    parts = [_part(kind, case, before) for kind in KINDS]
    first, *others = parts
    rows = first.union(*others, all=True).order_by("-at", "-rank", "-key")[: PAGE + 1]
    found = [(row["entry"], Place(row["at"], row["rank"], row["key"])) for row in rows]
    return HistoryPage(tuple(found[:PAGE]), found[PAGE - 1][1] if len(found) > PAGE else None)


def _part(kind: str, case: Case, before: Place | None) -> QuerySet[Any, dict[str, Any]]:
    rank = list(KINDS).index(kind)
    rows = KINDS[kind](case)
    if before:
        rows = rows.filter(_earlier(rank, before))
    marks = {"entry": Value(kind, output_field=CharField()), "rank": Value(rank)}
    rows = rows.annotate(**marks).values("entry", "at", "rank", "key")
    return rows.order_by("-at", "-key")[: PAGE + 1]


def _earlier(rank: int, before: Place) -> Q:
    if rank < before.rank:
        return Q(at__lte=before.at)
    if rank > before.rank:
        return Q(at__lt=before.at)
    return Q(at__lt=before.at) | Q(at=before.at, key__lt=before.pk)


def _dated(rows: QuerySet[Any], at: Any) -> QuerySet[Any]:
    return rows.annotate(at=F(at) if isinstance(at, str) else at, key=F("pk")).order_by()


def _messages(case: Case) -> QuerySet[Any]:
    """What waits to go out stands above the timeline."""
    rows = Message.objects.filter(case=case).exclude(status__in=Message.UNSENT)
    return _dated(rows, Coalesce("sent_at", "created_at"))


def _money(case: Case) -> QuerySet[Any]:
    """One entry for what was learned at one instant of one payment, or of the ERP."""
    owed = Invoice.objects.filter(debtor_id=case.debtor_id, source__creditor_id=case.creditor_id).order_by()
    # Open and closed ones apart: each has an index of its own.
    invoices = owed.filter(closed_how="").values("pk").union(owed.exclude(closed_how="").values("pk"), all=True)
    rows = Allocation.objects.filter(invoice__in=invoices, known_at__gte=case.opened_at)
    return rows.order_by().values("known_at", "transaction_id", "origin").annotate(at=F("known_at"), key=Min("pk"))


def _events(case: Case) -> QuerySet[Any]:
    rows = AuditEvent.objects.filter(subject_type="case", subject_id=case.pk, action__in=CASE_EVENTS)
    return _dated(rows, "occurred_at")


# In the order in which one leads to the other at the same instant.
KINDS: Mapping[str, Callable[[Case], QuerySet[Any]]] = {
    "mail": lambda case: _dated(IncomingMail.objects.filter(case=case), "received_at"),
    "activity": lambda case: _dated(Activity.objects.filter(case=case), "happened_at"),
    "money": _money,
    "promise": lambda case: _dated(Promise.objects.filter(case=case), "recorded_at"),
    "dispute": lambda case: _dated(Dispute.objects.filter(case=case), "opened_at"),
    "arrangement": lambda case: _dated(Arrangement.objects.filter(case=case), "granted_at"),
    "judged": lambda case: _dated(Promise.objects.filter(case=case, judged_at__isnull=False), "judged_at"),
    "resolved": lambda case: _dated(Dispute.objects.filter(case=case, resolved_at__isnull=False), "resolved_at"),
    "escalation": lambda case: _dated(Escalation.objects.filter(case=case), "opened_at"),
    "answer": lambda case: _dated(Escalation.objects.filter(case=case, answered_at__isnull=False), "answered_at"),
    "event": _events,
    "decision": lambda case: _dated(Decision.objects.filter(case=case), "decided_at"),
    "message": _messages,
}
