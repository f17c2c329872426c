"""Money that is no customer's payment, by what payer and text say of it."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("unrelated_words.toml")
# Shorter words must stand whole; longer ones may begin a compound.
LONG = 7
WHAT = {
    "public": "money from a public office",
    "interest": "interest or a dividend",
    "insurance": "an insurer's payment",
    "payroll": "a returned salary",
    "own": "a transfer between own accounts",
    "cards": "a card provider's payout",
    "capital": "a loan, capital or a subsidy",
    "refund": "a supplier's refund",
    "other": "money of another kind",
}


def unrelated_kind(payer_name: str, text: str) -> str:
    """What it is in words, empty where nothing says so. Words may stand in any order of the longer entries."""
    plain = f" {_plain(payer_name)} {_plain(text)} "
    present = set(plain.split())
    for kind, entries in _entries():
        for entry in entries:
            if (
                f" {entry} " in plain
                or (len(entry) >= LONG and f" {entry}" in plain)
                or (" " in entry and all(word in present for word in entry.split()))
            ):
                return WHAT[kind]
    return ""


@cache
def _entries() -> tuple[tuple[str, tuple[str, ...]], ...]:
    read = tomllib.loads(WORDS.read_text("utf-8"))
    return tuple((kind, tuple(_plain(entry) for entry in read[kind]["words"])) for kind in WHAT)


def _plain(text: str) -> str:
    """Capitals without accents; ü is read as U here, and as UE where it is written so."""
    folded = unicodedata.normalize("NFKD", text.upper().replace("ß", "SS").replace("Ø", "O").replace("Å", "A"))
    kept = "".join(c for c in folded.replace("Ł", "L") if not unicodedata.combining(c))
    return re.sub(r"[^A-Z0-9]+", " ", kept).strip()
