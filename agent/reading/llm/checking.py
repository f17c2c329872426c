"""From the model's answer to a Reading: what the message does not bear out is dropped, and said as a flaw."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from agent.answers import (
    AbsenceAnswer,
    ContactAnswer,
    DisputeAnswer,
    DocumentAnswer,
    IntentAnswer,
    PaymentAnswer,
    PromiseAnswer,
    Reading,
)
from agent.reading.clauses import Context
from agent.reading.labels import HUMAN_INTENTS, LOOSE_DOCUMENTS
from agent.reading.llm.evidence import amount_is_said, amount_of, is_said, is_word_of, known_numbers
from agent.reading.llm.form import Absence, ModelReading, Payment, Promise
from agent.reading.references import default_invoices
from agent.reading.safety import INSTRUCTS_READER, OUR_BANK_DETAILS
from agent.reading.safety_contradictions import PAID_AND_PROMISED, contradicts

# Enough of the model's words for a person to see what it made up.
SHOWN_OF_FLAW = 80


@dataclass
class Checker:
    """One answer against the words that were shown; `flaws` are sentences, in order, each once."""

    said: str
    context: Context
    flaws: list[str] = field(default_factory=list)

    def reading(self, answer: ModelReading, *, id: str, new_text: str) -> Reading:
        intents = self.intents(answer)
        promises = tuple(filter(None, map(self.promise, answer.promises)))
        payments = tuple(filter(None, map(self.payment, answer.payments)))
        reasons = _human_reasons(answer, intents, contradicting=contradicts(promises, payments))
        return Reading(
            id=id,
            language="".join(re.findall(r"[a-z]", answer.language.lower())[:2]),
            intents=intents,
            promises=promises,
            payments=payments,
            disputes=self.disputes(answer),
            documents=self.documents(answer),
            contacts=self.contacts(answer),
            absence=self.absence(answer.absence),
            needs_human=bool(reasons),
            human_reasons=reasons,
            new_text=new_text,
        )

    def intents(self, answer: ModelReading) -> tuple[IntentAnswer, ...]:
        kept: dict[str, IntentAnswer] = {}
        for given in answer.intents:
            if given.intent not in kept and self.holds(given.quote):
                kept[given.intent] = IntentAnswer(given.intent, given.confidence, given.quote)
        return tuple(sorted(kept.values(), key=lambda one: -one.confidence))

    def promise(self, given: Promise) -> PromiseAnswer | None:
        numbers = self.numbers(given.invoices)
        if not self.holds(given.quote) or numbers is None:
            return None
        return PromiseAnswer(self.day(given), self.amount(given.amount), numbers, given.quote)

    def payment(self, given: Payment) -> PaymentAnswer | None:
        numbers = self.numbers(given.invoices)
        if not self.holds(given.quote) or numbers is None:
            return None
        reference = given.reference if given.reference and is_word_of(given.reference, self.said) else None
        return PaymentAnswer(self.day(given, past=True), self.amount(given.amount), numbers, reference, given.quote)

    def disputes(self, answer: ModelReading) -> tuple[DisputeAnswer, ...]:
        kept = []
        for given in answer.disputes:
            numbers = self.numbers(given.invoices)
            if self.holds(given.quote) and numbers is not None:
                kept.append(DisputeAnswer(given.reason, numbers, self.amount(given.amount), given.quote))
        return tuple(kept)

    def documents(self, answer: ModelReading) -> tuple[DocumentAnswer, ...]:
        kept = []
        for given in answer.documents:
            numbers = () if given.type in LOOSE_DOCUMENTS else self.numbers(given.invoices)
            if self.holds(given.quote) and numbers is not None:
                kept.append(DocumentAnswer(given.type, numbers, given.quote))
        return tuple(kept)

    def contacts(self, answer: ModelReading) -> tuple[ContactAnswer, ...]:
        """An address or a name that the message does not have would send documents to whomever the model made up."""
        kept = []
        for given in answer.contacts:
            email = given.email if given.email and is_word_of(given.email, self.said) else None
            name = given.name if given.name and is_said(given.name, self.said) else None
            for part, kept_part in ((given.email, email), (given.name, name)):
                if part and not kept_part:
                    self.flaw(f"It names a contact that is not in the message: “{part[:SHOWN_OF_FLAW]}”.")
            if email or name:
                kept.append(ContactAnswer(name, email, given.quote if is_said(given.quote, self.said) else ""))
        return tuple(kept)

    def absence(self, given: Absence | None) -> AbsenceAnswer | None:
        if given is None or not self.holds(given.quote):
            return None
        return AbsenceAnswer(self.day(given), given.quote)

    def holds(self, quote: str) -> bool:
        if is_said(quote, self.said):
            return True
        self.flaw(f"It quotes words that are not in the message: “{quote[:SHOWN_OF_FLAW]}”.")
        return False

    def numbers(self, given: list[str]) -> tuple[str, ...] | None:
        """None where it names invoices, but none of this account; none named means all that are due."""
        if not given:
            return default_invoices(self.context.account, self.context.received_on)
        known, foreign = known_numbers(given, context=self.context)
        for number in foreign:
            self.flaw(f"It names an invoice that is not open on this account: “{number[:SHOWN_OF_FLAW]}”.")
        return known or None

    def amount(self, given: str | None) -> Decimal | None:
        amount = amount_of(given) if given else None
        if amount is None or amount_is_said(amount, self.said, context=self.context):
            return amount
        self.flaw(f"It names an amount that is not in the message: {amount}.")
        return None

    def day(self, given: Promise | Payment | Absence, *, past: bool = False) -> date | None:
        """The date by our own calendar from the quoted words; what the model counted itself must come to the same."""
        if given.date_words and not is_said(given.date_words, self.said):
            self.flaw(f"It quotes a date that is not in the message: “{given.date_words[:SHOWN_OF_FLAW]}”.")
            return None
        days = self.days(given.date_words or "", past=past) or self.days(given.quote, past=past)
        counted = _iso(given.date)
        if counted is None and given.date_words is None:
            return None
        if counted is not None and counted not in days:
            words = given.date_words or given.quote
            self.flaw(f"By the calendar “{words[:SHOWN_OF_FLAW]}” is not {counted.isoformat()}.")
        if not days:
            return counted
        return counted if counted in days else (min(days) if past else max(days))

    def days(self, words: str, *, past: bool) -> set[date]:
        return {found.day for found in self.context.dates(words, past=past) if found.day is not None}

    def flaw(self, sentence: str) -> None:
        """The model's own words are in it: nothing that a database or a page would stumble over."""
        sentence = "".join(character for character in sentence if character.isprintable())
        if sentence not in self.flaws:
            self.flaws.append(sentence)


def _human_reasons(answer: ModelReading, intents: tuple[IntentAnswer, ...], *, contradicting: bool) -> tuple[str, ...]:
    """In the packaged reader's words, so that what both say is said once. An unborne intent calls a person too."""
    kept = [one.intent for one in intents]
    reasons = [f"The message says: {name.replace('_', ' ')}." for name in kept if name in HUMAN_INTENTS]
    faint = sorted({one.intent for one in answer.intents} & HUMAN_INTENTS - set(kept))
    reasons += [f"The message may say: {name.replace('_', ' ')}." for name in faint]
    if answer.instructs_the_reader:
        reasons.append(INSTRUCTS_READER)
    if answer.speaks_of_our_bank_details_changing:
        reasons.append(OUR_BANK_DETAILS)
    if answer.contradicts_itself or contradicting:
        reasons.append(PAID_AND_PROMISED)
    return tuple(reasons)


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "").strip()[:10])
    except ValueError:
        return None
