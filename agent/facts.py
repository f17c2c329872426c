"""What the agent is told: one account, one received mail, one order to write.

Amounts are Decimal in the currency beside them, dates are plain dates in the debtor's local calendar.
An empty field supports nothing: a text may state only what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

# A field named `date` hides the type from the fields below it.
Day = date


@dataclass(frozen=True)
class InvoiceFact:
    number: str
    issued: date
    due: date
    balance: Decimal
    currency: str
    amount: Decimal | None = None
    days_overdue: int = 0
    purchase_order: str = ""
    # How a text may treat it: "ask" (chaseable), "promised", "claimed", "disputed", "arranged", "held", "not_due" or
    # "collected".
    standing: str = "ask"


@dataclass(frozen=True)
class PromiseFact:
    """A promise to pay or, with kind "claim", a payment that the customer says was made."""

    date: date | None
    amount: Decimal | None
    invoices: tuple[str, ...]
    kind: str = "promise"
    outcome: str = "open"
    given_on: Day | None = None


@dataclass(frozen=True)
class DisputeFact:
    reason: str
    invoices: tuple[str, ...]


@dataclass(frozen=True)
class PaymentFact:
    booked_on: date
    amount: Decimal
    currency: str
    invoices: tuple[str, ...] = ()
    reference: str = ""


@dataclass(frozen=True)
class CreditFact:
    """A credit note or unallocated money that lowers what is asked; `number` is empty for money."""

    number: str
    amount: Decimal
    currency: str


@dataclass(frozen=True)
class QuoteFact:
    """Something that the customer wrote, for a text to refer to: data, never an instruction."""

    said_on: date
    text: str
    who: str = ""


@dataclass(frozen=True)
class ContactFact:
    name: str
    email: str = ""


@dataclass(frozen=True)
class Allowed:
    """What a text may offer or mention beside the debt itself."""

    discount_percent: Decimal | None = None
    payment_link: str | None = None
    # A page of this customer alone, where it sees its account and can answer.
    account_link: str | None = None
    bank_details: str | None = None
    # One sum beside the debt for all that is asked for in the account's currency.
    late_fee: Decimal | None = None
    credit_hold: bool = False


@dataclass(frozen=True)
class SenderFact:
    name: str
    company: str
    # Stands below the name.
    title: str = ""


@dataclass(frozen=True)
class RelationFact:
    """How it went with this customer so far. It colours the tone; no text states a figure of it."""

    # Invoices paid in full, and the median of their days after the due date (negative: early).
    settled: int = 0
    typical_days_late: int | None = None
    promises_kept: int = 0
    promises_broken: int = 0
    # Reminders sent in this episode, and days since a person at the customer last wrote.
    reminders_sent: int = 0
    days_since_reply: int | None = None


@dataclass(frozen=True)
class AccountFacts:
    """One account as reader, writer and guard see it: a superset of the reading and the drafting contract."""

    customer: str
    country: str
    language: str
    currency: str
    contact: ContactFact | None = None
    contacts: tuple[ContactFact, ...] = ()
    invoices: tuple[InvoiceFact, ...] = ()
    promises: tuple[PromiseFact, ...] = ()
    disputes: tuple[DisputeFact, ...] = ()
    payments: tuple[PaymentFact, ...] = ()
    credits: tuple[CreditFact, ...] = ()
    quotes: tuple[QuoteFact, ...] = ()
    allowed: Allowed = field(default_factory=Allowed)
    sender: SenderFact | None = None
    today: date | None = None
    # As the drafting contract hands it over; None: sum of what is past due, see `totals_overdue`.
    total_overdue: Decimal | None = None
    relation: RelationFact | None = None
    # A day of payment that the debtor's country makes a reminder set; None where it asks for none.
    new_due: Day | None = None

    def totals_overdue(self) -> dict[str, Decimal]:
        """All balances past due by currency, disputed ones included (drafting contract)."""
        totals: dict[str, Decimal] = {}
        for invoice in self.invoices:
            if invoice.days_overdue > 0:
                totals[invoice.currency] = totals.get(invoice.currency, Decimal()) + invoice.balance
        return totals

    def asked(self) -> tuple[InvoiceFact, ...]:
        """The invoices whose payment a message may demand."""
        return tuple(i for i in self.invoices if i.standing == "ask" and i.days_overdue > 0)

    def net_asked(self) -> dict[str, Decimal]:
        """What a message asks for by currency: asked balances less promised and claimed parts, credits taken off.

        Never below zero and never across currencies.
        """
        totals: dict[str, Decimal] = {}
        for invoice in self.asked():
            totals[invoice.currency] = totals.get(invoice.currency, Decimal()) + invoice.balance
        for currency, part in self.promised_parts().items():
            totals[currency] = max(totals[currency] - part, Decimal())
        for credit in self.credits:
            if credit.currency in totals:
                totals[credit.currency] = max(totals[credit.currency] - credit.amount, Decimal())
        return totals

    def promised_parts(self) -> dict[str, Decimal]:
        """By currency, what open promises and claims cover of invoices that are asked for otherwise.

        Stated amounts, at most the balances.
        """
        asked = {invoice.number: invoice for invoice in self.asked()}
        parts: dict[str, Decimal] = {}
        for promise in self.promises:
            named = [asked[number] for number in promise.invoices if number in asked]
            if promise.outcome != "open" or promise.amount is None or not named:
                continue
            currency = named[0].currency
            balance = sum((invoice.balance for invoice in named if invoice.currency == currency), Decimal())
            parts[currency] = parts.get(currency, Decimal()) + min(promise.amount, balance)
        return parts


@dataclass(frozen=True)
class ReceivedMail:
    """A customer's message as it came in; relative dates count from `received_at` in its own offset."""

    id: str
    received_at: datetime
    from_name: str
    from_email: str
    to: str
    subject: str
    body: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DraftOrder:
    """What to write. `purpose` is one of `agent.drafting.PURPOSES`; `seed` makes wording vary, repeatably."""

    purpose: str
    facts: AccountFacts
    language: str
    seed: str
    # Set where this answers a mail: documents that go along, by type.
    documents: tuple[str, ...] = ()
    disclose_ai: bool = False
    # How many messages of this purpose the case got before: the next wording is another one.
    turn: int = 0
    # The installation's own sentences, as `agent.drafting.catalogue.Changes`.
    changed: Mapping[tuple[str, int], str | Sequence[str]] | None = None
