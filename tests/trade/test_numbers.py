from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trade.countries import COUNTRIES, Country
from trade.money import format_amount, quantize
from trade.numbers import detect_decimal_mark, parse_amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1250", "1250"),
        ("1250.5", "1250.5"),
        ("1250,5", "1250.5"),
        ("1.250,00", "1250.00"),
        ("1,250.00", "1250.00"),
        ("1 250,00", "1250.00"),
        ("1\u00a0250,00", "1250.00"),
        ("1\u202f250,00", "1250.00"),
        ("1 000 000", "1000000"),
        ("12'500.50", "12500.50"),
        ("12’500.50", "12500.50"),
        ("1'250.000", "1250.000"),
        ("1.234.567", "1234567"),
        ("12,34,567.00", "1234567.00"),
        ("0,500", "0.500"),
        (",50", "0.50"),
        ("  5.00\t", "5.00"),
        ("٣٫٥", "3.5"),
    ],
)
def test_national_formats_are_read(text: str, amount: str) -> None:
    assert str(parse_amount(text)) == amount


@pytest.mark.parametrize(
    "text",
    [
        "-120.00",
        "120.00-",
        "(120.00)",
        "−120.00",
        "–120,00",
        "(€ 120.00)",
        "€ (120.00)",
        "-€120.00",
        "€-120.00",
        "- 120,00 €",
    ],
)
def test_a_minus_on_either_side_and_parentheses_are_negative(text: str) -> None:
    assert parse_amount(text) == Decimal(-120)


@pytest.mark.parametrize(
    "text",
    [
        "€1.250,00",
        "1.250,00 €",
        "EUR 1,250.00",
        "1250 eur",
        "CHF 1'250.-",
        "CHF 1’250.—",
        "1250,-- Kč",
        "1250:- kr",
        "kr. 1.250,00",
        "US$1,250",
        "R$ 1.250,00",
        "\u200f1,250.00\u00a0\u200f₪",
    ],
)
def test_a_currency_around_the_number_is_dropped(text: str) -> None:
    assert parse_amount(text) == Decimal(1250)


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "nan",
        "inf",
        "-Infinity",
        "1e5",
        "1E5",
        "0x10",
        "1_000",
        "abc",
        "€",
        "-",
        "()",
        "--5",
        "(-5)",
        "5--",
        "+-5",
        "5.",
        "(5",
        "5)",
        "1..5",
        "1.2.3",
        "12 34",
        "1 2",
        "12'50",
        "1,2,3",
        "1250,00.00",
        "1,250.5,0",
        "5 or 6",
        "5 USD EUR x",
        "invoice 10442",
        "100 CR",
        "2k",
        "5 S",
        "½",
        "²",
        "1" * 61,
        "=1+1",
        "5%",
    ],
)
def test_anything_else_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"^“.*” is not an amount\.$"):
        parse_amount(text)


@pytest.mark.parametrize("text", ["", "   ", "\u00a0"])
def test_an_empty_amount_is_called_empty(text: str) -> None:
    with pytest.raises(ValueError, match=r"^The amount is empty\.$"):
        parse_amount(text)


@pytest.mark.parametrize(
    ("text", "mark", "amount"),
    [("1.250", ".", "1.250"), ("1.250", ",", "1250"), ("1,250", ".", "1250"), ("1,250", ",", "1.250"), ("7", ",", "7")],
)
def test_the_decimal_mark_of_the_file_decides(text: str, mark: str, amount: str) -> None:
    assert str(parse_amount(text, decimal_mark=mark)) == amount


@pytest.mark.parametrize(("text", "mark"), [("1250,00", "."), ("1250.00", ","), ("1,250.00", ","), ("1.250,00", ".")])
def test_an_amount_that_contradicts_the_mark_is_refused_not_multiplied(text: str, mark: str) -> None:
    with pytest.raises(ValueError, match=f"is not an amount with “{mark}” as the decimal mark"):
        parse_amount(text, decimal_mark=mark)


def test_a_lone_mark_before_three_digits_separates_thousands() -> None:
    assert parse_amount("1.250") == parse_amount("1,250") == Decimal(1250)


@pytest.mark.parametrize(
    ("samples", "mark"),
    [
        (["1.250,00", "999"], ","),
        (["1,250.00", "999"], "."),
        (["1,234", "2,500", "12.50"], "."),
        (["1,234", "2,500", "12,50"], ","),
        (["1,234", "1,234,567"], "."),
        (["1.234", "€ 0,5"], ","),
        (["1 250,00"], ","),
        (["1'250.000"], "."),
        (["1,234", "2,500"], "."),
        (["1.234", "2.500"], ","),
        (["12.50", "13.75", "1.250,00"], "."),
        (["12,50", "n/a", "", "total"], ","),
        (["5", "17"], "."),
        ([], "."),
    ],
)
def test_the_decimal_mark_of_a_column_is_found(samples: list[str], mark: str) -> None:
    assert detect_decimal_mark(samples) == mark
    assert detect_decimal_mark(reversed(samples)) == mark


@given(
    cents=st.integers(min_value=-(10**12), max_value=10**12),
    place=st.sampled_from(
        [
            ("de", "DE"),
            ("de", "CH"),
            ("fr", "FR"),
            ("en", "US"),
            ("en", "IN"),
            ("ar", "AE"),
            ("he", "IL"),
            ("nl", "NL"),
            ("pt", "BR"),
            ("sv", "SE"),
            ("pl", "PL"),
            ("fa", "IR"),
            ("es", "MX"),
        ]
    ),
    currency=st.sampled_from(["EUR", "USD", "CHF", "GBP"]),
)
def test_what_we_write_we_read(cents: int, place: tuple[str, str], currency: str) -> None:
    amount = Decimal(cents).scaleb(-2)
    assert parse_amount(format_amount(amount, currency, language=place[0], country=place[1])) == amount


# Currencies that CLDR writes as a letter, which could as well mean thousands or a debit.
LONE_LETTERS = {"BWP", "GMD", "GTQ", "HNL", "HTG", "MDL", "MMK", "PGK", "SOS", "SZL", "ZMW"}


@pytest.mark.parametrize(
    "country", [c for c in COUNTRIES.values() if c.currency and c.currency not in LONE_LETTERS], ids=lambda c: c.code
)
def test_every_countrys_own_money_is_read_as_written_there(country: Country) -> None:
    amount = quantize(Decimal("-1234567.55"), country.currency)
    written = format_amount(amount, country.currency, language=country.language, country=country.code)
    assert parse_amount(written) == amount


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        assert parse_amount(text).is_finite()
    except ValueError as error:
        assert str(error).endswith(".")
