"""Do two readings of one message mean the same for the ledger? Only then may anything happen without a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agent.answers import DisputeAnswer, PaymentAnswer, PromiseAnswer, Reading
from agent.facts import AccountFacts

Unit = tuple[str, ...]


@dataclass(frozen=True)
class Agreement:
    """`differences` are sentences for a person; `needs_human` is what either reading asks for."""

    differences: tuple[str, ...]
    needs_human: bool

    @property
    def agreed(self) -> bool:
        return not self.differences


def agreement(embedded: Reading, model: Reading, *, account: AccountFacts) -> Agreement:
    """The same intents, and of promises, payments and disputes the same invoices, dates, amounts and reasons.

    Documents and absences count too, for a document leaves the house and an absence makes the case wait. Contacts wait
    for a person in any case. No amount and the sum of the invoices' balances are the same.
    """
    looks: tuple[tuple[str, Callable[[Reading], set[Unit]]], ...] = (
        ("Intents", lambda reading: {(name.replace("_", " "),) for name in reading.intent_names()}),
        ("Promises", lambda reading: _paid(reading.promises, account)),
        ("Payments", lambda reading: _paid(reading.payments, account)),
        ("Disputes", lambda reading: _disputed(reading.disputes, account)),
        ("Documents", _documents),
        ("Absence", _absent),
    )
    found = [(name, units(embedded), units(model)) for name, units in looks]
    differences = tuple(
        f"{name}: the packaged reader says {_words(one)}, the model {_words(other)}."
        for name, one, other in found
        if one != other
    )
    return Agreement(differences, embedded.needs_human or model.needs_human)


def _paid(answers: Sequence[PromiseAnswer | PaymentAnswer], account: AccountFacts) -> set[Unit]:
    return {
        (number, _day(answer.date), _amount(answer.amount, answer.invoices, account))
        for answer in answers
        for number in answer.invoices or ("",)
    }


def _disputed(answers: Sequence[DisputeAnswer], account: AccountFacts) -> set[Unit]:
    return {
        (number, answer.reason.replace("_", " "), _amount(answer.amount, answer.invoices, account))
        for answer in answers
        for number in answer.invoices or ("",)
    }


def _documents(reading: Reading) -> set[Unit]:
    return {(d.type.replace("_", " "), number) for d in reading.documents for number in d.invoices or ("",)}


def _absent(reading: Reading) -> set[Unit]:
    return {("away", _day(reading.absence.until))} if reading.absence else set()


def _amount(amount: Decimal | None, invoices: Sequence[str], account: AccountFacts) -> str:
    whole = sum((i.balance for i in account.invoices if i.number in invoices), Decimal())
    return "whole" if amount is None or amount == whole else format(amount.normalize(), "f")


def _day(day: date | None) -> str:
    return day.isoformat() if day else "no date"


def _words(units: set[Unit]) -> str:
    return "; ".join(" ".join(part for part in unit if part) for unit in sorted(units)) or "none"
