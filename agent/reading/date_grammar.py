"""One grammar for all languages: regular expressions over the row of atoms, each with what it means by the contract."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from agent.reading import calendar_rules as rules
from agent.reading import date_eras as eras
from agent.reading.date_atoms import Atom
from agent.reading.date_lexicon import Lexicon

# "in November" is its end only while no other November is nearer.
_MONTH_AHEAD = 150
_PARTS = {"e": "end", "h": "mid", "b": "early"}
_SHIFTS = {">": 1, "@": 1, "=": 0, "<": -1}


@dataclass(frozen=True)
class Found:
    """A reading of some atoms; `kind` "weekday", "week" and "close" may join the date beside them."""

    start: int
    end: int
    day: date | None
    rank: int = 0
    kind: str = ""


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


Resolver = Callable[[Row, rules.Moment], date | None]


@dataclass(frozen=True)
class Rule:
    pattern: re.Pattern[str]
    resolve: Resolver
    # Among overlapping finds of equal length the higher one wins.
    rank: int = 0
    kind: str = ""


def readings(atoms: list[Atom], now: rules.Moment) -> list[Found]:
    """All that the grammar can read in the atoms, overlaps included."""
    letters = "".join(atom.kind for atom in atoms)
    if not _WORTH.search(letters):
        return []
    found: list[Found] = []
    for rule in _RULES:
        for match in rule.pattern.finditer(letters):
            row = Row(match, atoms)
            day = rule.resolve(row, now)
            vague = day is None and rule.resolve in (_period, _published_period) and _is_last(row)
            if day is not None or vague:
                kind = rule.kind if rule.kind != "period" else _period_kind(row)
                start, end = atoms[match.start()].start, atoms[match.end() - 1].end
                found.append(Found(start, end, day, rule.rank, kind))
    return found


def published_spans(folded: str, words: Lexicon, now: rules.Moment) -> list[Found]:
    """CLDR's own "in {0} days" and "{0} days ago", with digits."""
    pattern = _span_pattern(words.language, words.spans)
    found = []
    for match in pattern.finditer(folded) if pattern else ():
        index = next(i for i, group in enumerate(match.groups()) if group is not None)
        _, _, sign, unit = words.spans[index]
        count = int(match.groups()[index])
        if count <= 400:
            found.append(Found(match.start(), match.end(), rules.after(unit, sign * count, day=now.day), 1))
    return found


@lru_cache(maxsize=64)
def _span_pattern(language: str, spans: tuple[tuple[str, str, int, str], ...]) -> re.Pattern[str] | None:
    parts = []
    for before, behind, _, _ in spans:
        left = re.escape(before).replace(r"\ ", r"\s+") + r"\s*" if before else r"(?<![\d.,/-])"
        right = r"\s*" + re.escape(behind).replace(r"\ ", r"\s+") + r"(?!\w)" if behind else r"(?![\d.,/-]*\d)"
        parts.append(rf"(?<!\w){left}(\d{{1,3}}){right}" if before and before[0].isalpha() else rf"{left}(\d{{1,3}}){right}")
    return re.compile("|".join(parts)) if parts else None


def _year(row: Row) -> int | None:
    name = row.first("y", "y2")
    return row.value(name) if name else None


def _day_month(row: Row, now: rules.Moment) -> date | None:
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


def _numbered_month(row: Row, now: rules.Moment) -> date | None:
    """ "15 tháng 11": a month by its number."""
    month = row.value("n")
    if row.value("u") != "M" or not 1 <= month <= 12:
        return None
    if "d" in row:
        return rules.nearest(day=row.value("d"), month=month, year=_year(row), now=now)
    return _in_month(_PARTS[row.kind("p")] if row.kind("p") in _PARTS else row.value("p")[0], month, _year(row), now)


def _part_of_month(row: Row, now: rules.Moment) -> date | None:
    part = _PARTS[row.kind("p")] if row.kind("p") in _PARTS else row.value("p")[0]
    if row.value("m") > 12 or (row.kind("p") == "p" and row.value("p")[2] != "M"):
        return None
    return _in_month(part, row.value("m"), _year(row), now)


