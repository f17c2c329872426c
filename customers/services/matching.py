"""Unmatched bank money: asked of the pure matcher, booked where it is sure, left to a person where not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import TextIO

from django.db import transaction
from django.db.models import Q, QuerySet

from customers.matching.deciding import decide
from customers.matching.directory import Directory
from customers.matching.items import AdvisedLine, Payment
from customers.matching.open_ledger import OpenLedger
from customers.matching.posting import take
from customers.models import BankTransaction, LedgerSource, RemittanceLine
from customers.services.advice_matching import attach_advices
from customers.services.match_booking import Answer, book_answers
from customers.services.match_items import ledger_for, open_items_of
from customers.services.match_parties import directory_of
from customers.services.match_returns import match_returns
from customers.services.standing_allocations import write_allocations

# Payments decided and booked together.
CHUNK = 5000
# What was left for these reasons stays with a person: that other payments took one of the ways does not make the other
# one right, and what a person took back is not booked again by itself.
STAYS = ("two_ways", "paid_or_other", BankTransaction.TAKEN_BACK)


@dataclass
class MatchReport:
    """`codes` counts why; `debtor_ids` are those whose accounts changed, returns counted apart."""

    looked_at: int = 0
    matched: int = 0
    on_account: int = 0
    unrelated: int = 0
    returned: int = 0
    left: int = 0
    codes: Counter[str] = field(default_factory=Counter)
    debtor_ids: set[int] = field(default_factory=set)


def match_payments(
    *,
    as_of: datetime,
    dry_run: bool = False,
    transaction_ids: Collection[int] | None = None,
    export: TextIO | None = None,
) -> MatchReport:
    """Match what is unmatched and known at `as_of`, a creditor after the other, each in one transaction.

    `export` takes every allocation of bank money that then stands, as CSV; of a dry run those that would.
    """
    report = MatchReport()
    creditors = LedgerSource.objects.order_by("creditor_id").values_list("creditor_id", flat=True).distinct()
    for place, creditor_id in enumerate(creditors):
        with transaction.atomic():
            _match_creditor(creditor_id, report, as_of=as_of, transaction_ids=transaction_ids)
            if export:
                write_allocations(export, creditor_id=creditor_id, header=not place)
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
    attach_advices(sources, as_of=as_of)
    _match_incoming(waiting.filter(amount__gt=0).exclude(doubt__in=STAYS), creditor_id, sources, report, as_of=as_of)
    # After the payments: one that came and went in the same file is there to be reversed.
    back = waiting.filter(amount__lt=0).exclude(doubt__in=STAYS)
    returned = list(back.order_by("booked_on", "pk"))
    report.looked_at += len(returned)
    touched = match_returns(returned, source_ids=sources, as_of=as_of)
    report.returned += len(touched)
    report.left += len(returned) - len(touched)
    report.debtor_ids |= {debtor for debtors in touched.values() for debtor in debtors}


def _match_incoming(
    waiting: QuerySet[BankTransaction],
    creditor_id: int,
    sources: Sequence[int],
    report: MatchReport,
    *,
    as_of: datetime,
) -> None:
    """In the order in which money came; what was left for want of evidence once more, with what was learned since."""
    if not waiting.exists():
        return
    run = OpenLedger(size=open_items_of(creditor_id, as_of=as_of))
    directory = directory_of(creditor_id)
    again: list[int] = []
    before = report.matched
    for rows in _chunks(waiting):
        answers = _answers(rows, directory, sources, run)
        report.looked_at += len(answers)
        left = [answer for answer in answers if not answer.decision.applied]
        again += [answer.row.pk for answer in left if answer.decision.code not in STAYS]
        _book(answers, report, as_of=as_of)
    if report.matched == before:
        # Nothing was taken and nobody became known: the same question has the same answer.
        return
    report.left -= len(again)
    for rows in _chunks(waiting.filter(pk__in=again)) if again else ():
        _book(_answers(rows, directory, sources, run), report, as_of=as_of)


def _book(answers: Sequence[Answer], report: MatchReport, *, as_of: datetime) -> None:
    report.debtor_ids |= book_answers(answers, as_of=as_of)
    for answer in answers:
        decision = answer.decision
        if not decision.applied or decision.best is None:
            report.left += 1
        elif decision.best.lines:
            report.matched += 1
        elif decision.best.code == "unrelated":
            report.unrelated += 1
        else:
            report.on_account += 1
        report.codes[decision.code] += 1


def _chunks(waiting: QuerySet[BankTransaction]) -> Iterator[list[BankTransaction]]:
    """Oldest first; rows that another run holds are left to it."""
    last: tuple | None = None
    while True:
        rows = waiting.select_for_update(skip_locked=True, of=("self",)).order_by("booked_on", "pk")
        if last:
            rows = rows.filter(Q(booked_on__gt=last[0]) | Q(booked_on=last[0], pk__gt=last[1]))
        chunk = list(rows[:CHUNK])
        if not chunk:
            return
        last = (chunk[-1].booked_on, chunk[-1].pk)
        yield chunk


def _answers(
    rows: Sequence[BankTransaction], directory: Directory, sources: Sequence[int], run: OpenLedger
) -> list[Answer]:
    advised = _advised(rows)
    asked = {row.pk: _payment(row, advised.get(row.pk, ())) for row in rows}
    ledger = ledger_for(list(asked.values()), directory, source_ids=sources, run=run)
    answers = []
    for row in rows:
        payment = asked[row.pk]
        decision = decide(payment, ledger, directory)
        if decision.applied:
            take(decision, payment, ledger, directory)
        answers.append(Answer(row, decision))
    return answers


def _payment(row: BankTransaction, advised: tuple[AdvisedLine, ...]) -> Payment:
    named = "\n".join(line.document for line in advised)
    return Payment(
        amount=_hundredths(row.unallocated_amount),
        currency=row.currency,
        booked_on=row.booked_on,
        payer_name=row.payer_name,
        payer_account=row.payer_account,
        text=f"{row.reference}\n{named}" if named else row.reference,
        method=row.method,
        # Once left with a doubt, the debtor may be our own guess of then, which is no evidence now.
        customer_id=None if row.doubt else row.debtor_id,
        advised=advised,
        order=row.pk,
    )


def _advised(rows: Sequence[BankTransaction]) -> dict[int, tuple[AdvisedLine, ...]]:
    """What remittance advices say of these payments."""
    found: dict[int, tuple[AdvisedLine, ...]] = {}
    lines = RemittanceLine.objects.filter(advice__transaction__in=[row.pk for row in rows]).order_by("pk")
    for line in lines.select_related("advice"):
        amount = None if line.amount is None else _hundredths(line.amount)
        made = AdvisedLine(line.document, amount, _hundredths(line.deduction))
        key = line.advice.transaction_id or 0
        found[key] = (*found.get(key, ()), made)
    return found


def _hundredths(amount: Decimal) -> int:
    return int(amount * 100)
