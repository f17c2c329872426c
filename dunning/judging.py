"""What came of a promise, a claim or an arrangement: dates and money in, an outcome and its reason out. Pure.

All amounts of one judgement are in one currency, all dates in the debtor's calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal()


class Outcome(StrEnum):
    NOT_YET = "not_yet"
    KEPT = "kept"
    PARTLY_KEPT = "partly_kept"
    BROKEN = "broken"
    UNCLEAR = "unclear"
    UNSEEN = "unseen"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class PromisedLine:
    """One promised invoice: the part promised on it, and the counted money that it got.

    `left` says why it no longer counts: void, credited, written_off, absent, disputed, arranged or moved.
    "paid" means that it is settled.
    """

    invoice_id: int
    amount: Decimal
    due_on: date
    money: Decimal = ZERO
    left: str = ""

    @property
    def paid(self) -> Decimal:
        return max(self.money, self.amount) if self.left == "paid" else self.money

    @property
    def has_left(self) -> bool:
        return self.left not in ("", "paid")


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """A promise with the money that counts for it.

    Without lines it is for `amount` on the debtor, and `money` is what came in. `last_day` is its day plus tolerance;
    `data_through` the day up to which the ledger knows the money; `unassigned` money on no invoice that could be this.
    """

    kind: str
    promised_on: date | None
    last_day: date
    today: date
    data_through: date | None
    tolerance: Decimal = ZERO
    amount: Decimal | None = None
    lines: tuple[PromisedLine, ...] = ()
    money: Decimal = ZERO
    unassigned: Decimal = ZERO

    @property
    def paid(self) -> Decimal:
        return sum((line.paid for line in self.lines), self.money)

    @property
    def total(self) -> Decimal:
        """As it was given."""
        return sum((line.amount for line in self.lines), ZERO) if self.lines else self.amount or ZERO

    @property
    def is_ripe(self) -> bool:
        """Its day and tolerance are over and the data reaches that far."""
        known = self.data_through is not None and self.data_through >= self.last_day
        return self.promised_on is not None and known and self.today > self.last_day


@dataclass(frozen=True, slots=True)
class Judgement:
    """`missing` is what a kept promise would still need."""

    outcome: Outcome
    reason: str
    paid: Decimal = ZERO
    missing: Decimal = ZERO


def judge(facts: PromiseFacts) -> Judgement:
    """Kept at once when the money is there, lapsed when nothing of it is left; all else only when ripe."""
    promised = _promised(facts, count_not_due=not facts.is_ripe)
    nothing_left = promised <= 0 or (facts.lines and all(line.has_left for line in facts.lines))
    total = facts.total if nothing_left else promised
    if total - facts.paid <= facts.tolerance and facts.paid > 0:
        return Judgement(Outcome.KEPT, "The money is there.", facts.paid)
    if nothing_left:
        return Judgement(Outcome.LAPSED, _why_lapsed(facts.lines), facts.paid)
    missing = promised - facts.paid
    if not facts.is_ripe:
        return Judgement(Outcome.NOT_YET, _why_not_yet(facts), facts.paid, missing)
    return _judge_shortfall(facts, missing)


def _judge_shortfall(facts: PromiseFacts, missing: Decimal) -> Judgement:
    if facts.unassigned > facts.tolerance:
        reason = f"{facts.unassigned} that is on no invoice yet could be this payment."
        return Judgement(Outcome.UNCLEAR, reason, facts.paid, missing)
    if facts.paid > facts.tolerance:
        return Judgement(Outcome.PARTLY_KEPT, f"{facts.paid} came, {missing} did not.", facts.paid, missing)
    if facts.kind == "claim":
        return Judgement(Outcome.UNSEEN, f"No payment was seen by {facts.last_day}.", facts.paid, missing)
    return Judgement(Outcome.BROKEN, f"No payment came by {facts.last_day}.", facts.paid, missing)


def _promised(facts: PromiseFacts, *, count_not_due: bool) -> Decimal:
    """What is still to be expected in all: what left it, or is not due by its last day, counts only as far as paid."""
    if not facts.lines:
        return facts.total
    return sum((_expected(line, facts.last_day, count_not_due=count_not_due) for line in facts.lines), ZERO)


def _expected(line: PromisedLine, last_day: date, *, count_not_due: bool) -> Decimal:
    counts = not line.has_left and (count_not_due or line.due_on <= last_day)
    return line.amount if counts else min(line.amount, line.paid)


def _why_lapsed(lines: Iterable[PromisedLine]) -> str:
    reasons = sorted({line.left.replace("_", " ") for line in lines if line.has_left})
    return f"Its invoices are {' or '.join(reasons)}." if reasons else "Nothing was owed."


def _why_not_yet(facts: PromiseFacts) -> str:
    if facts.promised_on is None:
        return "No date was promised."
    if facts.today <= facts.last_day:
        return f"It has time until {facts.last_day}."
    return f"The ledger's money is known only up to {facts.data_through or 'no day'}, not to {facts.last_day}."


@dataclass(frozen=True, slots=True)
class PlannedInstalment:
    """So much until `due_on`; late after `last_day`, which is the due day plus tolerance."""

    due_on: date
    last_day: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ArrangementFacts:
    """`paid`: money on its invoices since it was granted."""

    instalments: Sequence[PlannedInstalment]
    paid: Decimal
    settled: bool
    today: date
    data_through: date | None
    tolerance: Decimal = ZERO


def judge_arrangement(facts: ArrangementFacts) -> Judgement:
    """Kept when all is paid, broken when the instalments that are late by now exceed the money, else not yet."""
    total = sum((instalment.amount for instalment in facts.instalments), ZERO)
    if facts.settled or facts.paid >= total - facts.tolerance:
        return Judgement(Outcome.KEPT, "All instalments are paid.", facts.paid)
    expected = ZERO
    for instalment in sorted(facts.instalments, key=lambda planned: planned.due_on):
        known = facts.data_through is not None and facts.data_through >= instalment.last_day
        if not known or facts.today <= instalment.last_day:
            break
        expected += instalment.amount
        if expected - facts.paid > facts.tolerance:
            reason = f"{expected} was due by {instalment.due_on}, {facts.paid} was paid."
            return Judgement(Outcome.BROKEN, reason, facts.paid, expected - facts.paid)
    return Judgement(Outcome.NOT_YET, "No instalment is late.", facts.paid, total - facts.paid)
