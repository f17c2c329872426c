"""What stands at the top of a case's page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from agent.facts import AccountFacts, CreditFact
from customers.admin.amounts import shown_amount
from customers.models import Contact
from dunning.account_facts import account_facts
from dunning.models import Case
from dunning.services.contacts import choose_recipient

# Standings in the order in which they matter, in the words of the trade.
STANDINGS = {
    "ask": "asked for",
    "promised": "promised",
    "claimed": "said to be paid",
    "disputed": "disputed",
    "arranged": "arranged",
    "held": "held",
    "collected": "collected by us",
    "not_due": "not due yet",
}


@dataclass(frozen=True)
class Owed:
    """One currency: all that is open, the part asked for now, and the parts by standing, as text."""

    open: str
    asked: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CaseFactsShown:
    case: Case
    owed: tuple[Owed, ...]
    credits: tuple[str, ...]
    contact: Contact | None
    invoices: int


def case_facts(case: Case, *, as_of: datetime) -> CaseFactsShown:
    """A fixed number of queries."""
    facts = account_facts(case, as_of=as_of)
    return CaseFactsShown(
        case=case,
        owed=owed_by_currency(facts),
        credits=tuple(_in_words(credit) for credit in facts.credits),
        contact=choose_recipient(case, as_of=as_of),
        invoices=len(facts.invoices),
    )


def owed_by_currency(facts: AccountFacts) -> tuple[Owed, ...]:
    parts: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for invoice in facts.invoices:
        standing = invoice.standing if invoice.days_overdue > 0 or invoice.standing != "ask" else "not_due"
        parts[invoice.currency][standing] += invoice.balance
    asked = facts.net_asked()
    return tuple(
        Owed(
            open=shown_amount(sum(found.values(), Decimal()), currency),
            asked=shown_amount(asked.get(currency, Decimal()), currency),
            parts=tuple(
                (words, shown_amount(found[key], currency)) for key, words in STANDINGS.items() if key in found
            ),
        )
        for currency, found in sorted(parts.items())
    )


def _in_words(credit: CreditFact) -> str:
    return f"{credit.number or 'On account'}: {shown_amount(credit.amount, credit.currency)}"
