"""What the matcher decided, as rows: allocations, money on account, nobody's money, proposals for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection

from audit.recording import EventRow, record_events
from customers.matching.confidence import confidence
from customers.matching.deciding import Decision
from customers.matching.explanation import Explanation
from customers.matching.posting import NAMED
from customers.models import Allocation, AutomaticBooking, BankTransaction, Invoice, MatchProposal
from customers.services.allocation import AllocationLine, PaymentOrder, allocate_payments
from customers.services.learned_payers import learn_payers
from customers.services.ledger import bump_ledger_versions
from customers.services.reversals import book_reversals, unreversed

ERP_TAKEN_BACK = "Now seen at the bank"


@dataclass(frozen=True)
class Answer:
    row: BankTransaction
    decision: Decision


def book_answers(answers: Sequence[Answer], *, as_of: datetime) -> set[int]:
    """All in the caller's transaction, in a fixed number of queries. Returns the debtors whose accounts changed."""
    for answer in answers:
        if answer.decision.code == "erp_paid" and answer.decision.best:
            _take_back_erp(answer.decision.best.lines[0][0], as_of=as_of)
    settled = [answer for answer in answers if answer.decision.applied and answer.decision.best]
    orders = [_order(answer) for answer in settled if answer.decision.best and answer.decision.best.lines]
    rows = allocate_payments(orders, as_of=as_of) if orders else []
    _remember(settled, as_of=as_of)
    paid = {row.debtor_id for row in Invoice.objects.filter(pk__in={row.invoice_id for row in rows}).only("debtor_id")}
    kept = _keep(answers, as_of=as_of)
    _propose(answers)
    learn_payers([answer.row.pk for answer in settled if answer.decision.code in NAMED], as_of=as_of)
    return kept | paid


def _order(answer: Answer) -> PaymentOrder:
    best = answer.decision.best
    assert best is not None
    lines = tuple(
        AllocationLine(pk, Decimal(amount) / 100, Allocation.Kind.INVOICE if kind == "credit_note" else kind)
        for pk, amount, kind in best.lines
    )
    return PaymentOrder(answer.row.pk, lines, best.customer_id, answer.decision.why)


def _remember(settled: Iterable[Answer], *, as_of: datetime) -> None:
    """Before the rows in hand change, for who takes it back."""
    made = []
    for answer in settled:
        best, second = answer.decision.best, answer.decision.second
        if best:
            made.append(
                AutomaticBooking(
                    transaction=answer.row,
                    code=answer.decision.code,
                    why=answer.decision.why,
                    confidence=confidence(best, among=[each for each in (best, second) if each]),
                    was_debtor_id=answer.row.debtor_id,
                    booked_at=as_of,
                )
            )
    AutomaticBooking.objects.bulk_create(made, batch_size=1000)


def _keep(answers: Iterable[Answer], *, as_of: datetime) -> set[int]:
    """Money without invoices: on account, nobody's, or waiting; a known payer's counts as its own meanwhile."""
    changed, events = [], []
    debtors: set[int] = set()
    for answer in answers:
        row, decision = answer.row, answer.decision
        best = decision.best if decision.applied else None
        if best and best.lines:
            continue
        state, debtor_id = row.state, decision.payer_id or row.debtor_id
        if best:
            is_unrelated = best.code == "unrelated"
            state = BankTransaction.State.UNRELATED if is_unrelated else BankTransaction.State.ON_ACCOUNT
            debtor_id = None if is_unrelated else best.customer_id
            event = "payment.unrelated" if is_unrelated else "payment.put_on_account"
            events.append(EventRow(event, "banktransaction", row.pk, debtor_id, decision.why, {}))
        doubt = "" if best else decision.code
        if (row.debtor_id, row.state, row.doubt) != (debtor_id, state, doubt):
            debtors |= {pk for pk in (row.debtor_id, debtor_id) if pk} if row.debtor_id != debtor_id or best else set()
            row.debtor_id, row.state, row.doubt = debtor_id, state, doubt
            changed.append(row)
    _save(changed)
    bump_ledger_versions(debtors)
    record_events(events, as_of=as_of, actor="system")
    return debtors


def _save(changed: Sequence[BankTransaction]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE customers_banktransaction AS payment "
            "SET debtor_id = known.debtor, state = known.state, doubt = known.doubt "
            "FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[]) AS known (id, debtor, state, doubt) "
            "WHERE payment.id = known.id",
            [
                [row.pk for row in changed],
                [row.debtor_id for row in changed],
                [str(row.state) for row in changed],
                [row.doubt for row in changed],
            ],
        )


def _propose(answers: Sequence[Answer]) -> None:
    """The two best explanations of what is left; those of earlier runs go."""
    MatchProposal.objects.filter(transaction__in=[answer.row.pk for answer in answers]).delete()
    made = []
    for answer in answers:
        if answer.decision.applied:
            continue
        shown = [each for each in (answer.decision.best, answer.decision.second) if each]
        made += [_proposal(answer.row, rank, each, shown) for rank, each in enumerate(shown, 1)]
    MatchProposal.objects.bulk_create(made, batch_size=1000)


def _proposal(row: BankTransaction, rank: int, each: Explanation, shown: Sequence[Explanation]) -> MatchProposal:
    return MatchProposal(
        transaction=row,
        rank=rank,
        code=each.code,
        why=" ".join(each.reasons),
        lines=[[pk, f"{Decimal(amount) / 100:.2f}", kind] for pk, amount, kind in each.lines],
        rest=Decimal(each.rest) / 100,
        customer_id=each.customer_id,
        confidence=confidence(each, among=shown),
    )


def _take_back_erp(invoice_id: int, *, as_of: datetime) -> None:
    """The bank's own booking takes the place of the ERP's word for the same money."""
    rows = Allocation.objects.filter(invoice_id=invoice_id, origin=Allocation.Origin.ERP)
    booked = [row for row in unreversed(list(rows)) if row.kind == Allocation.Kind.INVOICE]
    book_reversals(booked, reason=ERP_TAKEN_BACK, as_of=as_of, by=None)
