"""A score in words and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from evals.cash_application.files import read_allocations, read_rows
from evals.cash_application.ledger import Piece
from evals.cash_application.scoring import Score, Tally


def in_words(result: Score) -> str:
    figures = result.as_json()
    lines = [
        f"{'payments':<36}{result.total.applied + result.total.left:>10,}",
        f"{'a person could decide':<36}{figures['decidable_share']:>10.2%}",
        f"{'applied, by payment':<36}{figures['auto_apply_rate']:>10.2%}",
        f"{'applied, by invoice line':<36}{figures['auto_apply_rate_by_line']:>10.2%}",
        f"{'precision, by payment':<36}{figures['precision']:>10.4%}   {result.total.wrong} wrong",
        f"{'precision, by invoice line':<36}{figures['precision_by_line']:>10.4%}",
        f"{'value on a wrong invoice':<36}{figures['value_on_wrong_invoice']:>10.4%}",
        f"{'ambiguous ones applied':<36}{figures['ambiguous_applied']:>10.2%}   of {result.ambiguous}",
    ]
    return "\n".join([*lines, "", *_table("style", result.by_style), "", *_table("noise", result.by_noise)])


def _table(title: str, tallies: Mapping[str, Tally]) -> list[str]:
    head = f"{title:<28}{'payments':>9}{'decidable':>10}{'right':>8}{'wrong':>7}{'left':>7}{'applied':>9}"
    rows = [
        f"{name:<28}{tally.applied + tally.left:>9}{tally.decidable:>10}{tally.right:>8}{tally.wrong:>7}{tally.left:>7}"
        f"{tally.rate:>9.1%}"
        for name, tally in sorted(tallies.items())
    ]
    return [head, *rows]


def misses_in_words(folder: Path, result: Score, given: Mapping[str, Sequence[Piece]], *, count: int) -> str:
    """Wrong ones first: payment, truth and answer."""
    truth = read_allocations(folder / "allocations.csv")
    bank = {row["transaction_id"]: row for row in read_rows(folder / "bank.csv")}
    notes = {row["transaction_id"]: row for row in read_rows(folder / "notes.csv")}
    chosen = sorted(result.misses, key=lambda key: not given.get(key))[:count]
    return "\n\n".join(_miss(bank[key], notes[key], truth.get(key, ()), given.get(key, ())) for key in chosen)


def _miss(row: Mapping[str, str], note: Mapping[str, str], truth: Sequence[Piece], given: Sequence[Piece]) -> str:
    paid = f"{row['booked_on']} {row['amount']} {row['currency']} {row['method']}"
    payer = f"{row['payer_name']!r} {row['payer_account']}"
    return "\n".join([
        f"{row['transaction_id']} {note['style']} [{note['noise']}] {note['why']}",
        f"  {paid} from {payer}: {row['reference']!r}",
        f"  truth {_pieces(truth)}",
        f"  given {_pieces(given)}",
    ])  # fmt: skip


def _pieces(pieces: Sequence[Piece]) -> str:
    return ", ".join(f"{piece.kind} {piece.invoice} {piece.amount}" for piece in pieces) or "(left to a person)"