def _in_month(part: str, month: int, year: int | None, now: rules.Moment) -> date | None:
    day = {"mid": 15, "early": 5}.get(part)
    if day:
        return rules.nearest(day=day, month=month, year=year, now=now)
    return rules.nearest_month_end(month=month, year=year, now=now)


def _whole_month(row: Row, now: rules.Moment) -> date | None:
    if row.value("m") > 12 or now.past:
        return None
    end = rules.nearest_month_end(month=row.value("m"), year=_year(row), now=now)
    return end if (end - now.day).days <= _MONTH_AHEAD else None


def _half_of_month(row: Row, now: rules.Moment) -> date | None:
    """ "première quinzaine de novembre"."""
    if row.value("m") > 12 or row.value("n") not in (1, 2):
        return None
    return _in_month("mid" if row.value("n") == 1 else "end", row.value("m"), _year(row), now)


def _shift(row: Row) -> int:
    name = row.first("s", "s2")
    return _SHIFTS[row.kind(name)] if name else 0


def _period(row: Row, now: rules.Moment) -> date | None:
    part = _PARTS[row.kind("p")] if "p" in row else ""
    return rules.period(row.value("u"), shift=_shift(row), part=part, now=now)


def _published_period(row: Row, now: rules.Moment) -> date | None:
    part, shift, unit = row.value("q")
    if "p" in row:
        part = _PARTS[row.kind("p")]
    return rules.period(unit, shift=shift or _shift(row), part=part, now=now)


def _is_last(row: Row) -> bool:
    return "p" not in row and ((row.value("q")[1] if "q" in row else 0) < 0 or _shift(row) < 0)


def _period_kind(row: Row) -> str:
    unit = row.value("q")[2] if "q" in row else row.value("u")
    return "week" if unit == "W" and "p" not in row else ""


def _year_end(row: Row, now: rules.Moment) -> date | None:
    return date(row.value("y"), 12, 31) if row.value("u") == "Y" and 2000 < row.value("y") < 2100 else None


def _ahead(row: Row, now: rules.Moment) -> date | None:
    return _counted(row, now, 1)


def _back(row: Row, now: rules.Moment) -> date | None:
    return _counted(row, now, -1)


def _counted(row: Row, now: rules.Moment, sign: int) -> date | None:
    unit = row.value("u") or "D"
    count = row.value("n") if "n" in row else 1
    if count > 400 or ("n" not in row and unit in "DB"):
        return None
    return rules.after(unit, sign * count, day=now.day)


def _business_days(row: Row, now: rules.Moment) -> date | None:
    return _counted(row, now, -1 if now.past else 1) if row.value("u") == "B" else None


def _length(row: Row, now: rules.Moment) -> date | None:
    count, unit = row.value("l")
    return rules.after(unit, -count if "a" in row or "a2" in row else count, day=now.day)


def _net_month_end(row: Row, now: rules.Moment) -> date | None:
    ends = row.value("u2") == "M" if "u2" in row else row.value("q")[::2] == ("end", "M")
    day = _counted(row, now, 1)
    return rules.month_end(day) if ends and day is not None else None


def _weekday(row: Row, now: rules.Moment) -> date | None:
    which = {">": "next", "<": "last"}.get(row.kind("s"), "plain") if "s" in row else "plain"
    return rules.weekday(row.value("w"), which=which, now=now)


def _published_weekday(row: Row, now: rules.Moment) -> date | None:
    which, number = row.value("z")
    return rules.weekday(number, which={">": "next", "<": "last"}.get(which, "plain"), now=now)


def _weekday_of_week(row: Row, now: rules.Moment) -> date | None:
    unit = row.value("q")[2] if "q" in row else row.value("u")
    shift = (row.value("q")[1] if "q" in row else 0) or _shift(row)
    if unit != "W":
        return None
    return now.day + timedelta(days=row.value("w") - now.day.weekday() + 7 * shift)


