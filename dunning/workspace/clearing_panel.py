"""All that a clerk needs to see of one waiting payment to decide what it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from customers.models import BankTransaction, Invoice, LearnedPayer, MatchProposal, RemittanceAdvice
from customers.services.allocation import AllocationLine
from dunning.workspace.likely_debtors import Beside, learned_payers, likely_items
from dunning.workspace.likely_originals import likely_originals
from dunning.workspace.waiting_money import doubt_words

# Kinds of the proposals' lines that the ledger books as money.
AS_MONEY = ("invoice", "credit_note")
KIND_WORDS = {"discount": _("discount"), "bank_fee": _("bank fee")}


@dataclass(frozen=True)
class ShownLine:
    """One line of a proposal. `settled`: the invoice cannot take it any more."""

    invoice: Invoice | None
    amount: Decimal
    kind: str
    settled: bool


@dataclass(frozen=True)
class ShownProposal:
    proposal: MatchProposal
    lines: tuple[ShownLine, ...]
    deed: str

    @property
    def percent(self) -> int:
        """How sure, of a hundred; never shown as certain."""
        return min(int(self.proposal.confidence * 100), 99)

    @property
    def bookable(self) -> bool:
        return bool(self.deed) and not any(line.settled for line in self.lines)


@dataclass(frozen=True)
class Panel:
    payment: BankTransaction
    proposals: tuple[ShownProposal, ...]
    advices: tuple[RemittanceAdvice, ...]
    learned: tuple[LearnedPayer, ...]
    beside: Beside
    # Whose account is offered first.
    account: int | None
    # Of a negative booking: the payments that it may have taken back.
    originals: tuple[BankTransaction, ...] = ()

    @property
    def doubt(self) -> str:
        return doubt_words(self.payment.doubt)


def panel_of(transaction_id: int) -> Panel | None:
    """None for a transaction that is not there. At most ten queries."""
    rows = BankTransaction.objects.select_related("source__creditor", "statement", "debtor", "returns")
    payment = rows.filter(pk=transaction_id).first()
    if payment is None:
        return None
    proposals = list(payment.proposals.select_related("customer__debtor").order_by("rank")[:2])
    ids = {line[0] for proposal in proposals for line in proposal.lines}
    invoices = Invoice.objects.select_related("customer", "debtor").in_bulk(ids)
    learned = learned_payers(payment)
    likely = _likely(payment, proposals, invoices, learned)
    return Panel(
        payment,
        tuple(_shown(proposal, invoices) for proposal in proposals),
        tuple(payment.advices.prefetch_related("lines")),
        tuple(learned),
        likely_items(payment, customer_ids=likely, named=ids),
        _account(payment, proposals, invoices),
        tuple(likely_originals(payment)),
    )


def proposals_of(payment: BankTransaction) -> tuple[ShownProposal, ...]:
    """The two best explanations of a payment that waits, as matching left them. Two queries."""
    if payment.state != BankTransaction.State.UNMATCHED:
        return ()
    proposals = list(payment.proposals.select_related("customer__debtor").order_by("rank")[:2])
    ids = {line[0] for proposal in proposals for line in proposal.lines}
    invoices = Invoice.objects.select_related("customer", "debtor").in_bulk(ids)
    return tuple(_shown(proposal, invoices) for proposal in proposals)


def proposed_lines(proposal: MatchProposal) -> list[AllocationLine]:
    """As the ledger books them; a credit note taken is money with its sign."""
    return [
        AllocationLine(int(invoice_id), Decimal(amount), "invoice" if kind in AS_MONEY else kind)
        for invoice_id, amount, kind in proposal.lines
    ]


def deed_of(proposal: MatchProposal) -> str:
    """What booking it does: allocate, account, unrelated, or "" where it says nothing that could be booked."""
    if proposal.lines:
        return "allocate"
    if proposal.code == "unrelated":
        return "unrelated"
    return "account" if proposal.customer_id else ""


def _shown(proposal: MatchProposal, invoices: Mapping[int, Invoice]) -> ShownProposal:
    lines = []
    for line in proposed_lines(proposal):
        invoice = invoices.get(line.invoice_id)
        settled = invoice is None or abs(line.amount) > abs(invoice.open_amount)
        lines.append(ShownLine(invoice, line.amount, str(KIND_WORDS.get(line.kind, "")), settled))
    return ShownProposal(proposal, tuple(lines), deed_of(proposal))


def _likely(
    payment: BankTransaction,
    proposals: Sequence[MatchProposal],
    invoices: Mapping[int, Invoice],
    learned: Sequence[LearnedPayer],
) -> list[int]:
    """Customers in the order of how likely they are, each once."""
    found: list[Any] = [payment.debtor_id]
    found += [proposal.customer_id for proposal in proposals]
    found += [invoice.debtor_id for invoice in invoices.values()]
    found += [payer.customer_id for payer in learned]
    return [key for key in dict.fromkeys(found) if key]


def _account(
    payment: BankTransaction, proposals: Sequence[MatchProposal], invoices: Mapping[int, Invoice]
) -> int | None:
    """The debtor that all proposals agree on, else the one that a file named."""
    named = {proposal.customer.debtor_or_self_id for proposal in proposals if proposal.customer}
    named |= {invoice.debtor_id for invoice in invoices.values()}
    return named.pop() if len(named) == 1 else payment.debtor_id
