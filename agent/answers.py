"""What the agent answers. Plain data: code elsewhere decides what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class IntentAnswer:
    intent: str
    confidence: float
    quote: str = ""


@dataclass(frozen=True)
class PromiseAnswer:
    """`amount` None: the whole balance of the invoices; `date` None: no date in the words."""

    date: date | None
    amount: Decimal | None
    invoices: tuple[str, ...]
    quote: str = ""


@dataclass(frozen=True)
class DisputeAnswer:
    reason: str
    invoices: tuple[str, ...]
    amount: Decimal | None = None
    quote: str = ""


@dataclass(frozen=True)
class PaymentAnswer:
    """A payment that the customer says was made."""

    date: date | None
    amount: Decimal | None
    invoices: tuple[str, ...]
    reference: str | None = None
    quote: str = ""


@dataclass(frozen=True)
class DocumentAnswer:
    type: str
    invoices: tuple[str, ...]
    quote: str = ""


@dataclass(frozen=True)
class ContactAnswer:
    name: str | None
    email: str | None
    quote: str = ""


@dataclass(frozen=True)
class AbsenceAnswer:
    """`until`: the first day back at work, None if not said."""

    until: date | None
    quote: str = ""


@dataclass(frozen=True)
class Reading:
    """What a customer's message means for the ledger, strongest intent first. It changes nothing."""

    id: str
    language: str
    intents: tuple[IntentAnswer, ...]
    promises: tuple[PromiseAnswer, ...] = ()
    disputes: tuple[DisputeAnswer, ...] = ()
    payments: tuple[PaymentAnswer, ...] = ()
    documents: tuple[DocumentAnswer, ...] = ()
    contacts: tuple[ContactAnswer, ...] = ()
    absence: AbsenceAnswer | None = None
    needs_human: bool = False
    # Why a person must look, in words; empty when needs_human is false.
    human_reasons: tuple[str, ...] = ()
    # The newly written part that was read.
    new_text: str = ""

    def intent_names(self) -> tuple[str, ...]:
        return tuple(answer.intent for answer in self.intents)

    def confidence(self) -> float:
        """How sure the reading is as a whole: its weakest intent; 0 without any."""
        return min((answer.confidence for answer in self.intents), default=0.0)


@dataclass(frozen=True)
class Draft:
    subject: str
    text: str
    html: str
    language: str
    purpose: str
    # Who wrote it and with which wording, such as "composer/1".
    author: str


@dataclass(frozen=True)
class Violation:
    """Why a text may not leave: a code of the drafting contract, the sentence it stands in, and the reason in words."""

    code: str
    sentence: str
    why: str
