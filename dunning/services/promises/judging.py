"""Judging promises and claims against the money: planned without writing, applied set-based."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import Count

from audit.recording import EventRow, record_events
from dunning.judging import Judgement, Outcome, judge
from dunning.local_days import business_deadline
from dunning.models import Promise, Review
from dunning.services.cases.looks import look_again
from dunning.services.promises.facts import JudgedRow, debtors_to_judge, rows_to_judge
from dunning.services.reviews.reviews import close_reviews, open_review

CHUNK = 1000
# An unmatched payment this near to the missing amount could be it.
NEAR = Decimal("0.01")
SHORTFALLS = (Outcome.BROKEN, Outcome.PARTLY_KEPT, Outcome.UNSEEN)


@dataclass(frozen=True)
class JudgedPromise:
    """What came of one promise; amounts in its currency."""

    promise: Promise
    outcome: Outcome
    reason: str
    paid: Decimal
    missing: Decimal

    @property
    def is_news(self) -> bool:
        """A claim once unseen changes only when money turns up."""
        if self.promise.status == Promise.Status.UNSEEN:
            return self.outcome in (Outcome.KEPT, Outcome.PARTLY_KEPT, Outcome.UNCLEAR)
        return self.outcome not in (Outcome.NOT_YET, self.promise.status)


@dataclass(frozen=True)
class JudgeReport:
    """How many promises by new outcome, and whose they are."""

    outcomes: dict[str, int] = field(default_factory=dict)
    debtor_ids: frozenset[int] = frozenset()


def plan_judgements(*, as_of: datetime, debtor_ids: Iterable[int] | None = None) -> list[JudgedPromise]:
    """What judging would say now; writes nothing. At most thirteen queries for each thousand debtors."""
    listed = debtors_to_judge(as_of=as_of) if debtor_ids is None else sorted(set(debtor_ids))
    return [judged for chunk in _chunks(listed) for judged in _plan_chunk(chunk, as_of=as_of)]


def judge_promises(*, as_of: datetime, debtor_ids: Iterable[int] | None = None) -> JudgeReport:
    """Judge all undecided promises and unseen claims (of the debtors) and book what came of them.

    A transaction for each thousand debtors. A promise that somebody else decided in the meantime is left alone.
    """
    listed = debtors_to_judge(as_of=as_of) if debtor_ids is None else sorted(set(debtor_ids))
    news = [judged for chunk in _chunks(listed) for judged in _judge_chunk(chunk, as_of=as_of)]
    return JudgeReport(
        outcomes=dict(Counter(outcome.value for outcome, _ in news)),
        debtor_ids=frozenset(debtor_id for _, debtor_id in news),
    )


@transaction.atomic
def _judge_chunk(debtor_ids: Sequence[int], *, as_of: datetime) -> list[tuple[Outcome, int]]:
    """New outcomes with their debtors."""
    planned = _plan_chunk(debtor_ids, as_of=as_of)
    written = _write(planned, as_of=as_of) if planned else frozenset()
    news = [judged for judged in planned if judged.is_news and judged.promise.pk in written]
    if news:
        record_events([_event(judged) for judged in news], as_of=as_of)
        _follow_reviews(news, as_of=as_of)
        look_again({judged.promise.debtor_id for judged in news})
    return [(judged.outcome, judged.promise.debtor_id) for judged in news]


def _plan_chunk(debtor_ids: Sequence[int], *, as_of: datetime) -> list[JudgedPromise]:
    judged = [(row, judge(row.facts)) for row in rows_to_judge(debtor_ids, as_of=as_of)]
    short = [(row, judgement) for row, judgement in judged if judgement.outcome in SHORTFALLS]
    near = _unmatched_near(short, as_of=as_of) if short else {}
    return [_result(row, judgement, near.get(row.promise.pk)) for row, judgement in judged]


def _result(row: JudgedRow, judgement: Judgement, near: Decimal | None) -> JudgedPromise:
    if near is not None and judgement.outcome in SHORTFALLS:
        reason = f"An unmatched payment of {near} {row.promise.currency} could be it."
        judgement = replace(judgement, outcome=Outcome.UNCLEAR, reason=reason)
    return JudgedPromise(row.promise, judgement.outcome, judgement.reason, judgement.paid, judgement.missing)


def _unmatched_near(short: Sequence[tuple[JudgedRow, Judgement]], *, as_of: datetime) -> dict[int, Decimal]:
    """By promise the unmatched payment to its creditor that lies nearest to what is missing. One query."""
    slack = [max(row.facts.tolerance, judgement.missing * NEAR) for row, judgement in short]
    columns: list[list[Any]] = [
        [row.promise.pk for row, _ in short],
        [row.promise.case.creditor_id for row, _ in short],
        [row.promise.currency for row, _ in short],
        [row.since for row, _ in short],
        [judgement.missing for _, judgement in short],
        slack,
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT ON (wanted.promise_id) wanted.promise_id, bank.unallocated_amount
            FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::date[], %s::numeric[], %s::numeric[])
                AS wanted(promise_id, creditor_id, currency, since, missing, slack)
            JOIN customers_banktransaction bank
                ON bank.state = 'unmatched' AND bank.debtor_id IS NULL AND bank.currency = wanted.currency
                AND bank.booked_on >= wanted.since AND bank.known_at <= %s AND bank.unallocated_amount > 0
                AND abs(bank.unallocated_amount - wanted.missing) <= wanted.slack
            JOIN customers_ledgersource source
                ON source.id = bank.source_id AND source.creditor_id = wanted.creditor_id
            ORDER BY wanted.promise_id, abs(bank.unallocated_amount - wanted.missing), bank.id
            """,
            [*columns, as_of],
        )
        return dict(cursor.fetchall())


