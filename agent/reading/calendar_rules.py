"""The contract's rules for dates: a commitment is due on the last day that its words allow. Calendar arithmetic."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

FRIDAY = 4


@dataclass(frozen=True)
class Moment:
    """The day a mail was received in its own offset, and whether its words speak of the past (a payment made)."""

    day: date
    past: bool = False
    month_first: bool = False


def this_week(day: date) -> date:
    """That week's Friday; on Friday or later that week's Sunday."""
    friday = day + timedelta(days=FRIDAY - day.weekday())
    return friday if day < friday else friday + timedelta(days=2)


def week_friday(day: date, *, weeks: int) -> date:
    """The Friday of the Monday-to-Sunday week that lies `weeks` after the day's own."""
    return day + timedelta(days=FRIDAY - day.weekday() + 7 * weeks)


def month_end(day: date, *, months: int = 0) -> date:
    first = add_months(day.replace(day=1), months)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_weekdays(day: date, count: int) -> date:
    """`count` days on (back, if negative), Saturdays and Sundays not counted."""
    step = 1 if count > 0 else -1
    while count != 0:
        day += timedelta(days=step)
        count -= step * (day.weekday() < 5)
    return day


def weekday(number: int, *, which: str, now: Moment) -> date:
    """Monday is 0. plain: the first after the day (in the past before it); next: of the next week; last: before it."""
    if which == "next" and not now.past:
        return now.day + timedelta(days=7 - now.day.weekday() + number)
    if which == "last" or now.past:
        return now.day - timedelta(days=(now.day.weekday() - number) % 7 or 7)
    return now.day + timedelta(days=(number - now.day.weekday()) % 7 or 7)


def nearest(*, day: int, month: int, year: int | None, now: Moment) -> date | None:
    """The next such date on or after the day, in the past the latest on or before it; None if there is none."""
    if year is not None:
        return _date(year, month, day)
    candidates = [_date(now.day.year + step, month, day) for step in (-4, -3, -2, -1, 0, 1, 2, 3, 4)]
    found = [c for c in candidates if c is not None and (c <= now.day if now.past else c >= now.day)]
    return (max(found) if now.past else min(found)) if found else None


def period(unit: str, *, shift: int, part: str, now: Moment) -> date | None:
    """The day meant by a part ("" and "end", "mid", "early") of this (0), the next (1) or the last (-1) period.

    Units: D day, B business day, W week, M month, Q quarter, Y year. What has passed is the next one, in the past the
    last one. None for a last week or month as a whole, which names no day.
    """
    if unit in "DB":
        step = add_weekdays(now.day, shift) if unit == "B" else now.day + timedelta(days=shift)
        return step if shift > 0 else None
    if shift < 0 and not part:
        return None
    found = _part(unit, shift=shift, part=part, day=now.day)
    if shift == 0 and unit != "W" and not now.past and found < now.day:
        return _part(unit, shift=1, part=part, day=now.day)
    if shift == 0 and now.past and found > now.day and part:
        return _part(unit, shift=-1, part=part, day=now.day)
    return found


def _part(unit: str, *, shift: int, part: str, day: date) -> date:
    if unit == "W":
        offset = {"mid": -2, "early": -3}.get(part, 0)
        found = week_friday(day, weeks=shift) + timedelta(days=offset)
        if shift == 0:
            return found + timedelta(days=7 if found < day else 0) if offset else this_week(day)
        return found
    length = {"M": 1, "Q": 3, "Y": 12}[unit]
    first = day.replace(day=1, month=(day.month - 1) // length * length + 1)
    first = add_months(first, shift * length)
    if part == "early":
        return first.replace(day=5)
    if part == "mid":
        return first.replace(day=15) if length == 1 else month_end(first, months=length // 2 - (length == 12))
    return month_end(first, months=length - 1)


def after(unit: str, count: int, *, day: date) -> date:
    """The day `count` units on (or back, if negative)."""
    if unit == "B":
        return add_weekdays(day, count)
    if unit == "D":
        return day + timedelta(days=count)
    if unit == "W":
        return day + timedelta(days=7 * count)
    return add_months(day, count * {"M": 1, "Q": 3, "Y": 12}[unit])


def nearest_month_end(*, month: int, year: int | None, now: Moment) -> date:
    years = [year] if year is not None else [now.day.year - 1, now.day.year, now.day.year + 1]
    ends = [date(y, month, calendar.monthrange(y, month)[1]) for y in years]
    found = [end for end in ends if (end <= now.day if now.past else end >= now.day)] or ends
    return max(found) if now.past else min(found)


def nearest_day(day: int, *, now: Moment) -> date | None:
    """ "the 28th": the next such day of a month on or after the day, in the past the latest on or before it."""
    for step in range(14):
        first = add_months(now.day.replace(day=1), -step if now.past else step)
        candidate = _date(first.year, first.month, day)
        if candidate is not None and (candidate <= now.day if now.past else candidate >= now.day):
            return candidate
    return None


def iso_week_friday(week: int, *, now: Moment) -> date | None:
    """The Friday of that ISO week, this year's or the neighbouring year's, by the same sense of direction."""
    found = []
    for year in (now.day.year - 1, now.day.year, now.day.year + 1):
        try:
            friday = date.fromisocalendar(year, week, 5)
        except ValueError:
            continue
        if friday <= now.day if now.past else friday + timedelta(days=2) >= now.day:
            found.append(friday)
    return (max(found) if now.past else min(found)) if found else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
