"""What happened in cases so far: states, messages, mails, reviews, escalations, contacts. A chunk at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Min, Q

from dunning.case_facts import EventAnchor, OpenReview, RaisedEscalation, SentStep
from dunning.models import Case, Dispute, Escalation, IncomingMail, Message, Promise, Review

# An event older than this calls for no message of its own any more.
ANCHOR_DAYS = 30
ANSWERABLE = ("attempts", "cadence_end", "write_off", "no_contact", "opening_balance")


@dataclass(slots=True)
class Messages:
    """What went out to one debtor, oldest first."""

    sent: list[SentStep] = field(default_factory=list)
    unfinished: bool = False
    uncertain: bool = False
    ever_written: bool = False
    # Invoices that a courtesy before the due date was sent about, in whatever case.
    courtesies: set[int] = field(default_factory=set)
    delivered: int = 0


def open_cases(debtor_ids: Collection[int], *, as_of: datetime) -> dict[int, Case]:
    """The unclosed case of each debtor. One query."""
    cases = Case.objects.filter(debtor__any_of=debtor_ids, opened_at__lte=as_of).exclude(status="closed")
    return {case.debtor_id: case for case in cases}


def messages_of(
    debtor_ids: Collection[int],
    *,
    cases: dict[int, Case],
    zones: dict[int, ZoneInfo],
    watched: Mapping[int, Collection[str]],
    as_of: datetime,
) -> dict[int, Messages]:
    """Messages by debtor; steps count for the unclosed case only. `watched`: by debtor the stages on `monitor`.

    One query.
    """
    found: dict[int, Messages] = defaultdict(Messages)
    rows = Message.objects.filter(debtor__any_of=debtor_ids, created_at__lte=as_of).exclude(
        status__in=("superseded", "failed")
    )
    columns = ("id", "step_key", "step_position", "anchor_kind", "anchor_id", "status", "sent_at", "retry")
    values = rows.order_by("id").values_list("debtor_id", "case_id", "kind", "stage", "created_at", *columns)
    for debtor_id, case_id, kind, stage, created_at, *row in values:
        messages, status, sent_at = found[debtor_id], row[5], row[6]
        messages.unfinished |= status in Message.UNFINISHED
        messages.uncertain |= status == Message.Status.UNCERTAIN
        messages.ever_written |= status in Message.LEFT
        if row[1] and stage == "courtesy" and status in (*Message.COUNTED, Message.Status.REJECTED):
            messages.courtesies.add(row[4])
        case = cases.get(debtor_id)
        if case is None or case_id != case.pk or kind != Message.Kind.REMINDER:
            continue
        if _uses_up_step(status, created_at, case, watched=stage in watched.get(debtor_id, ())):
            messages.delivered += status in Message.OUT
            row[6] = sent_at.astimezone(zones[debtor_id]).date() if sent_at else None
            messages.sent.append(SentStep(*row))
    return found


def _uses_up_step(status: str, created_at: datetime, case: Case, *, watched: bool) -> bool:
    """A rejected step stays away for the episode; a shadow counts only while its stage is merely watched."""
    if status == Message.Status.REJECTED:
        return created_at >= case.episode_started_at
    if status == Message.Status.SHADOW:
        return watched
    return status in Message.COUNTED


def unread_mail(debtor_ids: Collection[int]) -> dict[int, datetime]:
    """Since when a debtor's mail waits to be read. One query."""
    rows = IncomingMail.objects.filter(debtor__any_of=debtor_ids, status__in=IncomingMail.UNREAD)
    return dict(rows.values_list("debtor_id").annotate(since=Min("received_at")))


def reviews_of(cases: dict[int, Case]) -> tuple[dict[int, list[OpenReview]], dict[int, dict[str, str]]]:
    """Open reviews, and outcomes of the case's own answered ones of this episode, both by debtor. One query."""
    by_case = {case.pk: case for case in cases.values()}
    opened: dict[int, list[OpenReview]] = defaultdict(list)
    answered: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Review.objects.filter(case__any_of=list(by_case)).filter(Q(closed_at=None) | Q(kind__in=ANSWERABLE))
    for case_id, kind, deadline, again, closed_at, outcome in rows.order_by("id").values_list(
        "case_id", "kind", "deadline", "look_again_on", "closed_at", "outcome"
    ):
        case = by_case[case_id]
        if closed_at is None:
            opened[case.debtor_id].append(OpenReview(kind, deadline, again))
        elif closed_at >= case.episode_started_at or kind == "opening_balance":
            answered[case.debtor_id][kind] = outcome
    return opened, answered


