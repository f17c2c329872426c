from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trade.dates import detect_date_order, format_date, parse_date

FIFTH_OF_JANUARY = date(2024, 1, 5)


@pytest.mark.parametrize("order", ["dmy", "mdy", "ymd"])
@pytest.mark.parametrize(
    "text",
    [
        "2024-01-05",
        " 2024-1-5 ",
        "2024/01/05",
        "20240105",
        "2024-01-05 00:00:00",
        "2024-01-05T10:00:00Z",
        "2024-01-05T23:59:59.123+02:00",
        "5.1.2024",
        "05.01.2024",
        "05.01.24",
        "5. 1. 2024",
        "5.1.2024 10:00",
        "5 Jan 2024",
        "05-Jan-2024",
        "5-Jan-24",
        "Jan 5, 2024",
        "January 5th, 2024",
        "5. Januar 2024",
        "5. Jänner 2024",
        "5 janvier 2024",
        "5 de enero de 2024",
        "5 gennaio 2024",
    ],
)
def test_clear_dates_need_no_order(text: str, order: str) -> None:
    assert parse_date(text, order=order) == FIFTH_OF_JANUARY


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("05/01/2024", "dmy"),
        ("5/1/24", "dmy"),
        ("05-01-2024", "dmy"),
        ("01/05/2024", "mdy"),
        ("1/5/2024 12:00:00 AM", "mdy"),
        ("1/5/24", "mdy"),
    ],
)
def test_the_order_decides_between_day_and_month(text: str, order: str) -> None:
    assert parse_date(text, order=order) == FIFTH_OF_JANUARY


def test_without_an_order_a_date_passes_only_where_day_and_month_cannot_be_mistaken() -> None:
    assert parse_date("13/02/2026") == date(2026, 2, 13)
    assert parse_date("02/13/2026") == date(2026, 2, 13)
    assert parse_date("05/05/2026") == date(2026, 5, 5)
    with pytest.raises(ValueError, match="“05/01/2026” is unclear: which number is the day"):
        parse_date("05/01/2026")


@pytest.mark.parametrize(
    ("text", "order", "why"),
    [
        ("13/13/2026", "dmy", "“13/13/2026” is not a date: as day/month/year it has a month 13."),
        ("13/13/2026", "ymd", "“13/13/2026” is not a date: as day/month/year it has a month 13."),
        ("02/13/2026", "dmy", "“02/13/2026” is not a date: as day/month/year it has a month 13."),
        ("13/02/2026", "mdy", "“13/02/2026” is not a date: as month/day/year it has a month 13."),
        ("2026-13-01", "ymd", "“2026-13-01” is not a date: as year-month-day it has a month 13."),
        ("2023-02-29", "ymd", "“2023-02-29” is not a date: that month has no day 29."),
        ("31.04.2026", "dmy", "“31.04.2026” is not a date: that month has no day 31."),
        ("0024-01-05", "ymd", "“0024-01-05” is not a date: the year 24 is not from 1900 to 2199."),
        ("5 Foo 2024", "ymd", "“5 Foo 2024” is not a date: “Foo” is not a month."),
        ("45292", "ymd", "“45292” is not a date."),
        ("45292.5", "ymd", "“45292.5” is not a date."),
        ("tomorrow", "dmy", "“tomorrow” is not a date."),
        ("x" * 61, "dmy", f"“{'x' * 37}…” is not a date."),
        ("", "dmy", "The date is empty."),
        ("  ", "dmy", "The date is empty."),
        ("2/1/2026", "ydm", "“ydm” is not an order of day, month and year: dmy, mdy or ymd."),
    ],
)
def test_an_impossible_date_is_refused_with_a_sentence(text: str, order: str, why: str) -> None:
    with pytest.raises(ValueError) as refusal:
        parse_date(text, order=order)
    assert str(refusal.value) == why


def test_a_leap_day_is_a_day() -> None:
    assert parse_date("29.02.2024") == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("samples", "order"),
    [
        (["01/02/2026", "13/02/2026"], "dmy"),
        (["01/02/2026", "02/13/2026"], "mdy"),
        (["1/2/2026 10:00", "1/31/26 09:00"], "mdy"),
        (["2026-01-02", "2026-01-03 00:00:00"], "ymd"),
        (["5.1.2026"], "dmy"),
        (["13/02/2026", "14/02/2026", "02/13/2026"], "dmy"),
        (["2026-01-02", "02/13/2026"], "mdy"),
        (["13/13/2026", "n/a", "02/13/2026"], "mdy"),
    ],
)
def test_the_order_of_a_column_is_proven_by_its_samples(samples: list[str], order: str) -> None:
    assert detect_date_order(samples) == order


@pytest.mark.parametrize(
    "samples", [["01/02/2026", "03/04/2026"], ["2026-01-02", "03/04/2026"], [], ["n/a"], ["13/13/2026"]]
)
def test_a_column_that_proves_nothing_has_the_default_order(samples: list[str]) -> None:
    assert detect_date_order(samples) == "dmy"
    assert detect_date_order(samples, default="mdy") == "mdy"


@pytest.mark.parametrize(
    ("language", "country", "shown"),
    [
        ("en", "US", "January 5, 2024"),
        ("en", "GB", "5 January 2024"),
        ("en", "FR", "5 January 2024"),
        ("de", "DE", "5. Januar 2024"),
        ("de", "AT", "5. Jänner 2024"),
        ("fr", "FR", "5 janvier 2024"),
        ("es", "ES", "5 de enero de 2024"),
        ("no", "NO", "5. januar 2024"),
        ("ja", "JP", "2024年1月5日"),
        ("xx", "", "January 5, 2024"),
        ("xx", "GB", "5 January 2024"),
    ],
)
def test_dates_are_written_for_their_reader(language: str, country: str, shown: str) -> None:
    assert format_date(FIFTH_OF_JANUARY, language=language, country=country) == shown


@given(
    day=st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)),
    language=st.sampled_from(["en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "no", "fi", "pl", "cs"]),
)
def test_what_we_write_we_read(day: date, language: str) -> None:
    assert parse_date(format_date(day, language=language)) == day


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        parse_date(text)
    except ValueError as error:
        assert str(error)