def _weekday_later(row: Row, now: rules.Moment) -> date | None:
    """ "Monday week", "a week on Friday", "Freitag in zwei Wochen": that weekday and so many weeks more."""
    if row.value("u") != "W":
        return None
    first = rules.weekday(row.value("w"), which="plain", now=now)
    return first + timedelta(days=7 * (row.value("n") if "n" in row else 1))


def _weekday_fortnight(row: Row, now: rules.Moment) -> date | None:
    """ "vendredi en huit", "lundi en quinze"."""
    count, unit = row.value("l")
    weeks = count // 7 if unit == "D" else count
    return rules.weekday(row.value("w"), which="plain", now=now) + timedelta(days=7 * weeks)


def _day_of_shifted_month(row: Row, now: rules.Moment) -> date | None:
    part, shift, unit = row.value("q") if "q" in row else ("", _shift(row), row.value("u"))
    if unit != "M" or part or not 1 <= row.value("d") <= 31:
        return None
    last = rules.month_end(now.day, months=shift)
    return last.replace(day=row.value("d")) if row.value("d") <= last.day else None


def _day_of_month(row: Row, now: rules.Moment) -> date | None:
    if "u" in row and row.value("u") != "M":
        return None
    return rules.nearest_day(row.value("d"), now=now) if 1 <= row.value("d") <= 31 else None


def _week_number(row: Row, now: rules.Moment) -> date | None:
    if row.value("k") not in (None, "W"):
        return None
    return rules.iso_week_friday(row.value("n"), now=now)


def _numeric(row: Row, now: rules.Moment) -> date | None:
    found: date | None = row.value("x").resolve(now)
    return found


def _offset(row: Row, now: rules.Moment) -> date | None:
    value = row.value("t")
    if value == "weekend":
        return rules.week_friday(now.day, weeks=_shift(row) if row.first("s") and row.kind("s") == ">" else 0) + timedelta(days=2)
    turned = -value if row.kind("t") == "T" and now.past else value
    return now.day + timedelta(days=turned)


def _close(row: Row, now: rules.Moment) -> date | None:
    return now.day


_Y = r"(?:[f,su]{0,2}(?P<y2>y))?"
_N = r"(?:[noO][~fsi]{1,2}[dc]?)?"
_S, _S2 = r"(?P<s>[<>=@])", r"(?P<s2>[<>=@])"
_WORTH = re.compile(r"[DtTmMwWuvqplkzgG]|[dc][noO]|O")


def _rule(pattern: str, resolve: Resolver, rank: int = 0, kind: str = "") -> Rule:
    return Rule(re.compile(pattern), resolve, rank, kind)


