"""Accounts that earlier payments of the same file showed beyond doubt.

Whoever works through a bank file learns from it: a payment that names its invoices by number and pays exactly their
sum shows whose account it came from, listed or not. The truth may use that for later payments of the file, in its
order, with a number or without. It never uses it against the customer file, and an account that paid for two families
(a factor's) identifies nobody.
"""

from __future__ import annotations

from collections import defaultdict

from evals.cash_application.intents import Intent
from evals.cash_application.likeness import SHORTENED, level

SETTLED = frozenset({"invoice", "credit_note", "discount"})
NUMBERED = frozenset({"invoice", "credit_note", "code"})


class LearnedAccounts:
    """Heads of the families that an account paid for, beyond doubt."""

    def __init__(self) -> None:
        self.heads: dict[str, set[str]] = defaultdict(set)

    def learn(self, account: str, heads: set[str]) -> None:
        if account:
            self.heads[_key(account)] |= heads

    def head(self, account: str) -> str | None:
        """Of the only family that it paid for, None before that or if there are several."""
        heads = self.heads.get(_key(account), set()) if account else set()
        return next(iter(heads)) if len(heads) == 1 else None


def _key(account: str) -> str:
    return account.replace(" ", "").upper()


def beyond_doubt(intent: Intent, written: tuple[str, ...]) -> bool:
    """Every number as it is or shortened, and the exact sum."""
    if intent.arithmetic != "exact" or not intent.citations or not {p.kind for p in intent.pieces} <= SETTLED:
        return False
    pairs = zip(intent.citations, written, strict=True)
    return all(_read(citation.kind, text, citation.value) for citation, text in pairs)


def _read(kind: str, text: str, number: str) -> bool:
    return kind == "code" or (kind in NUMBERED and level(text, number) <= SHORTENED)
