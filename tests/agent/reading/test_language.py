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
        ("Jeg er ked af det, må jeg betale regningen i næste uge?", "nb", "da"),
        ("Hei, dere har ikke fått penger for den ennå, vi betaler neste uke", "da", "nb"),
        ("Dobrý deň, faktúru sme uhradili, ďakujem", "cs", "sk"),
        ("Faktur ini belum bisa kami bayar karena belum ada PO", "ms", "id"),
        ("Bayaran tak dapat dibuat, sila hantar invois semula", "id", "ms"),
        ("Račun ćemo platiti sljedeći tjedan", "sr", "hr"),
        ("bhai payment kal kar diya hai, bank me check karo", "en", "hi"),
        ("zaplacimy fakture w piatek, dziekuje", "en", "pl"),
        ("tha pliromi to timologio ayrio, efxaristo", "en", "el"),
        ("您好,除了8816以外两笔到期的都会在10个工作日内付清", "ja", "zh"),
        ("Оплатим на этой неделе", "uk", "ru"),
        ("پرداخت فاکتور پنجشنبه انجام می‌شود", "ar", "fa"),
        ("ادائیگی جمعرات کو ہو جائے گی", "ar", "ur"),
        ("Ek betaal nie vir gemors nie", "nl", "af"),
        ("4471", "it", "it"),
        ("", "", "en"),
        ("ada@kern.example https://kern.example 4471", "es", "es"),
    ],
)
def test_the_text_decides_and_the_ledger_steadies(text: str, expected: str, language: str) -> None:
    assert language_of(text, expected=expected) == language
