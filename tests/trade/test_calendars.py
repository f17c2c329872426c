from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trade.calendars import BusinessCalendar, calendar_for

GOOD_FRIDAY = date(2026, 4, 3)


def test_weekends_and_public_holidays_are_closed() -> None:
    germany = calendar_for("DE")
    assert germany.is_business_day(date(2026, 4, 2))
    assert not germany.is_business_day(GOOD_FRIDAY)
    assert not germany.is_business_day(date(2026, 4, 4))
    assert not germany.is_business_day(date(2026, 4, 6))


@pytest.mark.parametrize(
    ("country", "closed"),
    [
        ("GB", date(2026, 8, 31)),
        ("CH", GOOD_FRIDAY),
        ("JP", date(2026, 12, 31)),
        ("SE", date(2026, 6, 19)),
        ("US", date(2026, 7, 3)),
        ("XECB", date(2026, 5, 1)),
        # Friday and Saturday are the weekend of Saudi Arabia.
        ("SA", date(2026, 1, 9)),
        # By law only Sunday is free, offices rest on Saturday too.
        ("HK", date(2026, 1, 10)),
    ],
)
def test_days_on_which_offices_rest_are_closed(country: str, closed: date) -> None:
    assert not calendar_for(country).is_business_day(closed)


def test_a_sunday_is_a_business_day_where_the_week_begins_with_it() -> None:
    assert calendar_for("SA").is_business_day(date(2026, 1, 11))


def test_a_country_that_changed_its_weekend_keeps_the_old_one_before() -> None:
    assert calendar_for("AE").is_business_day(date(2021, 1, 10))
    assert not calendar_for("AE").is_business_day(date(2023, 1, 8))


@pytest.mark.parametrize("country", ["", "ZZ", "nowhere", "DEU"])
def test_an_unknown_country_closes_on_weekends_only(country: str) -> None:
    assert calendar_for(country).is_business_day(date(2026, 1, 1))
    assert not calendar_for(country).is_business_day(date(2026, 1, 3))


def test_a_calendar_is_made_once_per_country() -> None:
    assert calendar_for("de") is calendar_for(" DE ")
    assert calendar_for("UK") is calendar_for("GB")


def test_the_next_business_day_is_the_day_itself_if_open() -> None:
    germany = calendar_for("DE")
    assert germany.next_business_day(date(2026, 4, 2)) == date(2026, 4, 2)
    assert germany.next_business_day(GOOD_FRIDAY) == date(2026, 4, 7)


@pytest.mark.parametrize(
    ("start", "days", "result"),
    [
        (date(2026, 4, 2), 1, date(2026, 4, 7)),
        (date(2026, 4, 2), 0, date(2026, 4, 2)),
        (GOOD_FRIDAY, 0, date(2026, 4, 7)),
        (GOOD_FRIDAY, 1, date(2026, 4, 7)),
        (GOOD_FRIDAY, -1, date(2026, 4, 2)),
        (date(2026, 4, 7), -1, date(2026, 4, 2)),
        (date(2025, 12, 31), 1, date(2026, 1, 2)),
        (date(2026, 1, 2), -1, date(2025, 12, 31)),
        (date(2026, 1, 1), -1, date(2025, 12, 31)),
        (date(2024, 2, 28), 2, date(2024, 3, 1)),
    ],
)
def test_business_days_are_added_across_holidays_and_years(start: date, days: int, result: date) -> None:
    assert calendar_for("DE").add_business_days(start, days) == result


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (date(2026, 4, 2), date(2026, 4, 2), 0),
        (date(2026, 4, 2), date(2026, 4, 6), 0),
        (date(2026, 4, 2), date(2026, 4, 7), 1),
        (date(2026, 4, 7), date(2026, 4, 2), -1),
        (date(2025, 12, 31), date(2026, 1, 2), 1),
        (date(2023, 12, 29), date(2026, 1, 2), 506),
    ],
)
def test_business_days_between_leave_out_the_start_and_count_the_end(start: date, end: date, days: int) -> None:
    assert calendar_for("DE").business_days_between(start, end) == days


def test_years_without_a_published_calendar_have_weekends_only() -> None:
    assert calendar_for("DE").is_business_day(date(2199, 1, 1))
    assert calendar_for("DE").is_business_day(date(1, 1, 1))


def test_a_year_is_worked_out_only_once() -> None:
    asked = count()

    def open_on_weekdays(day: date) -> bool:
        next(asked)
        return day.weekday() < 5

    calendar = BusinessCalendar(open_on_weekdays)
    for offset in range(365):
        calendar.is_business_day(date(2026, 1, 1) + timedelta(days=offset))
        calendar.business_days_between(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=offset))
    assert next(asked) == 365


@given(
    country=st.sampled_from(["DE", "US", "AE", "", "XECB"]),
    start=st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31)),
    days=st.integers(min_value=-400, max_value=400),
)
def test_adding_agrees_with_counting_day_by_day(country: str, start: date, days: int) -> None:
    calendar = calendar_for(country)
    day, left = start, abs(days)
    step = timedelta(days=1 if days > 0 else -1)
    while left:
        day += step
        left -= calendar.is_business_day(day)
    assert calendar.add_business_days(start, days) == (day if days else calendar.next_business_day(start))
    if days > 0:
        assert calendar.business_days_between(start, day) == days
