"""Words that point at invoices without naming one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from agent.facts import InvoiceFact
from agent.reading.pointers import find_pointers, placed_invoice


def _invoice(number: str, *, issued: date, balance: str = "10.00") -> InvoiceFact:
    return InvoiceFact(number, issued, issued, Decimal(balance), "EUR")


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("all of them", "en", "all"),
        ("alle Rechnungen", "de", "all"),
        ("toutes les factures", "fr", "all"),
        ("全部付清", "zh", "all"),
        ("both are paid", "en", "both"),
        ("Beide sind bezahlt", "de", "both"),
        ("Mõlemad arved tasume", "et", "both"),
        ("שתי החשבוניות שובצו", "he", "both"),
        ("обидва рахунки", "uk", "both"),
        ("the other one follows", "en", "other"),
        ("Hinn reikninginn borgum við", "is", "other"),
        ("le altre due ve le salda", "it", "rest"),
        ("Pārējos divus apmaksāšu", "lv", "rest"),
        ("残りは来週", "ja", "rest"),
        ("the oldest goes first", "en", "oldest"),
        ("die zweite Rechnung", "de", "second"),
        ("De la grossa, en canvi, no", "ca", "big"),
    ],
)
def test_pointers_are_understood(text: str, language: str, kind: str) -> None:
    assert kind in [pointer.kind for pointer in find_pointers(text, (language, "en"))]


@pytest.mark.parametrize("text", ["the other day", "first of all, sorry", "see you later", "on the other hand"])
def test_ordinary_words_point_at_nothing(text: str) -> None:
    assert find_pointers(text, ("en",)) == []


def test_order_is_by_issue_date_and_size_by_balance() -> None:
    old, new = _invoice("B", issued=date(2026, 1, 1)), _invoice("A", issued=date(2026, 2, 1), balance="20.00")
    assert [placed_invoice(kind, [new, old]) for kind in ("oldest", "newest", "big", "small")] == ["B", "A", "A", "B"]
    assert placed_invoice("third", [new, old]) == ""


def test_equal_balances_have_no_bigger_one() -> None:
    assert placed_invoice("big", [_invoice("A", issued=date(2026, 1, 1)), _invoice("B", issued=date(2026, 2, 1))]) == ""