_RULES = (
    _rule(r"(?P<x>D)", _numeric, 5),
    _rule(rf"[dcv]?{_N}(?P<d>[noOR])[f~]{{0,2}}(?P<m>[mM])\.?~?{_Y}", _day_month, 4),
    _rule(rf"(?:(?P<y>y)[fs.,]{{0,2}})?(?P<d>[noO])f?(?P<m>m)", _day_month, 3),
    _rule(rf"(?:(?P<y>y)[fs.,]{{0,2}})?(?P<m>[mM])\.?[f~dc,]{{0,2}}{_N.replace('i', '')}(?P<d>[noOR])(?![uv:~])q?{_Y}", _day_month, 3),
    _rule(rf"[dcv]?(?P<d>[noO]),?(?P<u>u)(?P<n>[noO])(?![uvq]){_Y}", _numbered_month, 4),
    _rule(rf"(?P<p>[ehbp])(?P<u>u)?(?P<n>[noO])(?![uvq]){_Y}".replace("(?P<u>u)?", "(?P<u>u)"), _numbered_month, 4),
    _rule(rf"(?P<p>[ehb])[fsi~]{{0,2}}(?:u[fs]?)?(?P<m>[mM]){_Y}", _part_of_month, 3),
    _rule(rf"(?P<p>p)[fs]{{0,2}}(?P<m>m){_Y}", _part_of_month, 3),
    _rule(rf"(?:(?P<y>y)[fs.]?)?(?P<m>[mM])(?:[fs]{{0,2}}u)?[fs~]?(?P<p>[ehb]){_Y}", _part_of_month, 3),
    _rule(rf"[ic=][fs]?(?P<m>m)(?!\.?[fs~]?[noO]){_Y}", _whole_month, 1),
    _rule(rf"(?P<n>[noO])[fs]?lf?(?P<m>m){_Y}", _half_of_month, 3),
    _rule(rf"(?P<p>[ehb])[fsi]{{0,3}}{_S}?[fs]?(?P<u>[uv])(?:[fs]?{_S2}(?!w))?", _period, 2),
    _rule(rf"{_S}?f?(?P<u>[uv])(?:[fs]?{_S2})?[fs]?(?P<p>[ehb])(?!f?[mM])", _period, 1),
    _rule(rf"{_S}f?(?P<u>[uv])(?![fs]?[noO])", _period, 1, "period"),
    _rule(rf"(?P<u>[uv])f?{_S}(?![uvw])", _period, 1, "period"),
    _rule(rf"{_S}?f?(?P<q>p)(?:[fs]?{_S2}(?![uw]))?", _published_period, 1, "period"),
    _rule(r"(?P<p>[ehb])[fsi]{0,3}(?P<q>p)", _published_period, 2),
    _rule(r"(?P<q>p)[fs]?(?P<p>[ehb])", _published_period, 1),
    _rule(r"(?P<p>e)[fs]{0,2}(?P<u>u)f?(?P<y>y)", _year_end, 3),
    _rule(rf"i[fsdc=>@,]{{0,3}}{_N}(?P<n>n)[fs~,]?(?P<u>[uvq])(?:f?[>j@])?", _ahead, 3),
    _rule(rf"{_N}(?P<n>n)[fs~]?(?P<u>[uvq])[fs,]?j", _ahead, 3),
    _rule(r"[>@][fs]?(?P<n>n)[fs]?(?P<u>[uvq])|i?f?(?P<n2>n)f?(?:[>@]f?(?P<u2>[uvq])|(?P<u3>[uvq])[>@](?![uw]))", lambda r, now: _next_count(r, now), 2),
    _rule(r"i(?P<u>u)(?![fs]?[noO])|(?P<u3>u)j", lambda r, now: _one_unit(r, now), 1),
    _rule(r"(?P<n>n)[fs]?(?P<u>u)", _business_days, 1),
    _rule(rf"a[fs]{{0,2}}{_N}(?P<n>n)[fs~]?(?P<u>[uvq])", _back, 3),
    _rule(r"(?P<n>n)[fs~]?(?P<u>[uvq])[fs,]{0,2}[A<]", _back, 3),
    _rule(r"(?P<n>n)(?P<u>G)", _back, 3),
    _rule(r"a(?P<u>u)(?![fs]?[noO])", _back, 1),
    _rule(r"(?P<u>u)A", _back, 1),
    _rule(r"(?P<a>a)?(?:[ifsn]{0,3})(?P<l>l)[fsj]?(?P<a2>A)?", _length, 1),
    _rule(r"i?[fs]?(?P<n>n)(?P<u>u)[fs,~]{0,2}(?:ef?(?P<u2>u)|(?P<q>p))", _net_month_end, 5),
    _rule(r"(?P<w>w)", _weekday, -1, "weekday"),
    _rule(rf"{_S}f?(?P<w>[wW])", _weekday, 2),
    _rule(rf"(?P<w>w)f?{_S}(?!f?[uvp])", _weekday, 2),
    _rule(rf"(?P<w>[wW])[fs,]{{0,2}}{_S}f?(?P<u>[uv])", _weekday_of_week, 3),
    _rule(rf"(?P<w>[wW])[fs,]{{0,2}}(?P<u>[uv])f?{_S}", _weekday_of_week, 3),
    _rule(rf"{_S}f?(?P<u>[uv])[fs,dc]{{0,2}}(?P<w>[wW])", _weekday_of_week, 3),
    _rule(rf"(?P<u>[uv])f?{_S}[fs,dc]{{0,2}}(?P<w>[wW])", _weekday_of_week, 3),
    _rule(r"(?P<q>p)[fs,dc]{0,2}(?P<w>[wW])", _weekday_of_week, 3),
    _rule(r"(?P<w>[wW])[fs,]{0,2}(?P<q>p)", _weekday_of_week, 3),
    _rule(r"(?P<w>w)(?P<u>u)(?![noO])", _weekday_later, 2),
    _rule(r"(?P<w>w)(?P<l>l)", _weekday_fortnight, 4),
    _rule(r"(?P<n>n)(?P<u>u)[fscdi]{1,2}(?P<w>w)", _weekday_later, 3),
    _rule(r"(?P<w>w)i(?P<n>n)(?P<u>u)", _weekday_later, 4),
    _rule(r"(?P<z>z)", _published_weekday, 3),
    _rule(rf"[dcv]?(?P<d>[noOR])[fs]{{0,3}}{_S}f?(?P<u>[uv])", _day_of_shifted_month, 4),
    _rule(rf"[dcv]?(?P<d>[noOR])[fs]{{0,3}}(?P<u>[uv])f?{_S}", _day_of_shifted_month, 4),
    _rule(r"[dcv]?(?P<d>[noOR])[fs]{0,3}(?P<q>p)", _day_of_shifted_month, 4),
    _rule(rf"{_S}f?(?P<u>u)[fs,dc]{{0,2}}(?P<d>[noO])(?![uv])q?", _day_of_shifted_month, 4),
    _rule(rf"(?P<u>u)f?{_S}[fs,]{{0,2}}[dc]?(?P<d>[noO])(?![uv])q?", _day_of_shifted_month, 3),
    _rule(r"(?P<q>p)[fs,dc]{0,2}(?P<d>[noO])(?![uv])q?", _day_of_shifted_month, 3),
    _rule(r"[dv](?P<d>[noO])(?![uvqmMkXy]|[~]?[nDoO]|,n)", _day_of_month),
    _rule(r"[dc](?P<d>[oO])(?![uvqmMk]|~?[nD])", _day_of_month),
    _rule(r"(?P<d>[noO])q(?![jA~])", _day_of_month),
    _rule(r"(?P<u>u)(?P<d>O)", _day_of_month, 1),
    _rule(r"(?P<d>O)(?=[.,|]|$)", _day_of_month, -1),
    _rule(r"(?:[wW][fsc,]{0,2}|[dc])(?P<d>[noO])(?=[.,|]|$)", _day_of_month, 1),
    _rule(r"[dc]?(?P<d>[oOR])f{1,3}(?P<u>u)", _day_of_month, 1),
    _rule(r"(?:[ehb][fs]{0,2})?(?P<k>k)[fs.]?(?P<n>[noO])(?:[~]n)?", _week_number, 3),
    _rule(r"(?:[ehb][fs]{0,2})?(?<![<>=@])(?P<k>u)(?P<n>n|o(?=$|[|X]))(?![uqvmM])", _week_number, 2),
    _rule(r"(?P<n>[oO])(?P<k>[ku])(?!f?[><=@])", _week_number, 2),
    _rule(rf"{_S}?(?P<t>[tT])", _offset, 1),
    _rule(r"(?P<g>g)", _close, -1, "close"),
)


def _next_count(row: Row, now: rules.Moment) -> date | None:
    number, unit = row.first("n", "n2"), row.first("u", "u2", "u3")
    return rules.after(row.value(unit) or "D", row.value(number), day=now.day) if row.value(number) <= 400 else None


def _one_unit(row: Row, now: rules.Moment) -> date | None:
    unit = row.value(row.first("u", "u3"))
    return rules.after(unit, 1, day=now.day) if unit in ("W", "M", "Y") else None
