"""Years and months of other calendars as Gregorian dates: Solar Hijri, Hijri, Buddhist, Minguo, Japanese eras."""

from __future__ import annotations

from datetime import date, timedelta

# Months of the Solar Hijri calendar are numbered 101-112 in the tables, those of the Hijri calendar 201-212.
SOLAR_HIJRI, HIJRI = 100, 200
# First day of the Hijri era in the tabular calendar (Friday epoch, 16 July 622 Julian), as Python's ordinal.
_HIJRI_EPOCH = 227_015
# Leap years of the 33-year cycle that the Iranian calendar follows from 1343 to 1471 (Birashk's rule is the same here).
_SOLAR_LEAPS = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
# First years of the Japanese eras that still stand on papers.
_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}


def gregorian_year(year: int, *, era: str = "") -> int | None:
    """The Gregorian year of a year as written, None where it names no year near ours."""
    if era in _ERAS:
        return _ERAS[era] + year
    if 2540 <= year <= 2600:
        return year - 543
    return year if 1990 <= year <= 2060 else None


def from_other_calendar(year: int, month: int, day: int) -> date | None:
    """A Solar Hijri (1370-1430) or Hijri (1431-1480) date; None if there is no such date."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if 1370 <= year <= 1430:
        return _solar_hijri(year, month, day)
    if 1431 <= year <= 1480 and day <= 30:
        return _hijri(year, month, day)
    return None


def solar_hijri_year(day: date) -> int:
    """The Solar Hijri year that a day lies in."""
    started = _solar_hijri(day.year - 621, 1, 1)
    return day.year - 621 if started is not None and day >= started else day.year - 622


def hijri_year(day: date) -> int:
    """The Hijri year that a day lies in, by the tabular calendar (a day off the sighted one at most, mostly)."""
    return (30 * (day.toordinal() - _HIJRI_EPOCH) + 10646) // 10631


def _solar_hijri(year: int, month: int, day: int) -> date | None:
    longest = 31 if month <= 6 else 30 if month < 12 or year % 33 in _SOLAR_LEAPS else 29
    if day > longest:
        return None
    # 1 Farvardin 1400 was 21 March 2021.
    start = date(2021, 3, 21)
    step = 1 if year >= 1400 else -1
    for passed in range(1400, year, step):
        counted = passed if step > 0 else passed - 1
        start += timedelta(days=step * (366 if counted % 33 in _SOLAR_LEAPS else 365))
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return start + timedelta(days=before + day - 1)


def _hijri(year: int, month: int, day: int) -> date:
    days = day + -(-59 * (month - 1) // 2) + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(_HIJRI_EPOCH + days - 1)
