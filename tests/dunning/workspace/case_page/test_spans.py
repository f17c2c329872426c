from __future__ import annotations

from datetime import date
from decimal import Decimal

from agent.facts import AccountFacts, CreditFact, InvoiceFact, PromiseFact
from dunning.workspace.case_page.spans import fact_spans, locate, pieces

FIRST = InvoiceFact(
    number="LI-21405", issued=date(2026, 1, 5), due=date(2026, 2, 4), balance=Decimal("1250.00"), currency="EUR",
    days_overdue=30,
)  # fmt: skip
SECOND = InvoiceFact(
    number="LI-214", issued=date(2026, 1, 9), due=date(2026, 2, 9), balance=Decimal("90.50"), currency="EUR",
    days_overdue=25,
)  # fmt: skip
FACTS = AccountFacts(
    customer="Alder GmbH",
    country="DE",
    language="de",
    currency="EUR",
    invoices=(FIRST, SECOND),
    credits=(CreditFact("CN-7", Decimal("40.00"), "EUR"),),
    promises=(PromiseFact(date=date(2026, 3, 13), amount=None, invoices=("LI-21405",)),),
)


def found(text: str, language: str = "en", facts: AccountFacts = FACTS) -> list[tuple[str, str, tuple[str, ...]]]:
    spans = fact_spans(text, facts, language=language)
    return [(text[span.start : span.end], span.words, span.invoices) for span in spans]


def test_numbers_amounts_and_dates_are_found_with_the_invoices_that_they_come_from():
    text = "Invoice LI-21405 over €1,250.00 was due on February 4, 2026."
    assert found(text) == [
        ("LI-21405", "LI-21405", ("LI-21405",)),
        ("1,250.00", "open", ("LI-21405",)),
        ("February 4, 2026", "due", ("LI-21405",)),
    ]


def test_a_short_number_is_not_found_inside_a_longer_one():
    assert found("LI-21405 and LI-214.") == [
        ("LI-21405", "LI-21405", ("LI-21405",)),
        ("LI-214", "LI-214", ("LI-214",)),
    ]


def test_amounts_and_dates_are_found_as_the_language_writes_them():
    text = "Rechnung LI-214: 90,50 €, fällig am 9. Februar 2026; 1.250,00 EUR sind älter, insgesamt 1.300,50 €."
    assert found(text, "de") == [
        ("LI-214", "LI-214", ("LI-214",)),
        ("90,50", "open", ("LI-214",)),
        ("9. Februar 2026", "due", ("LI-214",)),
        ("1.250,00", "open", ("LI-21405",)),
        ("1.300,50", "total", ()),
    ]


def test_narrow_spaces_do_not_move_positions():
    text = "Il reste 1\u202f250,00\u00a0€ pour LI\u201121405."
    assert [words for words, *_ in found(text, "fr")] == ["1\u202f250,00", "LI\u201121405"]


def test_credits_and_promised_days_are_facts_too():
    assert found("Less CN-7 of €40.00, promised for 2026-03-13.") == [
        ("CN-7", "CN-7", ("CN-7",)),
        ("40.00", "credit", ("CN-7",)),
        ("2026-03-13", "promised", ("LI-21405",)),
    ]


def test_figures_that_are_no_facts_stay_plain():
    assert found("Call 030 1260 within 7 days, or pay 1,251.00 on February 5, 2026.") == []


def test_a_small_bare_number_is_money_only_beside_its_currency():
    small = InvoiceFact(
        number="A-1", issued=date(2026, 1, 1), due=date(2026, 1, 31), balance=Decimal("30.00"), currency="EUR"
    )
    facts = AccountFacts(customer="x", country="", language="en", currency="EUR", invoices=(small,))
    assert [words for words, *_ in found("30 days late: €30 is open.", facts=facts)] == ["30"]
    assert fact_spans("30 days late: €30 is open.", facts, language="en")[0].start == 15


def test_a_sentence_is_located_whatever_its_spaces_and_breaks():
    text = "Hello,\nwe  will pay\non Friday.\nBye"
    place = locate(text, "we will pay on Friday.")
    assert place is not None
    assert text[place[0] : place[1]] == "we  will pay\non Friday."
    assert locate(text, "we will never pay") is None
    assert locate(text, "") is None


def test_pieces_joined_are_the_text_again():
    text = "Invoice LI-21405 is open: €1,250.00. Pay it."
    spans = fact_spans(text, FACTS, language="en")
    cut = pieces(text, spans, [locate(text, "Invoice LI-21405 is open: €1,250.00."), None])
    assert "".join(piece.text for piece in cut) == text
    assert [(piece.text, bool(piece.fact), piece.marks) for piece in cut] == [
        ("Invoice ", False, (0,)),
        ("LI-21405", True, (0,)),
        (" is open: €", False, (0,)),
        ("1,250.00", True, (0,)),
        (".", False, (0,)),
        (" Pay it.", False, ()),
    ]


def test_an_empty_text_has_no_pieces():
    assert pieces("") == ()
