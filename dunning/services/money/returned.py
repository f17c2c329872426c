"""Money that went back: the promise that it had kept is open again, and a person looks before any mail leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from audit.recording import EventRow, record_events
from customers.models import Allocation, BankTransaction, Customer
from dunning.judging import Outcome, judge
from dunning.local_days import business_deadline
from dunning.models import Promise, Review
from dunning.services.cases.cases import open_case
from dunning.services.money.counted import MONEY
from dunning.services.promises.facts import rows_of, with_rules
from dunning.services.reviews.reviews import open_review

# How far back a reversal or a return is looked for: follow-ups run within minutes, the rest is for long outages.
RECENT = timedelta(days=14)


def reopen_promises(debtor_ids: Iterable[int], *, as_of: datetime) -> int:
    """Open kept promises of the debtors again whose money was reversed lately. Returns how many; one query for none."""
    reversed_on = Allocation.objects.filter(
        invoice__debtor_id__in=list(debtor_ids),
        reverses__isnull=False,
        origin__in=MONEY,
        known_at__range=(as_of - RECENT, as_of),
    )
    places = list(reversed_on.values_list("invoice_id", "invoice__debtor_id", "invoice__currency").distinct())
    if not places:
        return 0
    touched = Q(lines__invoice_id__in=[invoice_id for invoice_id, _, _ in places])
    for _, debtor_id, currency in places:
        touched |= Q(lines__isnull=True, debtor_id=debtor_id, currency=currency)
    settled = Promise.objects.filter(touched, status__in=(Promise.Status.KEPT, Promise.Status.PARTLY_KEPT))
    return _reopen(with_rules(settled.distinct()), as_of=as_of)


def reopen_unbacked_promises(debtor_ids: Iterable[int], *, currency: str, since: datetime, as_of: datetime) -> int:
    """The same for money that is the debtor's no more: promises without invoices had counted it.

    Those judged at `since`, when it became the debtor's, or later.
    """
    settled = Promise.objects.filter(
        debtor_id__in=list(debtor_ids),
        currency=currency,
        lines__isnull=True,
        status__in=(Promise.Status.KEPT, Promise.Status.PARTLY_KEPT),
        judged_at__gte=since,
    )
    return _reopen(with_rules(settled), as_of=as_of)


def ask_about_returned_payments(debtor_ids: Sequence[int], *, as_of: datetime) -> int:
    """Open a Review, which stops the case, for each payment that came back lately. One query for none."""
    returned = BankTransaction.objects.filter(
        Q(debtor_id__in=debtor_ids)
        | Q(returns__debtor_id__in=debtor_ids)
        | Q(returns__allocations__invoice__debtor_id__in=debtor_ids),
        returns__isnull=False,
        known_at__range=(as_of - RECENT, as_of),
    )
    asked = Review.objects.filter(transaction=OuterRef("pk"), kind=Review.Kind.RETURNED_PAYMENT)
    returned = returned.exclude(Exists(asked.exclude(outcome=Review.UNDONE)))
    found = list(returned.select_related("returns", "source").distinct())
    for transaction in found:
        _ask(transaction, as_of=as_of)
    return len(found)


def _reopen(promises: Sequence[Promise], *, as_of: datetime) -> int:
    judged = [(row.promise, judge(row.facts)) for row in rows_of(promises, as_of=as_of)]
    short = [promise for promise, now in judged if now.outcome is not Outcome.KEPT and now.paid < promise.paid_amount]
    Promise.objects.filter(pk__in=[promise.pk for promise in short]).update(status=Promise.Status.OPEN, judged_at=None)
    reason = "The money that kept it was reversed."
    events = [
        EventRow(f"{promise.kind}.reopened", "promise", promise.pk, promise.debtor_id, reason) for promise in short
    ]
    record_events(events, as_of=as_of)
    return len(short)


def _ask(transaction: BankTransaction, *, as_of: datetime) -> None:
    debtor = _debtor_of(transaction)
    if debtor is None:
        return
    case = open_case(creditor_id=transaction.source.creditor_id, debtor_id=debtor.pk, as_of=as_of)
    why = f"A payment of {-transaction.amount} {transaction.currency} came back on {transaction.booked_on}."
    deadline = business_deadline(case.policy.reply_deadline_days, case=case, as_of=as_of)
    kind = Review.Kind.RETURNED_PAYMENT
    open_review(kind, why=why, subject=transaction, case=case, deadline=deadline, as_of=as_of)


def _debtor_of(transaction: BankTransaction) -> Customer | None:
    """Whose payment it was: the bank row's debtor, else the one whose invoices it had paid."""
    original = transaction.returns
    if transaction.debtor or original is None:
        return transaction.debtor
    paid = original.allocations.select_related("invoice__debtor").first()
    return original.debtor or (paid.invoice.debtor if paid else None)
