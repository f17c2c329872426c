"""The language of the newly written text."""

from __future__ import annotations

import pytest

from agent.reading.language import language_of


@pytest.mark.parametrize(
    ("text", "expected", "language"),
    [
        ("We will settle the invoice by the end of next week.", "de", "en"),
        ("Wir überweisen den Betrag am Freitag.", "fr", "de"),
        ("Vi betaler regningen på mandag.", "da", "da"),
        ("Vi betaler regningen på mandag.", "nb", "nb"),
        ("Faktúru uhradíme budúci týždeň v stredu.", "sk", "sk"),
        ("Сплатимо рахунок наступного тижня.", "uk", "uk"),
        ("お支払いは来週になります。", "en", "ja"),
        ("Ok", "pl", "pl"),
        ("4471", "it", "it"),
        ("", "", "en"),
        ("ada@kern.example https://kern.example 4471", "es", "es"),
    ],
)
def test_the_text_decides_and_the_ledger_steadies(text: str, expected: str, language: str) -> None:
    assert language_of(text, expected=expected) == language