def _write(planned: Sequence[JudgedPromise], *, as_of: datetime) -> frozenset[int]:
    """Compare-and-set on the status that was judged; the part paid so far is kept up for open ones too. One query."""
    changed = [judged for judged in planned if judged.is_news or judged.paid != judged.promise.paid_amount]
    columns: list[list[Any]] = [
        [judged.promise.pk for judged in changed],
        [judged.promise.status for judged in changed],
        [judged.outcome.value if judged.is_news else judged.promise.status for judged in changed],
        [judged.paid for judged in changed],
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE dunning_promise AS promise
            SET status = judged.now, paid_amount = judged.paid,
                judged_at = CASE WHEN judged.now = judged.was THEN promise.judged_at ELSE %s END
            FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::numeric[]) AS judged(id, was, now, paid)
            WHERE promise.id = judged.id AND promise.status = judged.was
            RETURNING promise.id
            """,
            [as_of, *columns],
        )
        return frozenset(row[0] for row in cursor.fetchall())


def _event(judged: JudgedPromise) -> EventRow:
    promise = judged.promise
    data = {"paid": str(judged.paid), "missing": str(judged.missing), "currency": promise.currency}
    name = f"{promise.kind}.{judged.outcome}"
    return EventRow(name, "promise", promise.pk, promise.debtor_id, judged.reason, data)


def _follow_reviews(news: Sequence[JudgedPromise], *, as_of: datetime) -> None:
    _close_answered(news, as_of=as_of)
    for judged in news:
        if judged.outcome is Outcome.UNCLEAR:
            _ask_about(judged, "unclear_promise", why=judged.reason, as_of=as_of)
    broken = [j for j in news if j.outcome is Outcome.BROKEN and j.promise.kind == Promise.Kind.PROMISE]
    counts = _broken_before([judged.promise.debtor_id for judged in broken], as_of=as_of) if broken else {}
    for judged in broken:
        count = counts.get(judged.promise.debtor_id, 0)
        if count > 1:
            days = judged.promise.case.policy.broken_promise_window_days
            _ask_about(judged, "promise", why=f"{count} promises broken within {days} days.", as_of=as_of)


def _close_answered(news: Sequence[JudgedPromise], *, as_of: datetime) -> None:
    """Money that came, or a decision on an unclear one, answers what a person was asked."""
    settled = [j.promise.pk for j in news if j.outcome in (Outcome.KEPT, Outcome.LAPSED)]
    decided = [j.promise.pk for j in news if j.promise.status == Promise.Status.UNCLEAR]
    asked = Review.objects.filter(closed_at__isnull=True)
    if settled:
        close_reviews(asked.filter(promise_id__in=settled), outcome="answered_by_money", as_of=as_of)
    if decided:
        unclear = asked.filter(promise_id__in=decided, kind=Review.Kind.UNCLEAR_PROMISE)
        close_reviews(unclear, outcome="decided", as_of=as_of)


def _ask_about(judged: JudgedPromise, kind: str, *, why: str, as_of: datetime) -> None:
    case = judged.promise.case
    deadline = business_deadline(case.policy.reply_deadline_days, case=case, as_of=as_of)
    open_review(kind, why=why, subject=judged.promise, case=case, deadline=deadline, as_of=as_of)


def _broken_before(debtor_ids: Sequence[int], *, as_of: datetime) -> dict[int, int]:
    """Broken promises by debtor within its policy's window, those just judged included. One query a window length."""
    windows: dict[int, set[int]] = {}
    rows = Promise.objects.filter(debtor_id__in=debtor_ids, status=Promise.Status.BROKEN, kind=Promise.Kind.PROMISE)
    for debtor_id, days in rows.values_list("debtor_id", "case__policy__broken_promise_window_days"):
        windows.setdefault(days, set()).add(debtor_id)
    counts: dict[int, int] = {}
    for days, debtors in windows.items():
        since = rows.filter(debtor_id__in=debtors, judged_at__gte=as_of - timedelta(days=days))
        counts |= dict(since.order_by().values_list("debtor_id").annotate(Count("pk")))
    return counts


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
