"""The plainest matcher: numbers that stand in the reference as they are, whose open amounts sum to the payment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from evals.cash_application.files import read_rows
from evals.cash_application.ledger import Piece


def match_exactly(folder: Path) -> dict[str, list[Piece]]:
    """Allocations by transaction."""
    invoices = {row["number"]: row for row in read_rows(folder / "invoices.csv")}
    rests = {
        number: Decimal(row["amount"]) for number, row in invoices.items() if row["status"] in ("open", "credit_note")
    }
    answers: dict[str, list[Piece]] = {}
    for row in read_rows(folder / "bank.csv"):
        found = dict.fromkeys(word for word in words(row["reference"]) if rests.get(word))
        fits = [number for number in found if invoices[number]["currency"] == row["currency"]]
        # A part of a number may be a number itself.
        fits = [number for number in fits if not any(number != other and number in other for other in fits)]
        if fits and sum(rests[number] for number in fits) == Decimal(row["amount"]):
            answers[row["transaction_id"]] = [_piece(number, rests.pop(number)) for number in fits]
    return answers


def _piece(number: str, rest: Decimal) -> Piece:
    return Piece(number, rest, "invoice" if rest > 0 else "credit_note")


def words(reference: str) -> Iterator[str]:
    """Every stretch of up to four runs of letters and digits, with the marks between them but no spaces."""
    runs = [found.span() for found in re.finditer(r"[A-Za-z0-9]+", reference)]
    for place, (start, _) in enumerate(runs):
        for _, end in runs[place : place + 4]:
            if " " not in reference[start:end]:
                yield reference[start:end]
