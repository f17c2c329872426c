"""Which money counts for which promise. Pure: one euro keeps one promise, the earlier one first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

# Money that was on its way when the customer wrote.
UNDER_WAY = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Money:
    """Money booked on an invoice, net of its reversals; `invoice_id` None: on account of the debtor."""

    debtor_id: int
    currency: str
    invoice_id: int | None
    booked_on: date
    known_at: datetime
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Claimant:
    """A promise or claim that looks for its money, up to `ceiling`; without invoices on all that its debtor pays."""

    promise_id: int
    debtor_id: int
    currency: str
    kind: str
    promised_on: date | None
    given_on: date
    recorded_at: datetime
    ceiling: Decimal
    invoice_ids: frozenset[int] = frozenset()

    @property
    def since(self) -> date:
        """The first booking day that counts. A claim speaks of a payment that may be older than the mail."""
        said = min(self.given_on, self.promised_on or self.given_on) if self.kind == "claim" else self.given_on
        return said - UNDER_WAY

    def counts(self, money: Money) -> bool:
        if money.debtor_id != self.debtor_id or money.currency != self.currency or money.booked_on < self.since:
            return False
        # What was known when the promise was recorded had already been taken off its balance.
        if money.known_at < self.recorded_at and money.booked_on < self.given_on:
            return False
        return not self.invoice_ids or money.invoice_id in self.invoice_ids


def share_money(claimants: Iterable[Claimant], money: Iterable[Money]) -> Mapping[int, Mapping[int | None, Decimal]]:
    """By promise and invoice the money that counts: promises with invoices first, then by promised day."""
    by_debtor: dict[int, list[Money]] = defaultdict(list)
    for piece in sorted(money, key=lambda one: one.booked_on):
        by_debtor[piece.debtor_id].append(piece)
    left = {debtor_id: [piece.amount for piece in pieces] for debtor_id, pieces in by_debtor.items()}
    shares: dict[int, dict[int | None, Decimal]] = {}
    for claimant in sorted(claimants, key=_turn):
        pieces, remaining = by_debtor[claimant.debtor_id], left.get(claimant.debtor_id, [])
        shares[claimant.promise_id] = _take(claimant, pieces, remaining)
    return shares


def _turn(claimant: Claimant) -> tuple[bool, date, int]:
    return not claimant.invoice_ids, claimant.promised_on or date.max, claimant.promise_id


def _take(claimant: Claimant, pieces: Sequence[Money], left: list[Decimal]) -> dict[int | None, Decimal]:
    """Take up to the ceiling, oldest booking first. Changes `left` in place."""
    taken: dict[int | None, Decimal] = defaultdict(Decimal)
    wanted = claimant.ceiling
    for position, piece in enumerate(pieces):
        if wanted <= 0:
            break
        if left[position] > 0 and claimant.counts(piece):
            part = min(left[position], wanted)
            taken[piece.invoice_id] += part
            left[position] -= part
            wanted -= part
    return dict(taken)
