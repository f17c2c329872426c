"""What a change of the ledger means for promises, drafts, reviews and cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from customers.models import BankTransaction, Invoice
from customers.models.invoice import InvoiceQuerySet
from dunning.models import Review
from dunning.services.disputes.disputes import resolve_settled_disputes
from dunning.services.disputes.expected_credits import settle_credits
from dunning.services.escalations.escalations import close_moot_escalations
from dunning.services.money.returned import ask_about_returned_payments, reopen_promises
from dunning.services.money.short_payments import write_off_rests
from dunning.services.outbox.outreach import supersede_messages
from dunning.services.outbox.thanks import queue_payment_thanks, thanks_still_true
from dunning.services.promises.arrangements import check_arrangements
from dunning.services.promises.judging import judge_promises
from dunning.services.reviews.reviews import close_reviews

CHUNK = 1000
# What a person was asked only because something was overdue.
ANSWERED_BY_MONEY = (
    Review.Kind.ATTEMPTS,
    Review.Kind.CADENCE_END,
    Review.Kind.WRITE_OFF,
    Review.Kind.APPLY_CREDIT,
    Review.Kind.OPENING_BALANCE,
    Review.Kind.NO_CONTACT,
    Review.Kind.EXTENSION,
    Review.Kind.REFUSAL,
    Review.Kind.PROMISE,
    Review.Kind.CLAIM,
    Review.Kind.UNCLEAR_PROMISE,
    Review.Kind.ARRANGEMENT,
    Review.Kind.ESCALATION,
)


def follow_payments(debtor_ids: Iterable[int], *, as_of: datetime) -> None:
    """Book what moved money means for these debtors, after any change of what they owe; calling it twice is safe.

    Promises are judged early, drafts superseded, reviews that money answers closed, thanks queued where the rung
    allows, and the round looks again. A rest within tolerance is written off where the policy allows; what is above it
    is the round's to ask for.
    """
    listed = sorted(set(debtor_ids))
    for start in range(0, len(listed), CHUNK):
        _follow_chunk(listed[start : start + CHUNK], as_of=as_of)


@transaction.atomic
def _follow_chunk(debtor_ids: Sequence[int], *, as_of: datetime) -> None:
    write_off_rests(debtor_ids, as_of=as_of)
    judge_promises(as_of=as_of, debtor_ids=debtor_ids)
    reopen_promises(debtor_ids, as_of=as_of)
    check_arrangements(as_of=as_of, debtor_ids=debtor_ids)
    resolve_settled_disputes(debtor_ids, as_of=as_of)
    settle_credits(debtor_ids, as_of=as_of)
    kept = thanks_still_true(debtor_ids)
    supersede_messages(debtor_ids, why="What the debtor owes has changed.", as_of=as_of, except_ids=kept)
    ask_about_returned_payments(debtor_ids, as_of=as_of)
    _close_answered_reviews(debtor_ids, as_of=as_of)
    close_moot_escalations(_debtors_with_nothing_overdue(debtor_ids, as_of=as_of), as_of=as_of)
    queue_payment_thanks(debtor_ids, as_of=as_of)


def _close_answered_reviews(debtor_ids: Sequence[int], *, as_of: datetime) -> None:
    rows = Review.objects.filter(closed_at__isnull=True)
    overdue = _overdue(as_of).filter(
        debtor_id=OuterRef("case__debtor_id"), source__creditor_id=OuterRef("case__creditor_id")
    )
    asked = rows.filter(kind__in=ANSWERED_BY_MONEY, case__debtor_id__in=debtor_ids).filter(~Exists(overdue))
    close_reviews(asked, outcome="answered_by_money", as_of=as_of)
    place = Q(transaction__debtor_id__in=debtor_ids) | Q(transaction__allocations__invoice__debtor_id__in=debtor_ids)
    matched = Review.objects.filter(place, closed_at__isnull=True, kind=Review.Kind.UNMATCHED_PAYMENT)
    matched = matched.exclude(transaction__state=BankTransaction.State.UNMATCHED)
    # Locking rows takes a query without the join's doubles.
    close_reviews(rows.filter(pk__in=matched.values("pk")), outcome="matched", as_of=as_of)


def _debtors_with_nothing_overdue(debtor_ids: Sequence[int], *, as_of: datetime) -> set[int]:
    owing = _overdue(as_of).filter(debtor_id__in=debtor_ids)
    return set(debtor_ids) - set(owing.values_list("debtor_id", flat=True))


def _overdue(as_of: datetime) -> InvoiceQuerySet:
    return Invoice.objects.overdue(as_of.date())
