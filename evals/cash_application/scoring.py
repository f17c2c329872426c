"""How much was applied without a person, how much of that is right to the cent, and what wrong money cost."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from evals.cash_application.files import read_allocations, read_rows
from evals.cash_application.ledger import ZERO, Piece

Key = tuple[str, str]


@dataclass
class Tally:
    """Payments: right and wrong are applied, left is not. `decidable` are those whose truth has rows."""

    right: int = 0
    wrong: int = 0
    left: int = 0
    decidable: int = 0

    @property
    def applied(self) -> int:
        return self.right + self.wrong

    @property
    def rate(self) -> float:
        return self.applied / max(self.applied + self.left, 1)

    @property
    def precision(self) -> float:
        return self.right / self.applied if self.applied else 1.0


@dataclass
class Score:
    """`line_*` count the truth's invoice and credit note rows; values are sums over all currencies as they stand."""

    total: Tally = field(default_factory=Tally)
    lines: int = 0
    lines_applied: int = 0
    lines_given: int = 0
    lines_right: int = 0
    value: Decimal = ZERO
    value_wrong: Decimal = ZERO
    ambiguous: int = 0
    ambiguous_applied: int = 0
    by_style: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_noise: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    misses: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "payments": asdict(self.total),
            "auto_apply_rate": self.total.rate,
            "auto_apply_rate_by_line": self.lines_applied / max(self.lines, 1),
            "precision": self.total.precision,
            "precision_by_line": self.lines_right / max(self.lines_given, 1),
            "decidable_share": self.total.decidable / max(self.total.applied + self.total.left, 1),
            "value_on_wrong_invoice": float(self.value_wrong / (self.value or 1)),
            "ambiguous": self.ambiguous,
            "ambiguous_applied": self.ambiguous_applied / max(self.ambiguous, 1),
            "by_style": {name: asdict(tally) for name, tally in sorted(self.by_style.items())},
            "by_noise": {name: asdict(tally) for name, tally in sorted(self.by_noise.items())},
        }


def summed(pieces: Iterable[Piece]) -> dict[Key, Decimal]:
    """Amounts by (invoice, kind), equal keys added up; short pays need no row and count on neither side."""
    totals: dict[Key, Decimal] = defaultdict(Decimal)
    for piece in pieces:
        if piece.kind != "short_pay":
            totals[piece.invoice, piece.kind] += piece.amount
    return {key: amount for key, amount in totals.items() if amount}


def score_folder(folder: Path, given: Mapping[str, Sequence[Piece]]) -> Score:
    """`given` by transaction against the truth in a folder of the generator; notes.csv may be missing."""
    truth = read_allocations(folder / "allocations.csv")
    amounts = {row["transaction_id"]: Decimal(row["amount"]) for row in read_rows(folder / "bank.csv")}
    if unknown := set(given) - set(amounts):
        raise ValueError(f"No such payment: {', '.join(sorted(unknown)[:5])}.")
    notes = folder / "notes.csv"
    styles = {row["transaction_id"]: row for row in read_rows(notes)} if notes.exists() else {}
    return score(truth, given, amounts=amounts, notes=styles)


def score(
    truth: Mapping[str, Sequence[Piece]],
    given: Mapping[str, Sequence[Piece]],
    *,
    amounts: Mapping[str, Decimal],
    notes: Mapping[str, Mapping[str, str]],
) -> Score:
    result = Score()
    for key, amount in amounts.items():
        wanted, got = summed(truth.get(key, ())), summed(given.get(key, ()))
        outcome = "left" if not given.get(key) else "right" if wanted == got and truth.get(key) else "wrong"
        note = notes.get(key, {})
        tallies = [result.total, result.by_style[note.get("style", "")]]
        tallies += [result.by_noise[noise] for noise in (note.get("noise") or "none").split("|")]
        for tally in tallies:
            setattr(tally, outcome, getattr(tally, outcome) + 1)
            tally.decidable += bool(truth.get(key))
        _count_lines(result, wanted, got)
        _count_value(result, amount, wanted, got)
        result.ambiguous += not truth.get(key)
        result.ambiguous_applied += not truth.get(key) and outcome != "left"
        if outcome == "wrong" or (outcome == "left" and truth.get(key)):
            result.misses.append(key)
    return result


def _count_lines(result: Score, wanted: dict[Key, Decimal], got: dict[Key, Decimal]) -> None:
    lines = {key: amount for key, amount in wanted.items() if key[1] in ("invoice", "credit_note")}
    given = {key: amount for key, amount in got.items() if key[1] in ("invoice", "credit_note")}
    result.lines += len(lines)
    result.lines_applied += len(lines) if got else 0
    result.lines_given += len(given)
    result.lines_right += sum(lines.get(key) == amount for key, amount in given.items())


def _count_value(result: Score, amount: Decimal, wanted: dict[Key, Decimal], got: dict[Key, Decimal]) -> None:
    """Wrong is what an invoice was given beyond what it is due from this payment."""
    result.value += amount
    due: Counter[str] = Counter()
    for (invoice, kind), part in wanted.items():
        due[invoice] += part if kind == "invoice" else 0  # type: ignore[assignment]
    for (invoice, kind), part in got.items():
        if kind == "invoice":
            result.value_wrong += max(part - due[invoice], ZERO)
