"""What the grammar's rules mean: from the atoms of one match to the day that the contract gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from agent.reading import calendar_rules as rules
from agent.reading import date_eras as eras
from agent.reading.date_lexicon import Spelled
from agent.reading.date_tokens import Atom, DayNumber, WeekdayNumber

# "in November" is its end only while no other November is nearer.
_MONTH_AHEAD = 150
# A longer count of days, weeks or months is no promise but another number.
MAX_COUNT = 400
_PARTS = {"e": "end", "h": "mid", "b": "early"}
_SHIFTS = {">": 1, "@": 1, "=": 0, "<": -1}


@dataclass(frozen=True)
class Row:
    """The atoms that one rule matched, by the name of their group."""

    match: re.Match[str]
    atoms: list[Atom]

    def __contains__(self, name: str) -> bool:
        return self.match.re.groupindex.get(name) is not None and self.match[name] is not None

    def value(self, name: str) -> Any:
        return self.atoms[self.match.start(name)].value

    def kind(self, name: str) -> str:
        return self.atoms[self.match.start(name)].kind

    def first(self, *names: str) -> str:
        return next((name for name in names if name in self), "")


def _year(row: Row) -> int | None:
    name = row.first("y", "y2")
    return row.value(name) if name else None


def day_month(row: Row, now: rules.Moment) -> date | None:
    counted = row.kind("d") == "n" and isinstance(row.value("d"), Spelled)
    # "on the two of March" is one, "duas de Março" are two invoices.
    if counted and (row.kind("m") == "M" or row.match[0][0] not in "dcv"):
        return None
    return _nearest(row.value("d"), row.value("m"), _year(row), now)


def _nearest(day: int, month: int, year: int | None, now: rules.Moment) -> date | None:
    if month < eras.SOLAR_HIJRI:
        return rules.nearest(day=day, month=month, year=year, now=now)
    base, number = month // 100 * 100, month % 100
    current = eras.solar_hijri_year(now.day) if base == eras.SOLAR_HIJRI else eras.hijri_year(now.day)
    years = [year] if year else [current - 1, current, current + 1]
    days = [d for d in (eras.from_other_calendar(y, number, day) for y in years) if d is not None]
    fitting = [d for d in days if (d <= now.day if now.past else d >= now.day)] or (days if year else [])
    return (max(fitting) if now.past else min(fitting)) if fitting else None


def numbered_month(row: Row, now: rules.Moment) -> date | None:
    """ "15 tháng 11": a month by its number."""
    month = row.value("n")
    if row.value("u") != "M" or not 1 <= month <= 12:
        return None
    if "d" in row:
        return rules.nearest(day=row.value("d"), month=month, year=_year(row), now=now)
    return _in_month(_PARTS[row.kind("p")] if row.kind("p") in _PARTS else row.value("p")[0], month, _year(row), now)


def part_of_month(row: Row, now: rules.Moment) -> date | None:
    part = _PARTS[row.kind("p")] if row.kind("p") in _PARTS else row.value("p")[0]
    if row.value("m") > 12 or (row.kind("p") == "p" and row.value("p")[2] != "M"):
        return None
    return _in_month(part, row.value("m"), _year(row), now)


def _in_month(part: str, month: int, year: int | None, now: rules.Moment) -> date | None:
    day = {"mid": 15, "early": 5}.get(part)
    if day:
        return rules.nearest(day=day, month=month, year=year, now=now)
    return rules.nearest_month_end(month=month, year=year, now=now)


def whole_month(row: Row, now: rules.Moment) -> date | None:
    if row.value("m") > 12 or now.past:
        return None
    end = rules.nearest_month_end(month=row.value("m"), year=_year(row), now=now)
    return end if (end - now.day).days <= _MONTH_AHEAD else None


def half_of_month(row: Row, now: rules.Moment) -> date | None:
    """ "première quinzaine de novembre"."""
    if row.value("m") > 12 or row.value("n") not in (1, 2):
        return None
    return _in_month("mid" if row.value("n") == 1 else "end", row.value("m"), _year(row), now)


def _shift(row: Row) -> int:
    name = row.first("s", "s2")
    return _SHIFTS[row.kind(name)] if name else 0


def period(row: Row, now: rules.Moment) -> date | None:
    part = _PARTS[row.kind("p")] if "p" in row else ""
    return rules.period(row.value("u"), shift=_shift(row), part=part, now=now)


def published_period(row: Row, now: rules.Moment) -> date | None:
    part, shift, unit = row.value("q")
    if "p" in row:
        part = _PARTS[row.kind("p")]
    return rules.period(unit, shift=shift or _shift(row), part=part, now=now)


def is_last(row: Row) -> bool:
    return "p" not in row and ((row.value("q")[1] if "q" in row else 0) < 0 or _shift(row) < 0)


def period_kind(row: Row) -> str:
    unit = row.value("q")[2] if "q" in row else row.value("u")
    return "week" if unit == "W" and "p" not in row else ""


def year_end(row: Row, now: rules.Moment) -> date | None:
    return date(row.value("y"), 12, 31) if row.value("u") == "Y" and 2000 < row.value("y") < 2100 else None


def ahead(row: Row, now: rules.Moment) -> date | None:
    return counted(row, now, 1)


def back(row: Row, now: rules.Moment) -> date | None:
    return counted(row, now, -1)


def counted(row: Row, now: rules.Moment, sign: int) -> date | None:
    unit = row.value("u") or "D"
    count = row.value("n") if "n" in row else 1
    if count > MAX_COUNT or ("n" not in row and unit in "DB"):
        return None
    return rules.after(unit, sign * count, day=now.day)


def business_days(row: Row, now: rules.Moment) -> date | None:
    return counted(row, now, -1 if now.past else 1) if row.value("u") == "B" else None


def length(row: Row, now: rules.Moment) -> date | None:
    count, unit = row.value(row.first("l", "l2"))
    return rules.after(unit, -count if "a" in row or "a2" in row else count, day=now.day)


def net_month_end(row: Row, now: rules.Moment) -> date | None:
    ends = row.value("u2") == "M" if "u2" in row else row.value("q")[::2] == ("end", "M")
    day = counted(row, now, 1)
    return rules.month_end(day) if ends and day is not None else None


def weekday(row: Row, now: rules.Moment) -> date | None:
    which = {">": "next", "<": "last"}.get(row.kind("s"), "plain") if "s" in row else "plain"
    return rules.weekday(row.value("w"), which=which, now=now)


def numbered_weekday(row: Row, now: rules.Moment) -> date | None:
    return weekday(row, now) if isinstance(row.value("w"), WeekdayNumber) else None


def published_weekday(row: Row, now: rules.Moment) -> date | None:
    which, number = row.value("z")
    return rules.weekday(number, which={">": "next", "<": "last"}.get(which, "plain"), now=now)


def weekday_of_week(row: Row, now: rules.Moment) -> date | None:
    unit = row.value("q")[2] if "q" in row else row.value("u")
    shift = (row.value("q")[1] if "q" in row else 0) or _shift(row)
    if unit != "W":
        return None
    return now.day + timedelta(days=row.value("w") - now.day.weekday() + 7 * shift)


def weekday_later(row: Row, now: rules.Moment) -> date | None:
    """ "Monday week", "a week on Friday", "Freitag in zwei Wochen": that weekday and so many weeks more."""
    if row.value("u") != "W":
        return None
    first = rules.weekday(row.value("w"), which="plain", now=now)
    return first + timedelta(days=7 * (row.value("n") if "n" in row else 1))


def weekday_fortnight(row: Row, now: rules.Moment) -> date | None:
    """ "vendredi en huit", "lundi en quinze"."""
    count, unit = row.value("l")
    weeks = count // 7 if unit == "D" else count
    return rules.weekday(row.value("w"), which="plain", now=now) + timedelta(days=7 * weeks)


def day_of_shifted_month(row: Row, now: rules.Moment) -> date | None:
    part, shift, unit = row.value("q") if "q" in row else ("", _shift(row), row.value("u"))
    if unit != "M" or part or not 1 <= row.value("d") <= 31:
        return None
    last = rules.month_end(now.day, months=shift)
    return last.replace(day=row.value("d")) if row.value("d") <= last.day else None


def day_of_month(row: Row, now: rules.Moment) -> date | None:
    counted = row.kind("d") == "n" and isinstance(row.value("d"), Spelled)
    if counted or ("u" in row and row.value("u") != "M"):
        return None
    return rules.nearest_day(row.value("d"), now=now) if 1 <= row.value("d") <= 31 else None


def day_number(row: Row, now: rules.Moment) -> date | None:
    return day_of_month(row, now) if isinstance(row.value("d"), DayNumber) else None


def high_day(row: Row, now: rules.Moment) -> date | None:
    """ "for the 24th as agreed", "22. zaplatíme": from ten on an ordinal counts days rather than items."""
    return day_of_month(row, now) if row.value("d") >= 10 else None


def counted_day(row: Row, now: rules.Moment) -> date | None:
    """ "15. päivän ajossa": an ordinal before the word for a day."""
    return rules.nearest_day(row.value("d"), now=now) if row.value("u") == "D" and 1 <= row.value("d") <= 31 else None


def holiday(row: Row, now: rules.Moment) -> date | None:
    month, day = row.value("h")
    return rules.nearest(day=day, month=month, year=None, now=now)


def week_number(row: Row, now: rules.Moment) -> date | None:
    if row.value("k") not in (None, "W"):
        return None
    return rules.iso_week_friday(row.value("n"), now=now)


def numeric(row: Row, now: rules.Moment) -> date | None:
    found: date | None = row.value("x").resolve(now)
    return found


def ranged(row: Row, now: rules.Moment) -> date | None:
    """ "10-15 May": the range's last day."""
    last = int(row.value("x").match["b"])
    return _nearest(last, row.value("m"), _year(row), now) if row.value("x").dashed else None


