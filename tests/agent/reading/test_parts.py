"""Sentences that tell of a part and of the rest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from agent.facts import AccountFacts, InvoiceFact
from agent.reading.clauses import Context, clauses_of
from agent.reading.trimming import trim

RECEIVED = date(2026, 10, 6)


def _pieces(text: str, language: str, balance: str) -> list[str]:
    invoice = InvoiceFact("AB-77", date(2026, 8, 1), date(2026, 9, 1), Decimal(balance), "EUR")
    account = AccountFacts("Kern AG", "DE", language, "EUR", invoices=(invoice,))
    context = Context(account, RECEIVED, (language, "en"))
    return [clause.text for clause in clauses_of(trim(text), subject="", context=context)]


@pytest.mark.parametrize(
    ("text", "language", "balance", "pieces"),
    [
        (
            "I transferred 5,000 today, the remaining 3,750 comes Monday.",
            "en",
            "8750.00",
            ["I transferred 5,000 today", "the remaining 3,750 comes Monday."],
        ),
        (
            "Wir haben gestern 1.000 € überwiesen und der Rest folgt am 15.10.",
            "de",
            "2400.00",
            ["Wir haben gestern 1.000 € überwiesen und", "der Rest folgt am 15.10."],
        ),
        # No word for the rest: both sums together are what is open.
        (
            "До п'ятниці перекажу 1900, за інші 2500 прошу почекати до кінця листопада.",
            "uk",
            "4400.00",
            ["До п'ятниці перекажу 1900", "за інші 2500 прошу почекати до кінця листопада."],
        ),
        ("今日5万円振り込みました、残りの3万円は金曜日に払います。", "ja", "80000", None),
    ],
)
def test_a_part_and_the_rest_are_two_things(text: str, language: str, balance: str, pieces: list[str] | None) -> None:
    found = _pieces(text, language, balance)
    assert found == pieces if pieces else len(found) == 2


@pytest.mark.parametrize(
    "text",
    [
        "We send 5,000 of the remaining 8,750 on Friday.",
        "500 on 1 November, 500 on 1 December and 500 on 1 January.",
        "We will pay 8,750.00 less 112.80 on Friday.",
        "I am away for the rest of the week.",
        "Rs. 8,600.00 is remitted on 04/10/2026, after deducting TDS (Rs. 150.00).",
    ],
)
def test_one_sum_told_with_figures_stays_whole(text: str) -> None:
    assert len(_pieces(text, "en", "8750.00")) == 1
