"""A friendly note one business day before an announced payment, where the policy asks for it. It chases nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum

from dunning.approval import RungFact
from dunning.decisions import SILENT_ROWS
from dunning.local_days import calendar_of, next_opening, today_of
from dunning.models import PROMISE_NOTE, Case, Message, Policy, Promise, Review, Rung
from dunning.outcome import Budget
from dunning.position import position_of
from dunning.services.autonomy.rungs import Ladder, load_ladder, ruling_rung
from dunning.services.outbox.outreach import queue_message, supersede_rows
from dunning.services.rounds.facts import load_facts
from dunning.services.rounds.looking import Candidate
from dunning.services.rounds.rules import RoundRules

ANCHOR = "promise"
# No run of holidays is longer: a promise for a later day cannot be due on the next business day.
LONGEST_BREAK = timedelta(days=14)
# In these states nobody was told, and the note may still go.
NOT_TOLD = (Message.Status.SUPERSEDED, Message.Status.FAILED)


def queue_promise_notes(shared: RoundRules) -> list[Message]:
    """Queue a note for each dated promise that is next on its account and due on the next business day.

    None where anything else of that day goes to the debtor, or where the decision table would be silent.
    Without a policy that asks for notes no query is made.
    """
    if not any(policy.promise_notes for policy in shared.policies.values()):
        return []
    take_back_late_notes(as_of=shared.as_of)
    ladder = load_ladder()
    wanted = [
        promise
        for promise in _next_on_each_account(as_of=shared.as_of)
        if _is_due(promise, shared) and _rung(promise, ladder).level > Rung.Level.MONITOR
    ]
    speakable = _speakable({promise.case for promise in wanted}, shared) if wanted else set()
    queued = [_queue(promise, as_of=shared.as_of) for promise in wanted if promise.debtor_id in speakable]
    return [message for message in queued if message]


@transaction.atomic
def take_back_late_notes(*, as_of: datetime) -> int:
    """A note whose day has passed unsent is of no use any more. Returns how many."""
    unsent = Message.objects.filter(purpose=PROMISE_NOTE, status__in=Message.UNSENT, send_on__lte=as_of.date())
    rows = unsent.select_related("case__debtor", "case__creditor").select_for_update(of=("self",)).order_by("pk")
    late = [(row.pk, row.debtor_id) for row in rows if row.send_on < today_of(row.case, as_of=as_of)]
    supersede_rows(late, why="The day of this note has passed.", as_of=as_of)
    return len(late)


def _rung(promise: Promise, ladder: Ladder) -> RungFact:
    return ruling_rung(ladder, promise.debtor.segment, Rung.Kind.THANKS, debtor_id=promise.debtor_id)


def _next_on_each_account(*, as_of: datetime) -> list[Promise]:
    """Of each case the open dated promise that is due first, today included, with its sum as `total`. One query."""
    first, last = as_of.date() - timedelta(days=1), as_of.date() + LONGEST_BREAK
    noted = Message.objects.filter(anchor_kind=ANCHOR, purpose=PROMISE_NOTE).exclude(status__in=NOT_TOLD)
    doubted = Review.objects.filter(promise__isnull=False, closed_at__isnull=True)
    ahead = Promise.objects.filter(
        kind=Promise.Kind.PROMISE, status=Promise.Status.OPEN, promised_on__range=(first, last)
    ).exclude(case__status=Case.Status.CLOSED)
    related = ("case__debtor", "case__creditor", "case__policy", "debtor")
    rows = ahead.select_related(*related).annotate(
        listed=Sum("lines__amount"),
        note=Subquery(noted.filter(anchor_id=OuterRef("pk")).values("pk")[:1]),
        doubt=Subquery(doubted.filter(promise=OuterRef("pk")).values("pk")[:1]),
    )
    found: dict[int, Promise] = {}
    for promise in rows.order_by("promised_on", "pk"):
        if _day(promise) >= today_of(promise.case, as_of=as_of):
            found.setdefault(promise.case_id, promise)
    return [promise for promise in found.values() if promise.note is None and promise.doubt is None]  # type: ignore[attr-defined]


def _is_due(promise: Promise, shared: RoundRules) -> bool:
    """On the business day before, within office hours, not on the day it was given, and large enough."""
    case, as_of = promise.case, shared.as_of
    policy, today = shared.policies.get(case.debtor.segment) or shared.policies[""], today_of(case, as_of=as_of)
    return (
        policy.promise_notes
        and note_day(promise) == today
        and promise.given_on < today
        and next_opening(as_of, case=case, policy=policy) == as_of
        and _amount(promise, policy, shared) >= policy.promise_notes_from
    )


def note_day(promise: Promise) -> date:
    """The debtor's last business day before the announced one."""
    return calendar_of(promise.debtor).add_business_days(_day(promise), -1)


def _day(promise: Promise) -> date:
    assert promise.promised_on is not None
    return promise.promised_on


def _amount(promise: Promise, policy: Policy, shared: RoundRules) -> Decimal:
    """In the policy's currency; nothing where the rate is missing."""
    said = promise.amount if promise.amount is not None else promise.listed  # type: ignore[attr-defined]
    rate = shared.rate(promise.currency, policy.currency)
    return said * rate if said and rate else Decimal()


def _speakable(cases: Iterable[Case], shared: RoundRules) -> set[int]:
    """Debtors to whom a word may go today: nothing stops it, somebody can be written to, no other message of today."""
    listed = list(cases)
    candidates = [Candidate(case.debtor_id, case.creditor_id, 0, "", 0) for case in listed]
    spoken = _spoken_to(listed, as_of=shared.as_of)
    found = set()
    for facts in load_facts(candidates, shared=shared):
        position, budget = position_of(facts), Budget(0, 0)
        silent = any(row(facts, position, budget) for row in SILENT_ROWS)
        if not silent and facts.contact_usable and facts.debtor_id not in spoken:
            found.add(facts.debtor_id)
    return found


def _spoken_to(cases: Iterable[Case], *, as_of: datetime) -> set[int]:
    """Debtors that got a message today, by their own day. One query."""
    todays = {case.debtor_id: today_of(case, as_of=as_of) for case in cases}
    gone: QuerySet[Message] = Message.objects.filter(debtor_id__in=todays).filter(
        Q(status__in=Message.LEFT) & Q(send_on__in=set(todays.values()))
    )
    return {debtor for debtor, day in gone.values_list("debtor_id", "send_on") if todays[debtor] == day}


def _queue(promise: Promise, *, as_of: datetime) -> Message | None:
    return queue_message(
        case=promise.case,
        kind=Message.Kind.THANKS,
        purpose=PROMISE_NOTE,
        anchor_kind=ANCHOR,
        anchor_id=promise.pk,
        send_on=today_of(promise.case, as_of=as_of),
        as_of=as_of,
    )
