"""One grammar for all languages: regular expressions over the row of atoms, each with what it means by the contract."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from agent.reading import calendar_rules as rules
from agent.reading import date_meanings as meanings
from agent.reading.date_meanings import Row
from agent.reading.date_tokens import Atom


@dataclass(frozen=True)
class Found:
    """A reading of some atoms; `kind` "weekday", "week" and "close" may join the date beside them."""

    start: int
    end: int
    day: date | None
    rank: int = 0
    kind: str = ""


Resolver = Callable[[Row, rules.Moment], date | None]


@dataclass(frozen=True)
class Rule:
    pattern: re.Pattern[str]
    resolve: Resolver
    # Among overlapping finds of equal length the higher one wins.
    rank: int = 0
    kind: str = ""
    # "через неделю" is "in a week", but "în săptămâna" in a language with articles is "in the week".
    without_article: bool = False


def readings(atoms: list[Atom], now: rules.Moment, *, language: str) -> list[Found]:
    """All that the grammar can read in the atoms, overlaps included."""
    letters = "".join(atom.kind for atom in atoms)
    if not _WORTH.search(letters):
        return []
    found: list[Found] = []
    for rule in _RULES_WITH_ARTICLES if language in _ARTICLES else _RULES:
        for match in rule.pattern.finditer(letters):
            row = Row(match, atoms)
            day = rule.resolve(row, now)
            vague = day is None and rule.resolve in _VAGUE and meanings.is_last(row)
            if day is not None or vague:
                kind = rule.kind if rule.kind != "period" else meanings.period_kind(row)
                start, end = atoms[match.start()].start, atoms[match.end() - 1].end
                found.append(Found(start, end, day, rule.rank, kind))
    return found


_Y = r"(?:[f,sui]{0,2}(?P<y2>y))?"
_N = r"(?:[noO][~fsi]{1,2}[dc]?)?"
_TO = r"(?:[noO][~fs]{1,2}[dc]?)?"
_S, _S2 = r"(?P<s>[<>=@])", r"(?P<s2>[<>=@])"
_WORTH = re.compile(r"[DtTmMwWuvqplkzgGQRH]|[dcf][noO]|O|(?:^|[,|])o")


def _rule(pattern: str, resolve: Resolver, rank: int = 0, kind: str = "") -> Rule:
    return Rule(re.compile(pattern), resolve, rank, kind)


_RULES = (
    _rule(r"(?P<x>D)", meanings.numeric, 5),
    _rule(r"[wW][fsdc,]?(?P<x>E)(?!f?[mM])", meanings.numeric, 5),
    _rule(rf"[dcv]?(?P<x>E)f?(?P<m>[mM])\.?{_Y}", meanings.ranged, 5),
    _rule(rf"(?P<m>[mM])\.?(?P<x>E){_Y}", meanings.ranged, 5),
    _rule(rf"(?:[eic][fsidc]{{0,2}})(?P<n>Q){_Y}", meanings.quarter, 3),
    _rule(rf"[dcv]?{_N}(?P<d>[noOR])[fd~,]{{0,2}}(?P<m>[mM])[.|]?~?{_Y}", meanings.day_month, 4),
    _rule(r"(?P<y>y)[fsux.,~|]{0,5}(?P<d>[noO])[f~]?(?P<m>[mM])", meanings.day_month, 3),
    _rule(
        rf"(?:(?P<y>y)[fsux.,~|]{{0,5}})?(?P<m>[mM])[.|]?[f~dc,]{{0,2}}{_TO}(?P<d>[noOR])(?![uv:]|~[nD])q?{_Y}",
        meanings.day_month,
        3,
    ),
    _rule(rf"[dcv]?(?P<d>[noO]),?(?P<u>u)(?P<n>[noO])(?![uvq]){_Y}", meanings.numbered_month, 4),
    _rule(rf"(?P<p>[ehbp])(?P<u>u)(?P<n>[noO])(?![uvq]){_Y}", meanings.numbered_month, 4),
    _rule(rf"(?P<p>[ehb])[fsidc~]{{0,2}}(?:u[fsd]?)?(?P<m>[mM]){_Y}", meanings.part_of_month, 3),
    _rule(rf"(?P<p>p)[fs]{{0,2}}(?P<m>m){_Y}", meanings.part_of_month, 3),
    _rule(rf"(?:(?P<y>y)[fs.]?)?(?P<m>[mM])(?:[fs]{{0,2}}u)?[fs~]?(?P<p>[ehb]){_Y}", meanings.part_of_month, 3),
    _rule(rf"[ic=@>][fs]?(?P<m>m)(?!\.?[fs~]?[noO]){_Y}", meanings.whole_month, 1),
    _rule(rf"(?P<n>[noO])[fs]?lf?(?P<m>m){_Y}", meanings.half_of_month, 3),
    _rule(rf"(?P<p>[ehb])[fsidc]{{0,3}}{_S}?[fs]?(?P<u>[uv])(?:[fs]?{_S2}(?!w))?", meanings.period, 2),
    _rule(rf"{_S}?f?(?P<u>[uv])(?:[fs]?{_S2})?[fs]?(?P<p>[ehb])(?!f?[mM])", meanings.period, 1),
    _rule(rf"{_S}f?(?P<u>[uv])(?![fs]?[noO])", meanings.period, 1, "period"),
    _rule(rf"(?P<u>[uv])f?{_S}(?![uvw])", meanings.period, 1, "period"),
    _rule(rf"{_S}?f?(?P<q>p)(?:[fs]?{_S2}(?![uw]))?", meanings.published_period, 1, "period"),
    _rule(r"(?P<p>[ehb])[fsidc]{0,3}(?P<q>p)", meanings.published_period, 2),
    _rule(r"(?P<q>p)[fs]?(?P<p>[ehb])", meanings.published_period, 1),
    _rule(r"(?P<p>e)[fs]{0,2}(?P<u>u)f?(?P<y>y)", meanings.year_end, 3),
    _rule(rf"i[fsdc=>@,]{{0,3}}{_N}(?P<n>n)[fs~,]?(?P<u>[uvq])(?:f?[>j@])?", meanings.ahead, 3),
    _rule(rf"{_N}(?P<n>n)[fs~]?(?P<u>[uvq])[fs,]?j", meanings.ahead, 3),
    _rule(
        r"[>@][fs]?(?P<n>n)[fs]?(?P<u>[uvq])|i?f?(?P<n2>n)f?(?:[>@]f?(?P<u2>[uvq])|(?P<u3>[uvq])[>@](?![uw]))",
        meanings.next_count,
        2,
    ),
    Rule(re.compile(r"i(?P<u>u)(?![fs]?[noO])|(?P<u3>u)j"), meanings.one_unit, 1, without_article=True),
    _rule(r"(?P<n>n)[fs]?(?P<u>u)", meanings.business_days, 1),
    _rule(rf"a[fs]{{0,2}}{_N}(?P<n>n)[fs~]?(?P<u>[uvq])", meanings.back, 3),
    _rule(r"(?P<n>n)[fs~]?(?P<u>[uvq])[fs,]{0,2}[A<]", meanings.back, 3),
    _rule(r"(?P<n>n)(?P<u>G)", meanings.back, 3),
    _rule(r"a(?P<u>u)(?![fs]?[noO])", meanings.back, 1),
    _rule(r"(?P<u>u)A", meanings.back, 1),
    _rule(r"(?:(?P<a>a)|i)[fsn]{0,3}(?P<l>l)|(?P<l2>l)f?(?:(?P<a2>A)|j)", meanings.length, 1),
    _rule(r"i?[fs]?(?P<n>n)(?P<u>u)[fs,~]{0,2}(?:ef?(?P<u2>u)|(?P<q>p))", meanings.net_month_end, 5),
    _rule(r"(?P<w>w)", meanings.weekday, -1, "weekday"),
    _rule(r"(?P<w>w)", meanings.numbered_weekday, 3, "weekday"),
    _rule(rf"{_S}f?(?P<w>[wW])", meanings.weekday, 2),
    _rule(rf"(?P<w>w)f?{_S}(?!f?[uvp])", meanings.weekday, 2),
    _rule(rf"(?P<w>[wW])[fs,]{{0,2}}{_S}f?(?P<u>[uv])", meanings.weekday_of_week, 3),
    _rule(rf"(?P<w>[wW])[fs,]{{0,2}}(?P<u>[uv])f?{_S}", meanings.weekday_of_week, 3),
    _rule(rf"{_S}f?(?P<u>[uv])[fs,dc]{{0,2}}(?P<w>[wW])", meanings.weekday_of_week, 3),
    _rule(rf"(?P<u>[uv])f?{_S}[fs,dc]{{0,2}}(?P<w>[wW])", meanings.weekday_of_week, 3),
    _rule(r"(?P<q>p)[fs,dc]{0,2}(?P<w>[wW])", meanings.weekday_of_week, 3),
    _rule(r"(?P<w>[wW])[fs,]{0,2}(?P<q>p)", meanings.weekday_of_week, 3),
    _rule(r"(?P<w>w)(?P<u>u)(?![noO])", meanings.weekday_later, 2),
    _rule(r"(?P<w>w)(?P<l>l)", meanings.weekday_fortnight, 4),
    _rule(r"(?P<n>n)(?P<u>u)[fscdi]{1,2}(?P<w>w)", meanings.weekday_later, 3),
    _rule(r"(?P<w>w)i(?P<n>n)(?P<u>u)", meanings.weekday_later, 4),
    _rule(r"(?P<z>z)", meanings.published_weekday, 3),
    _rule(rf"[dcv]?(?P<d>[noOR])[fsd]{{0,3}}{_S}f?(?P<u>[uv])", meanings.day_of_shifted_month, 4),
    _rule(rf"[dcv]?(?P<d>[noOR])[fsd]{{0,3}}(?P<u>[uv])f?{_S}", meanings.day_of_shifted_month, 4),
    _rule(r"[dcv]?(?P<d>[noOR])[fsd]{0,3}(?P<q>p)", meanings.day_of_shifted_month, 4),
    _rule(rf"{_S}f?(?P<u>u)[fs,dc]{{0,2}}(?P<d>[noO])(?![uv])q?", meanings.day_of_shifted_month, 4),
    _rule(rf"(?P<u>u)f?{_S}[fs,]{{0,2}}[dc]?(?P<d>[noO])(?![uv])q?", meanings.day_of_shifted_month, 3),
    _rule(r"(?P<q>p)[fs,dc]{0,2}(?P<d>[noO])(?![uv])q?", meanings.day_of_shifted_month, 3),
    _rule(r"[dv](?P<d>[noO])(?![uvqmMkXy]|~?[nDoO]|~[sx]|,n)", meanings.day_of_month),
    _rule(r"[dc](?P<d>o)(?![uvqmMk]|~?[nD])", meanings.day_of_month),
    _rule(r"c(?P<d>O)(?![uvqmMkn]|~?[nD])", meanings.day_of_month),
    _rule(r"f(?P<d>O)(?![uvqmMkxn]|~?[nD])", meanings.day_of_month, -1),
    _rule(r"(?P<d>[noO])q(?![jA~])", meanings.day_of_month),
    _rule(r"(?P<u>u)(?P<d>O)", meanings.day_of_month, 1),
    _rule(r"(?P<d>O)(?=[.,|]|$)", meanings.day_of_month, -1),
    _rule(r"(?P<d>O)(?![uvqmMk]|~?[nD])", meanings.day_number, -1),
    _rule(r"(?<![xX])[fdc](?P<d>O)(?![uvqmMkKXn]|~?[nD])", meanings.high_day, -1),
    _rule(r"(?:^|[,|])(?P<d>o)(?=[fsxct])", meanings.high_day, -1),
    _rule(r"[dc]?(?P<d>[oO])(?P<u>[uv])(?!f?[mM])", meanings.counted_day),
    _rule(r"(?P<h>H)", meanings.holiday, 2),
    _rule(r"(?:[wW][fsc,]{0,2}|[dc])(?P<d>[noOR])(?=[.,|]|$)", meanings.day_of_month, 1),
    _rule(r"[dc]?(?P<d>[oOR])f{1,3}(?P<u>u)", meanings.day_of_month, 1),
    _rule(r"(?:[ehb][fs]{0,2})?(?P<k>k)[fs.]?(?P<n>[noO])(?:[~]n)?", meanings.week_number, 3),
    _rule(r"(?:[ehb][fs]{0,2})?(?<![<>=@])(?P<k>u)(?P<n>n|o(?=$|[|X]))(?![uqvmM])", meanings.week_number, 2),
    _rule(r"(?P<n>[oO])(?P<k>[ku])(?!f?[><=@])(?:f?[ehb])?", meanings.week_number, 2),
    _rule(rf"{_S}?(?P<t>[tT])", meanings.offset, 1),
    _rule(r"(?P<g>g)", meanings.close, -1, "close"),
)
# "Last week" names no day, but its place must be known: a weekday beside it picks one.
_VAGUE = (meanings.period, meanings.published_period)
_ARTICLES = frozenset(
    {"en", "de", "nl", "fr", "es", "it", "pt", "ca", "gl", "ro", "sv", "da", "nb", "nn", "af", "el", "sq"}
)
_RULES_WITH_ARTICLES = tuple(rule for rule in _RULES if not rule.without_article)
