"""Unmatched bank money: asked of the pure rules, booked where they are sure, left to a person where not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from customers.matching import Proposal, propose
from customers.models import Allocation, BankTransaction, LedgerSource
from customers.services.allocation import AllocationLine, PaymentOrder, allocate_payments
from customers.services.ledger import bump_ledger_versions
from customers.services.match_candidates import Candidates, candidates_for, open_items_of
from customers.services.match_returns import match_returns
from customers.services.reversals import book_reversals, unreversed

CHUNK = 2000


@dataclass
class MatchReport:
    """`codes` counts outcomes by the rule that answered; `debtor_ids` are those whose account changed."""

    looked_at: int = 0
    matched: int = 0
    on_account: int = 0
    returned: int = 0
    left: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    debtor_ids: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class Answer:
    payment: BankTransaction
    proposal: Proposal


def match_payments(
    *, as_of: datetime, dry_run: bool = False, transaction_ids: Collection[int] | None = None
) -> MatchReport:
    """Match what is unmatched and known at `as_of`, a creditor after the other, each in one transaction."""
    report = MatchReport()
    for creditor_id in LedgerSource.objects.order_by("creditor_id").values_list("creditor_id", flat=True).distinct():
        with transaction.atomic():
            _match_creditor(creditor_id, report, as_of=as_of, transaction_ids=transaction_ids)
            if dry_run:
                transaction.set_rollback(True)
    return report


def _match_creditor(
    creditor_id: int, report: MatchReport, *, as_of: datetime, transaction_ids: Collection[int] | None
) -> None:
    sources = list(LedgerSource.objects.filter(creditor_id=creditor_id).values_list("pk", flat=True))
    waiting = BankTransaction.objects.filter(
        source_id__in=sources, state=BankTransaction.State.UNMATCHED, known_at__lte=as_of
    )
    if transaction_ids is not None:
        waiting = waiting.filter(pk__in=transaction_ids)
    if not waiting.exists():
        return
    open_items_of(creditor_id, as_of=as_of)
    room: dict[int, Decimal] = {}
    for payments in _chunks(waiting.filter(amount__gt=0)):
        found = candidates_for(payments, creditor_id=creditor_id, source_ids=sources, room=room)
        _book(_answers(payments, found), report, as_of=as_of)
    # After the payments: one that came and went in the same file is there to be reversed.
    returned = list(waiting.filter(amount__lt=0).order_by("booked_on", "pk"))
    report.looked_at += len(returned)
    touched = match_returns(returned, source_ids=sources, as_of=as_of)
    report.returned += len(touched)
    report.left += len(returned) - len(touched)
    report.debtor_ids |= {debtor for debtors in touched.values() for debtor in debtors}


def _chunks(waiting) -> Iterator[list[BankTransaction]]:  # type: ignore[no-untyped-def]
    """Oldest first; rows that another run holds are left to it."""
    last: tuple | None = None
    while True:
        rows = waiting.select_for_update(skip_locked=True).order_by("booked_on", "pk")
        if last:
            rows = rows.filter(Q(booked_on__gt=last[0]) | Q(booked_on=last[0], pk__gt=last[1]))
        chunk = list(rows[:CHUNK])
        if not chunk:
            return
        last = (chunk[-1].booked_on, chunk[-1].pk)
        yield chunk


def _answers(payments: Sequence[BankTransaction], found: Candidates) -> list[Answer]:
    answers = []
    for payment in payments:
        proposal = propose(found.question(payment))
        for line in proposal.lines:
            if proposal.replaces_erp is None:
                found.room[line.invoice_id] = _room(found, line.invoice_id) - line.amount
        answers.append(Answer(payment, proposal))
    return answers


def _room(found: Candidates, invoice_id: int) -> Decimal:
    if invoice_id not in found.room:
        groups = (found.by_key, found.by_debtor, found.by_amount)
        items = (item for group in groups for items in group.values() for item in items)
        found.room |= {item.invoice_id: item.open_amount for item in items if item.invoice_id not in found.room}
    return found.room[invoice_id]


def _book(answers: Sequence[Answer], report: MatchReport, *, as_of: datetime) -> None:
    for answer in answers:
        if answer.proposal.replaces_erp is not None:
            _take_back_erp(answer.proposal.replaces_erp, as_of=as_of)
    orders = [_order(answer) for answer in answers if answer.proposal.lines]
    rows = allocate_payments(orders, as_of=as_of) if orders else []
    kept = _keep_payers([answer for answer in answers if not answer.proposal.lines])
    report.looked_at += len(answers)
    report.matched += len(orders)
    report.on_account += sum(answer.proposal.on_account for answer in answers)
    report.left += sum(not answer.proposal.lines and not answer.proposal.on_account for answer in answers)
    report.codes.update(answer.proposal.code for answer in answers)
    report.debtor_ids |= kept | {
        row.invoice.debtor_id
        for row in Allocation.objects.filter(pk__in=[row.pk for row in rows]).select_related("invoice")
    }


def _order(answer: Answer) -> PaymentOrder:
    lines = tuple(AllocationLine(line.invoice_id, line.amount, line.kind) for line in answer.proposal.lines)
    return PaymentOrder(answer.payment.pk, lines, answer.proposal.debtor_id, answer.proposal.why)


def _keep_payers(answers: Sequence[Answer]) -> set[int]:
    """Money whose payer alone is certain counts on that account; a duplicate is done with, others ask a person."""
    changed = []
    for answer in answers:
        payment, proposal = answer.payment, answer.proposal
        state = BankTransaction.State.ON_ACCOUNT if proposal.on_account else payment.state
        if proposal.debtor_id and (payment.debtor_id, payment.state) != (proposal.debtor_id, state):
            payment.debtor_id, payment.state = proposal.debtor_id, state
            changed.append(payment)
    BankTransaction.objects.bulk_update(changed, ["debtor", "state"])
    debtors = {payment.debtor_id for payment in changed if payment.debtor_id}
    if debtors:
        bump_ledger_versions(debtors)
    return debtors


def _take_back_erp(invoice_id: int, *, as_of: datetime) -> None:
    """The bank's own booking takes the place of the ERP's word for the same money."""
    rows = Allocation.objects.filter(invoice_id=invoice_id, origin=Allocation.Origin.ERP)
    booked = [row for row in unreversed(list(rows)) if row.kind == Allocation.Kind.INVOICE]
    book_reversals(booked, reason="Now seen at the bank", as_of=as_of, by=None)
