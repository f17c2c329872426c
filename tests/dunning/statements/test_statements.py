"""Statements of account: what stands on them, and that every script prints."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from agent.facts import AccountFacts, Allowed, CreditFact, InvoiceFact
from dunning.statements import as_pdf, statement_of
from dunning.statements.fonts import CHINESE, JAPANESE, KOREAN, markup
from dunning.statements.words import words_in

DAY = date(2026, 3, 4)


def item(number: str, due: date, balance: str, currency: str = "EUR", standing: str = "ask") -> InvoiceFact:
    return InvoiceFact(
        number=number,
        issued=date(2026, 1, 2),
        due=due,
        balance=Decimal(balance),
        currency=currency,
        amount=Decimal("500.00"),
        standing=standing,
    )


def facts(language: str = "en", customer: str = "Alder Creek Brewing") -> AccountFacts:
    return AccountFacts(
        customer=customer,
        country="",
        language=language,
        currency="EUR",
        invoices=(
            item("INV-2", date(2026, 2, 20), "100.00", standing="disputed"),
            item("INV-1", date(2026, 2, 10), "400.00"),
            item("INV-USD", date(2026, 4, 1), "70.00", "USD"),
        ),
        credits=(CreditFact("CN-1", Decimal("30.00"), "EUR"), CreditFact("", Decimal("20.00"), "EUR")),
        allowed=Allowed(bank_details="IBAN DE00 0000"),
    )


def test_it_shows_all_that_is_open_and_takes_credits_off():
    statement = statement_of(facts(), company="Nordlicht GmbH", on=DAY)
    assert [(line.number, line.open_amount, line.note) for line in statement.lines] == [
        ("INV-1", Decimal("400.00"), ""),
        ("INV-2", Decimal("100.00"), "disputed"),
        ("INV-USD", Decimal("70.00"), ""),
        ("CN-1", Decimal("-30.00"), "credit_note"),
        ("", Decimal("-20.00"), "on_account"),
    ]
    assert statement.totals() == {"EUR": Decimal("450.00"), "USD": Decimal("70.00")}


def test_the_same_statement_is_the_same_file():
    statement = statement_of(facts(), company="Nordlicht GmbH", on=DAY)
    assert as_pdf(statement) == as_pdf(statement)
    assert as_pdf(statement).startswith(b"%PDF-")


def test_an_account_with_nothing_open_and_one_of_many_pages_are_printed():
    nothing = statement_of(AccountFacts("A", "", "en", "EUR"), company="N", on=DAY)
    assert as_pdf(nothing).startswith(b"%PDF-")
    many = tuple(item(f"INV-{number}", DAY, "1.00") for number in range(200))
    long = statement_of(AccountFacts("A", "", "en", "EUR", invoices=many), company="N", on=DAY)
    assert len(re.findall(rb"/Type /Page\b", as_pdf(long))) > 3


@pytest.mark.parametrize(
    "language", ["en", "de", "fr", "es", "pl", "el", "ru", "tr", "ar", "ja", "zh", "he", "th", "xx"]
)
def test_every_language_is_printed(language: str):
    assert as_pdf(statement_of(facts(language), company="Nordlicht GmbH", on=DAY)).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("Żółć", "NotoSans"),
        ("Παπαδόπουλος", "NotoSans"),
        ("Ромашка", "NotoSans"),
        ("النور", "NotoSansArabic"),
        ("אלון", "NotoSansHebrew"),
        ("สยาม", "NotoSansThai"),
        ("カタカナ", JAPANESE),
        ("한국", KOREAN),
        ("北京", CHINESE),
    ],
)
def test_each_script_has_a_font(text: str, font: str):
    written = markup(text, language="en")
    assert re.findall(r'name="([^"]+)"', written) == [font]
    assert "?" not in written


def test_what_no_font_has_is_a_question_mark_and_markup_is_only_text():
    assert markup("a\N{GRINNING FACE}", language="en") == '<font name="NotoSans">a</font>?'
    assert "&lt;b&gt;" in markup("<b>", language="en")


def test_a_hostile_name_is_printed_as_text():
    statement = statement_of(facts(customer='<img src="file:///etc/passwd"/> & Co'), company="N", on=DAY)
    assert b"/Subtype /Image" not in as_pdf(statement)


def test_arabic_is_joined_and_ordered():
    assert markup("بب", language="ar").count("\N{ARABIC LETTER BEH FINAL FORM}") == 1


def test_every_language_has_every_word():
    wanted = set(words_in("en")[1])
    for language in ("de", "fr", "es", "it", "nl", "pt", "pl", "cs", "el", "ru", "uk", "sv", "da", "nb", "fi", "hu"):
        used, words = words_in(language)
        assert used == language
        assert set(words) == wanted
    assert words_in("de-AT")[0] == "de"
    assert words_in("xx")[0] == "en"