def anchors_of(
    debtor_ids: Collection[int], *, as_of: datetime, zones: dict[int, ZoneInfo]
) -> dict[int, list[EventAnchor]]:
    """Broken promises, unseen claims, undated promises and disputes decided for us, each with an invoice still open.

    Two queries.
    """
    found: dict[int, list[EventAnchor]] = defaultdict(list)
    since = as_of - timedelta(days=ANCHOR_DAYS)
    judged = Q(status__in=("broken", "unseen"), judged_at__gt=since, judged_at__lte=as_of)
    undated = Q(status="open", kind="promise", promised_on=None, quiet_until__lt=as_of.date())
    promises = Promise.objects.filter(judged | undated, debtor__any_of=debtor_ids)
    promises = promises.filter(Q(lines__isnull=True) | Q(lines__invoice__closed_how="")).distinct()
    kinds = {"broken": "promise_broken", "unseen": "claim_unseen", "open": "promise_undated"}
    for row_id, debtor_id, status, judged_at, quiet_until in promises.values_list(
        "id", "debtor_id", "status", "judged_at", "quiet_until"
    ):
        happened = judged_at.astimezone(zones[debtor_id]).date() if judged_at else quiet_until
        found[debtor_id].append(EventAnchor(kinds[status], row_id, happened))
    disputes = Dispute.objects.filter(
        debtor__any_of=debtor_ids, status="resolved", outcome__in=("invalid", "partly"), resolved_at__gt=since
    ).filter(invoices__closed_how="")
    for row_id, debtor_id, resolved_at in disputes.distinct().values_list("id", "debtor_id", "resolved_at"):
        if resolved_at:
            happened = resolved_at.astimezone(zones[debtor_id]).date()
            found[debtor_id].append(EventAnchor("dispute_resolved", row_id, happened))
    return found


def broken_promises(debtor_ids: Collection[int], *, as_of: datetime, window_days: int) -> dict[int, int]:
    """Promises broken within the window, by debtor. One query."""
    rows = Promise.objects.filter(
        debtor__any_of=debtor_ids, status="broken", judged_at__gt=as_of - timedelta(days=window_days)
    )
    counts: dict[int, int] = defaultdict(int)
    for debtor_id in rows.values_list("debtor_id", flat=True):
        counts[debtor_id] += 1
    return counts


def escalations_of(debtor_ids: Collection[int]) -> dict[int, list[RaisedEscalation]]:
    """Escalations not armed again, by debtor. One query."""
    found: dict[int, list[RaisedEscalation]] = defaultdict(list)
    for row in Escalation.objects.filter(debtor__any_of=debtor_ids, armed_again_at=None):
        waiting = row.deadline if row.status == Escalation.Status.OPEN and not row.heads_up else None
        found[row.debtor_id].append(
            RaisedEscalation(
                row.rule_key,
                row.level,
                row.exposure,
                waiting,
                row.unmet_since,
                row.heads_up,
                announced_on=row.notified_at.date() if row.heads_up and row.notified_at else None,
                to_be_announced=bool(
                    row.heads_up and row.sent_to and row.notified_at is None and row.status == Escalation.Status.OPEN
                ),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Reachable:
    """Whether somebody may be written to today; else when the first one is back."""

    usable: bool
    back_on: date | None


def reachable(debtor_ids: Collection[int], *, today: date) -> dict[int, Reachable]:
    """Debtors with an active, unsuppressed contact; those missing from the answer have none at all. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT t.customer_id,
                bool_or(t.absent_until IS NULL OR t.absent_until <= %(today)s
                    OR EXISTS (SELECT 1 FROM customers_contact n WHERE n.id = t.stand_in_id AND n.state = 'active')),
                min(t.absent_until) FILTER (WHERE t.absent_until > %(today)s)
            FROM customers_contact t
            WHERE t.customer_id = ANY(%(debtors)s::bigint[]) AND t.state = 'active' AND NOT EXISTS (
                SELECT 1 FROM dunning_suppression s
                WHERE lower(s.email) = lower(t.email) AND s.lifted_at IS NULL
                    AND (s.until IS NULL OR s.until >= %(today)s)
            )
            GROUP BY t.customer_id
            """,
            {"today": today, "debtors": list(debtor_ids)},
        )
        return {customer_id: Reachable(usable, back_on) for customer_id, usable, back_on in cursor.fetchall()}
