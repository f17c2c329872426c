"""A booking of bank money turned round with all that it had led to, whoever had made it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from customers.models import Allocation, BankTransaction
from customers.services.learned_payers import learn_payers, unlearn_payers
from customers.services.ledger import bump_ledger_versions
from customers.services.returns import take_back_return
from customers.services.reversals import reverse_allocations, unreversed
from dunning.models import Review
from dunning.services.cases.cases import reopen_cases
from dunning.services.disputes.disputes import reopen_disputes
from dunning.services.escalations.escalations import reopen_escalations
from dunning.services.money.cash import follow_payments
from dunning.services.money.returned import reopen_unbacked_promises
from dunning.services.promises.arrangements import reopen_arrangements
from dunning.services.promises.judging import judge_promises
from dunning.services.reviews.reviews import close_review, reopen_reviews

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ByInstant = Mapping[datetime, Sequence[int]]


@dataclass(frozen=True)
class Ended:
    """What a booking ended on accounts: keys, where it matters by the instant at which they ended."""

    reviews: ByInstant = field(default_factory=dict)
    disputes: ByInstant = field(default_factory=dict)
    escalations: Sequence[int] = ()
    arrangements: Sequence[int] = ()


@dataclass(frozen=True)
class Booked:
    """A booking: the allocations that it made, how the payment stood before, what it taught and what it ended.

    `had_taught`: what stood before it was counted for the payer; `has_taught`: it was itself.
    """

    at: datetime
    rows: tuple[int, ...]
    was_state: str
    was_debtor_id: int | None
    had_taught: bool
    has_taught: bool
    debtor_ids: tuple[int, ...]
    ended: Ended


def walk_back(payment: BankTransaction, booked: Booked, *, by: User, as_of: datetime) -> None:
    """In the caller's transaction, with the payment locked; it is loaded anew at the end."""
    if booked.has_taught:
        unlearn_payers([payment.pk], as_of=as_of)
    went_back = payment.returns_id is not None
    if went_back:
        take_back_return(transaction_id=payment.pk, by=by, as_of=as_of)
    rows = unreversed(list(Allocation.objects.filter(pk__in=booked.rows)))
    if rows:
        ids = [row.pk for row in rows]
        reverse_allocations(allocation_ids=ids, reason="Undone by hand", by=by, as_of=as_of)
    _stand_as_before(payment, booked)
    bump_ledger_versions(booked.debtor_ids)
    if booked.had_taught:
        learn_payers([payment.pk], as_of=as_of)
    if went_back:
        kind = Review.Kind.RETURNED_PAYMENT
        close_review(payment, kind=kind, outcome=Review.UNDONE, by=by, as_of=as_of)
    _reopen(booked, payment, by=by, as_of=as_of)
    payment.refresh_from_db()


def _stand_as_before(payment: BankTransaction, booked: Booked) -> None:
    """Money that waits again waits for a person: matching would only book it once more."""
    stands = {"state": booked.was_state, "debtor_id": booked.was_debtor_id}
    if booked.was_state == BankTransaction.State.UNMATCHED:
        stands["doubt"] = BankTransaction.TAKEN_BACK
    BankTransaction.objects.filter(pk=payment.pk).update(**stands)


def _reopen(booked: Booked, payment: BankTransaction, *, by: User, as_of: datetime) -> None:
    """In the order in which the money had ended them, turned round; then the accounts are judged as they stand now."""
    ended, debtor_ids = booked.ended, booked.debtor_ids
    reopen_cases(debtor_ids, closed_since=booked.at, by=by, as_of=as_of)
    for instant, dispute_ids in ended.disputes.items():
        reopen_disputes(dispute_ids, ended_at=instant, by=by, as_of=as_of)
    reopen_escalations(ended.escalations, by=by, as_of=as_of)
    reopen_arrangements(ended.arrangements, by=by, as_of=as_of)
    for instant, review_ids in ended.reviews.items():
        reopen_reviews(review_ids, closed_at=instant, by=by, as_of=as_of)
    _ask_again(payment, booked, by=by, as_of=as_of)
    reopen_unbacked_promises(debtor_ids, currency=payment.currency, since=booked.at, as_of=as_of)
    follow_payments(debtor_ids, as_of=as_of)
    judge_promises(as_of=as_of, debtor_ids=debtor_ids)


def _ask_again(payment: BankTransaction, booked: Booked, *, by: User, as_of: datetime) -> None:
    """The review of the payment itself that the booking had answered."""
    asked = Review.objects.filter(transaction=payment, kind=Review.Kind.UNMATCHED_PAYMENT, closed_at__gte=booked.at)
    for review_id, closed_at in asked.order_by("-closed_at").values_list("pk", "closed_at")[:1]:
        assert closed_at is not None
        reopen_reviews([review_id], closed_at=closed_at, by=by, as_of=as_of)
