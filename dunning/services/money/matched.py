"""Payments that came in: matched with what is open, booked for the cases, and the rest put before a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TextIO

from customers.services.matching import MatchReport, match_payments
from dunning.services.money.cash import follow_payments
from dunning.services.money.ledger_reviews import ask_about_ledger


def match_and_follow(*, changed: Iterable[int] = (), as_of: datetime, export: TextIO | None = None) -> MatchReport:
    """After an import, `changed` being the debtors whose accounts it moved; calling it twice is safe.

    `export` takes every standing allocation of bank money as CSV.
    """
    matched = match_payments(as_of=as_of, export=export)
    follow_payments({*changed, *matched.debtor_ids}, as_of=as_of)
    ask_about_ledger(as_of=as_of)
    return matched
