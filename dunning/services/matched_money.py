"""Payments that came in: matched with what is open, booked for the cases, and the rest put before a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from customers.services.advice_matching import attach_all_advices
from customers.services.matching import MatchReport, match_payments
from dunning.services.cash import follow_payments
from dunning.services.ledger_reviews import ask_about_ledger


def match_and_follow(*, changed: Iterable[int] = (), as_of: datetime) -> MatchReport:
    """After an import, `changed` being the debtors whose accounts it moved; calling it twice is safe."""
    attach_all_advices(as_of=as_of)
    matched = match_payments(as_of=as_of)
    follow_payments({*changed, *matched.debtor_ids}, as_of=as_of)
    ask_about_ledger(as_of=as_of)
    return matched
