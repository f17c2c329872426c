"""The entries of a page of the timeline with all that they show, in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Prefetch

from audit.models import AuditEvent
from customers.models import Allocation, Invoice
from dunning.models import (
    Activity,
    Arrangement,
    Case,
    Decision,
    Dispute,
    Escalation,
    Message,
    Promise,
    PromisedInvoice,
)
from dunning.workspace.case_page import said
from dunning.workspace.case_page.entries import Entry, Run, folded
from dunning.workspace.case_page.history import HistoryPage, Place, allocations_of, history_page
from dunning.workspace.case_page.mails import shown_mails


@dataclass(frozen=True)
class Timeline:
    """Newest first; `earlier` is the address part of the next page, "" at the beginning of the case."""

    entries: tuple[Entry | Run, ...]
    earlier: str


def timeline_of(case: Case, *, before: Place | None = None) -> Timeline:
    """One query for the order, and one or two for each kind of entry."""
    page = history_page(case, before=before)
    found = _Rows(case, page)
    entries = [entry for kind, place in page.places if (entry := found.entry(kind, place))]
    return Timeline(tuple(folded(entries)), str(page.earlier) if page.earlier else "")


# What each kind of entry shows. Of what every case has many the statements are written out: put together by the
# mapper they take longer than to ask.
_MESSAGES = """
SELECT message.id, message.kind, message.author, message.purpose, message.subject, message.status, message.problem,
    message.to_email, message.body_text,
    coalesce(nullif(btrim(person.first_name || ' ' || person.last_name), ''), person.username) AS approver, ARRAY(
        SELECT document.name FROM customers_document AS document
        JOIN dunning_message_documents AS sent ON sent.document_id = document.id
        WHERE sent.message_id = message.id ORDER BY document.added_at DESC) AS document_names
FROM dunning_message AS message LEFT JOIN auth_user AS person ON person.id = message.approved_by_id
WHERE message.id = ANY(%s)
"""
_DECISIONS = "SELECT id, action, reason_text FROM dunning_decision WHERE id = ANY(%s)"
_ACTIVITIES = Activity.objects.select_related("by").only(
    "kind", "text", *(f"by__{column}" for column in ("first_name", "last_name", "username"))
)
_LINES = PromisedInvoice.objects.select_related("invoice").only("promise", "invoice__number")
_PROMISES = Promise.objects.prefetch_related(Prefetch("lines", _LINES))
_NUMBERS = Prefetch("invoices", Invoice.objects.only("number"))
_DISPUTES = Dispute.objects.select_related("owner").prefetch_related(_NUMBERS)
_ARRANGEMENTS = Arrangement.objects.select_related("granted_by").prefetch_related("instalments", _NUMBERS)
_ESCALATIONS = Escalation.objects.select_related("answered_by")
_ALLOCATIONS = Allocation.objects.select_related("invoice", "transaction").only(
    *("amount", "origin", "reason", "known_at", "invoice__number", "invoice__currency", "transaction__reference")
)
_EVENTS = AuditEvent.objects.select_related("user")


class _Rows:
    """The rows of one page by kind and key."""

    def __init__(self, case: Case, page: HistoryPage) -> None:
        self.case = case
        self.mails = shown_mails(page.keys("mail"))
        self.messages = _written_out(Message, _MESSAGES, page.keys("message"))
        self.activities = _by_key(_ACTIVITIES, page.keys("activity"))
        self.promises = _by_key(_PROMISES, {*page.keys("promise"), *page.keys("judged")})
        self.disputes = _by_key(_DISPUTES, {*page.keys("dispute"), *page.keys("resolved")})
        self.arrangements = _by_key(_ARRANGEMENTS, page.keys("arrangement"))
        self.escalations = _by_key(_ESCALATIONS, {*page.keys("escalation"), *page.keys("answer")})
        self.decisions = _written_out(Decision, _DECISIONS, page.keys("decision"))
        self.events = _by_key(_EVENTS, page.keys("event"))
        self.money = _money(case, page)

    def entry(self, kind: str, place: Place) -> Entry | None:
        """None for a row that went away since the order was read."""
        pk = place.pk
        match kind:
            case "mail":
                mail = self.mails.get(pk)
                return said.mail_received(mail, at=place.at) if mail else None
            case "message":
                return said.message(row, at=place.at) if (row := self.messages.get(pk)) else None
            case "activity":
                return said.activity(row, at=place.at) if (row := self.activities.get(pk)) else None
            case "promise" | "judged":
                row = self.promises.get(pk)
                return said.promise(row, at=place.at, judged=kind == "judged") if row else None
            case "dispute" | "resolved":
                row = self.disputes.get(pk)
                return said.dispute(row, at=place.at, resolved=kind == "resolved") if row else None
            case "arrangement":
                return said.arrangement(row, at=place.at) if (row := self.arrangements.get(pk)) else None
            case "escalation" | "answer":
                row = self.escalations.get(pk)
                return said.escalation(row, at=place.at, answered=kind == "answer") if row else None
            case "decision":
                return said.decision(row, at=place.at) if (row := self.decisions.get(pk)) else None
            case "event":
                return said.event(row, at=place.at) if (row := self.events.get(pk)) else None
            case "money":
                return said.money(rows, at=place.at) if (rows := self.money.get(pk)) else None
        return None


def _by_key(rows: Any, keys: Collection[int]) -> dict[int, Any]:
    """One query and those for what belongs to the rows; none without keys."""
    return {row.pk: row for row in rows.filter(pk__in=keys)} if keys else {}


def _written_out(model: type[Model], sql: str, keys: list[int]) -> dict[int, Any]:
    """The same by a statement; what it does not name is not read."""
    return {row.pk: row for row in model._default_manager.raw(sql, [keys])} if keys else {}


def _money(case: Case, page: HistoryPage) -> dict[int, Sequence[Allocation]]:
    """The allocations of each entry, by the least key of its group, which the order names."""
    keys = page.keys("money")
    if not keys:
        return {}
    instants = {place.at for kind, place in page.places if kind == "money"}
    rows = _ALLOCATIONS.filter(pk__in=allocations_of(case, instants=instants))
    groups: dict[tuple[Any, ...], list[Allocation]] = defaultdict(list)
    for row in rows.order_by("pk"):
        groups[row.known_at, row.transaction_id, row.origin].append(row)
    return {group[0].pk: group for group in groups.values()}
