"""Business days of a country: its weekend, public holidays and working weekends, from the `holidays` package."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from trade.countries import country_code

if TYPE_CHECKING:
    from holidays import HolidayBase

SATURDAY, SUNDAY = 5, 6
TARGET2 = "XECB"
# Outside of these years no calendar is published or computed; only weekends close.
HOLIDAY_YEARS = range(1900, 2101)
# Where the national list is much shorter than what closes offices: the region in which most business is done.
_BUSINESS_REGIONS = {"GB": "ENG", "CH": "ZH", "AU": "NSW", "CA": "ON"}
# Days on which offices close although the law does not say so.
_CUSTOMARY = {"JP": "bank", "SE": "de_facto"}


@dataclass(frozen=True)
class _Year:
    first_ordinal: int
    # Ordinals of the business days, ascending.
    business: tuple[int, ...]
    # By day of the year: how many business days up to and including it.
    counts: tuple[int, ...]


class BusinessCalendar:
    """Business days of one country. A year is worked out on first use; from then on every answer is a few look-ups."""

    def __init__(self, is_working_day: Callable[[date], bool]) -> None:
        self._is_working_day = is_working_day
        self._years: dict[int, _Year] = {}
        self._closed: dict[int, frozenset[date]] = {}

    def is_business_day(self, day: date) -> bool:
        closed = self._closed.get(day.year)
        if closed is None:
            self._year(day.year)
            closed = self._closed[day.year]
        return day not in closed

    def next_business_day(self, day: date) -> date:
        """The day itself if it is a business day, else the first one after it."""
        return day if self.is_business_day(day) else self.add_business_days(day, 1)

    def add_business_days(self, day: date, count: int) -> date:
        """The day that lies `count` business days later, earlier if negative; with 0 weekends and holidays roll on."""
        if count == 0:
            return self.next_business_day(day)
        number = day.year
        year = self._year(number)
        rank = self._rank(day) + count
        if count < 0 and not self.is_business_day(day):
            rank += 1
        while rank > len(year.business):
            rank -= len(year.business)
            number += 1
            year = self._year(number)
        while rank < 1:
            number -= 1
            year = self._year(number)
            rank += len(year.business)
        return date.fromordinal(year.business[rank - 1])

    def business_days_between(self, start: date, end: date) -> int:
        """Business days after start up to and including end; negative if end lies before start."""
        if end < start:
            return -self.business_days_between(end, start)
        whole_years = sum(len(self._year(number).business) for number in range(start.year, end.year))
        return whole_years + self._rank(end) - self._rank(start)

    def _rank(self, day: date) -> int:
        """Business days of the day's year up to and including it."""
        year = self._year(day.year)
        return year.counts[day.toordinal() - year.first_ordinal]

    def _year(self, number: int) -> _Year:
        year = self._years.get(number)
        if year is None:
            first = date(number, 1, 1).toordinal()
            days = range(first, date(number, 12, 31).toordinal() + 1)
            business = tuple(day for day in days if self._is_working_day(date.fromordinal(day)))
            year = _Year(first, business, tuple(bisect_right(business, day) for day in days))
            self._closed[number] = frozenset(date.fromordinal(day) for day in set(days).difference(business))
            self._years[number] = year
        return year


def calendar_for(country: str) -> BusinessCalendar:
    """The calendar of an ISO 3166 country, or "XECB" for TARGET2; "" or an unknown code closes on weekends only."""
    return _calendar(country_code(country))


@lru_cache(maxsize=512)
def _calendar(code: str) -> BusinessCalendar:
    holidays = _holidays(code) if code else None
    if holidays is None:
        return BusinessCalendar(_is_weekday)

    # Where only Sunday is the weekend by law, offices rest on Saturday as well.
    saturday_off = holidays.weekend == {SUNDAY}

    def is_working_day(day: date) -> bool:
        if day.year not in HOLIDAY_YEARS:
            return _is_weekday(day)
        return holidays.is_working_day(day) and not (saturday_off and day.weekday() == SATURDAY)

    return BusinessCalendar(is_working_day)


def _is_weekday(day: date) -> bool:
    return day.weekday() < SATURDAY


def _holidays(code: str) -> HolidayBase | None:
    """None for a country that the package does not know. The import takes tenths of a second, hence here."""
    from holidays import country_holidays, financial_holidays

    if code == TARGET2:
        return financial_holidays(TARGET2)
    if len(code) != 2:
        return None
    categories = ("public", _CUSTOMARY[code]) if code in _CUSTOMARY else None
    try:
        return country_holidays(code, subdiv=_BUSINESS_REGIONS.get(code), categories=categories)
    except NotImplementedError:  # how the package says that it does not know the country
        return None
