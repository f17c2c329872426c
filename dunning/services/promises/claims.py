"""Putting a claimed payment before a person, beside unmatched money near its amount."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db.models import F, QuerySet
from django.db.models.functions import Abs

from customers.models import BankTransaction
from dunning.local_days import business_deadline
from dunning.models import Case, Promise, Review
from dunning.promise_money import UNDER_WAY
from dunning.services.inbox.files import papers_of
from dunning.services.reviews.reviews import open_review

# Nearer than this share of the claimed amount: worth a look.
NEAR = Decimal("0.05")
SHOWN = 3


def ask_about_claim(promise: Promise, *, case: Case, again: bool, as_of: datetime) -> Review | None:
    """Open a Review for a claim that came with a remittance or proof, or is the second for the same invoices."""
    why = "Claimed a second time." if again else "It came with a remittance or proof." if _has_proof(promise) else ""
    if not why:
        return None
    deadline = business_deadline(case.policy.reply_deadline_days, case=case, as_of=as_of)
    why = f"{why} {_near_in_words(promise, as_of=as_of)}"
    return open_review(Review.Kind.CLAIM, why=why, subject=promise, case=case, deadline=deadline, as_of=as_of)


def unmatched_near(promise: Promise, *, as_of: datetime) -> QuerySet[BankTransaction]:
    """Unmatched payments in the claim's currency whose amount is near, nearest first."""
    wanted = promise.amount or sum((line.amount for line in promise.lines.all()), Decimal())
    rows = BankTransaction.objects.filter(
        source__creditor_id=promise.case.creditor_id,
        state=BankTransaction.State.UNMATCHED,
        currency=promise.currency,
        known_at__lte=as_of,
        booked_on__gte=min(promise.given_on, promise.promised_on or promise.given_on) - UNDER_WAY,
        unallocated_amount__range=(wanted * (1 - NEAR), wanted * (1 + NEAR)),
    )
    return rows.order_by(Abs(F("unallocated_amount") - wanted), "pk")


def _near_in_words(promise: Promise, *, as_of: datetime) -> str:
    found = [
        f"{row.unallocated_amount} {row.currency} from {row.payer_name or 'an unknown payer'} on {row.booked_on}"
        for row in unmatched_near(promise, as_of=as_of)[:SHOWN]
    ]
    return f"Unmatched and near it: {'; '.join(found)}." if found else "No unmatched payment is near it."


def _has_proof(promise: Promise) -> bool:
    return promise.mail is not None and bool(papers_of(promise.mail))