def quarter(row: Row, now: rules.Moment) -> date | None:
    """ "end of Q4": its last day, the middle or beginning by the same rules as for any period."""
    first_month = 3 * row.value("n") - 2
    for year in [_year(row)] if _year(row) else [now.day.year - 1, now.day.year, now.day.year + 1]:
        day = rules.add_months(date(year or now.day.year, first_month, 1), 2)
        end = rules.month_end(day)
        if _year(row) or (end >= now.day) != now.past:
            return end
    return None


def offset(row: Row, now: rules.Moment) -> date | None:
    value = row.value("t")
    if value == "before weekend":
        return now.day + timedelta(days=max(rules.FRIDAY - now.day.weekday(), 0))
    if value == "weekend":
        weeks = 1 if "s" in row and row.kind("s") == ">" else 0
        return rules.week_friday(now.day, weeks=weeks) + timedelta(days=2)
    turned = -value if row.kind("t") == "T" and now.past else value
    return now.day + timedelta(days=turned)


def close(row: Row, now: rules.Moment) -> date | None:
    return now.day


def next_count(row: Row, now: rules.Moment) -> date | None:
    number, unit = row.first("n", "n2"), row.first("u", "u2", "u3")
    return (
        rules.after(row.value(unit) or "D", row.value(number), day=now.day) if row.value(number) <= MAX_COUNT else None
    )


def one_unit(row: Row, now: rules.Moment) -> date | None:
    unit = row.value(row.first("u", "u3"))
    return rules.after(unit, 1, day=now.day) if unit in ("W", "M", "Y") else None
