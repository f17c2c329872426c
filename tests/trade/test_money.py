from decimal import Decimal

import pytest

from trade.money import CURRENCIES, format_amount, minor_units, quantize

NBSP, NARROW = "\u00a0", "\u202f"


@pytest.mark.parametrize(("currency", "decimals"), [("EUR", 2), ("RSD", 2), ("JPY", 0), ("CLP", 0), ("KWD", 3)])
def test_a_currency_has_the_decimals_of_iso_4217(currency: str, decimals: int) -> None:
    assert minor_units(currency) == decimals


@pytest.mark.parametrize("code", ["", "eur", "XXX", "EURO"])
def test_an_unknown_currency_is_refused_with_a_sentence(code: str) -> None:
    with pytest.raises(ValueError, match=f"“{code}” is not a currency code of ISO 4217"):
        minor_units(code)


def test_currencies_are_three_capitals() -> None:
    assert {"EUR", "USD", "CHF", "GBP", "JPY"} <= CURRENCIES
    assert all(len(code) == 3 and code.isalpha() and code.isupper() for code in CURRENCIES)


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [
        ("1.005", "EUR", "1.01"),
        ("-1.005", "EUR", "-1.01"),
        ("2.5", "JPY", "3"),
        ("1", "KWD", "1.000"),
        ("1e3", "EUR", "1000.00"),
    ],
)
def test_amounts_round_halves_away_from_zero_to_the_minor_unit(amount: str, currency: str, rounded: str) -> None:
    assert str(quantize(Decimal(amount), currency)) == rounded


@pytest.mark.parametrize(
    ("amount", "currency", "language", "country", "shown"),
    [
        ("1250", "EUR", "de", "DE", f"1.250,00{NBSP}€"),
        ("1250", "EUR", "de", "AT", f"€{NBSP}1.250,00"),
        ("1250", "CHF", "de", "CH", f"CHF{NBSP}1’250.00"),
        ("1250", "EUR", "fr", "FR", f"1{NARROW}250,00{NBSP}€"),
        ("1250", "USD", "en", "US", "$1,250.00"),
        ("1250", "USD", "en", "CA", "US$1,250.00"),
        ("1250", "GBP", "en", "GB", "£1,250.00"),
        ("-1250.5", "USD", "en", "US", "-$1,250.50"),
        ("1234567", "INR", "en", "IN", "₹12,34,567.00"),
        ("1250", "JPY", "ja", "JP", "￥1,250"),
        ("1250", "NOK", "no", "NO", f"1{NBSP}250,00{NBSP}kr"),
        ("1250", "BRL", "pt-BR", "", f"R${NBSP}1.250,00"),
    ],
)
def test_amounts_are_shown_as_customary_in_the_country(
    amount: str, currency: str, language: str, country: str, shown: str
) -> None:
    assert format_amount(Decimal(amount), currency, language=language, country=country) == shown


def test_every_minor_unit_is_shown_even_where_daily_life_rounds() -> None:
    assert format_amount(Decimal("1250.55"), "RSD", language="en") == f"RSD{NBSP}1,250.55"
    assert format_amount(Decimal("1250.5"), "KWD", language="en") == f"KWD{NBSP}1,250.500"


@pytest.mark.parametrize("language", ["xx", "", "klingon", "e", "../etc", "en_", "-"])
def test_an_unknown_language_is_written_as_english(language: str) -> None:
    assert format_amount(Decimal("1250"), "EUR", language=language) == "€1,250.00"


def test_a_language_keeps_its_own_format_in_a_country_without_one() -> None:
    assert format_amount(Decimal("1250"), "EUR", language="fr", country="DE") == f"1{NARROW}250,00{NBSP}€"
