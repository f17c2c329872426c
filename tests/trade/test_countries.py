from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from trade.countries import COUNTRIES, country_code, currency_for, language_for, local_date, time_zone_for
from trade.currencies import CURRENCIES
from trade.locales import locale_for


@pytest.mark.parametrize(
    ("country", "time_zone", "language", "currency"),
    [
        ("DE", "Europe/Berlin", "de", "EUR"),
        ("us", "America/New_York", "en", "USD"),
        ("UK", "Europe/London", "en", "GBP"),
        ("EL", "Europe/Athens", "el", "EUR"),
        ("CH", "Europe/Zurich", "de", "CHF"),
        ("BR", "America/Sao_Paulo", "pt", "BRL"),
        ("AU", "Australia/Sydney", "en", "AUD"),
        ("CN", "Asia/Shanghai", "zh", "CNY"),
        ("BG", "Europe/Sofia", "bg", "EUR"),
        ("", "UTC", "en", ""),
        ("ZZ", "UTC", "en", ""),
    ],
)
def test_a_country_implies_zone_language_and_currency(
    country: str, time_zone: str, language: str, currency: str
) -> None:
    assert (time_zone_for(country), language_for(country), currency_for(country)) == (time_zone, language, currency)


def test_every_country_names_a_real_zone_language_and_currency() -> None:
    assert len(COUNTRIES) == 248
    for country in COUNTRIES.values():
        assert len(country.code) == 2
        assert ZoneInfo(country.time_zone).key == country.time_zone
        assert locale_for(country.language).language == {"no": "nb"}.get(country.language, country.language)
        assert country.currency in CURRENCIES or country.code == "AQ"


def test_country_codes_are_tidied() -> None:
    assert [country_code(text) for text in (" de ", "uk", "el", "zz")] == ["DE", "GB", "GR", "ZZ"]


@pytest.mark.parametrize(
    ("instant", "time_zone", "day"),
    [
        (datetime(2026, 3, 31, 23, 30, tzinfo=UTC), "Europe/Berlin", date(2026, 4, 1)),
        (datetime(2026, 4, 1, 3, 30, tzinfo=UTC), "America/New_York", date(2026, 3, 31)),
        # The last hour before summer time and the first one of it.
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), "Europe/Berlin", date(2026, 3, 28)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), "Europe/Berlin", date(2026, 3, 30)),
    ],
)
def test_the_local_date_is_the_debtors_calendar_day(instant: datetime, time_zone: str, day: date) -> None:
    assert local_date(instant, time_zone) == day


def test_a_naive_instant_has_no_local_date() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        local_date(datetime(2026, 1, 1), "UTC")  # noqa: DTZ001


@pytest.mark.parametrize("time_zone", ["Mars/Olympus", "", "../etc/passwd", "Europe"])
def test_an_unknown_zone_is_refused_with_a_sentence(time_zone: str) -> None:
    with pytest.raises(ValueError, match=f"“{time_zone}” is not a time zone"):
        local_date(datetime(2026, 1, 1, tzinfo=UTC), time_zone)
