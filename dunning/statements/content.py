"""What stands on a statement of account; from the facts that letters are written from, so that both agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agent.facts import AccountFacts


@dataclass(frozen=True)
class Line:
    """One open item. `note` is "disputed", "credit_note", "on_account" or ""; credits have negative amounts."""

    number: str
    issued_on: date | None
    due_on: date | None
    amount: Decimal | None
    open_amount: Decimal
    currency: str
    note: str = ""


@dataclass(frozen=True)
class Statement:
    company: str
    customer: str
    on: date
    language: str
    country: str
    lines: tuple[Line, ...]
    bank_details: str = ""

    def totals(self) -> dict[str, Decimal]:
        """What is open by currency, credits taken off; sums never mix currencies."""
        totals: dict[str, Decimal] = {}
        for line in self.lines:
            totals[line.currency] = totals.get(line.currency, Decimal()) + line.open_amount
        return totals


def statement_of(facts: AccountFacts, *, company: str, on: date) -> Statement:
    """All that is open, promised and contested items, too: a statement shows the account, it asks for nothing."""
    owed = [
        Line(
            invoice.number,
            invoice.issued,
            invoice.due,
            invoice.amount,
            invoice.balance,
            invoice.currency,
            "disputed" if invoice.standing == "disputed" else "",
        )
        for invoice in sorted(facts.invoices, key=lambda invoice: (invoice.due, invoice.number))
    ]
    credits = [
        Line(
            credit.number,
            None,
            None,
            None,
            -credit.amount,
            credit.currency,
            "credit_note" if credit.number else "on_account",
        )
        for credit in facts.credits
    ]
    return Statement(
        company=company,
        customer=facts.customer,
        on=on,
        language=facts.language,
        country=facts.country,
        lines=(*owed, *credits),
        bank_details=facts.allowed.bank_details or "",
    )
