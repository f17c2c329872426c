"""Atoms, and how a lone number, year, month or mark of a sentence becomes one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from agent.reading.date_eras import gregorian_year

CJK_DIGITS = "〇零一二三四五六七八九十廿卅两兩百"
JOINTS = frozenset("-'’`‑\u05be\u200c\u200d")
# "15'inde", "20'sine", "10'undaki", "28-án", "22-go", "22-го", "22-ге": on or to that day; accents are off.
_DAY_ENDING = re.compile(
    r"'s?[iu]n(?:[ae]|d[ae](?:ki|n)?)|-(?:j?[ae]n|[ae]i|e?go|og|oga|тото|о?го|ге|ме|ому|ро)|о?го|е?go|og|oga"
)
_KINDS = {"~": "-–—‑~〜/", ",": ",(、，)（）", ".": ".", "": "'’\"*_“”„«»「」"}
_MARKS = {mark: kind for kind, marks in _KINDS.items() for mark in marks}


class DayNumber(int):
    """A number whose ending says that it is a day of a month: "15'inde", "22-го"."""


class WeekdayNumber(int):
    """A weekday written as a number: "thứ 6" (there "thu" is no Thursday of English)."""


@dataclass(frozen=True)
class Atom:
    """A piece of the sentence: where it stands, its class (one letter) and what it stands for."""

    start: int
    end: int
    kind: str
    value: Any = None


def mark_atom(match: re.Match[str]) -> Iterator[Atom]:
    kind = _MARKS.get(match["mark"], "|")
    if kind:
        yield Atom(*match.span(), kind)


def month_atom(match: re.Match[str]) -> Atom:
    """ "11月", "十二月", "11월"."""
    number = number_in(match["month"].rstrip("月월 ")) or 0
    return Atom(*match.span(), "m" if 1 <= number <= 12 else "X", number)


def year_atom(match: re.Match[str]) -> Atom:
    """ "2026年", "民國115年", "二〇二六年"."""
    text = match["year"].strip()
    number = int(re.sub(r"\D", "", text) or chinese_number(text.rstrip("年")))
    year = gregorian_year(number, era=text[:2])
    return Atom(*match.span(), "y" if year else "X", year)


def number_atom(match: re.Match[str], folded: str) -> Atom:
    """A number as a day or count, a year, or X where its neighbours say that it is something else."""
    start, end = match.span()
    number, ending = int(match["number"]), match["ending"] or ""
    if len(match["number"]) == 4:
        year = gregorian_year(number)
        if year or 1370 <= number <= 1480:
            return Atom(start, match.end("number"), "y", year or number)
    if len(match["number"]) > 3 or _belongs_elsewhere(folded, start, end, ending):
        return Atom(start, end, "X")
    # Hebrew glues "on the" to the number: ב-15.
    hebrew = re.search(r"[\u05d1\u05d4\u05dc]-?$", folded[max(0, start - 2) : start])
    if _DAY_ENDING.fullmatch(ending) and 1 <= number <= 31:
        return Atom(start, end, "O", DayNumber(number))
    return Atom(start, end, "O" if hebrew or ending.strip(".") else "o" if ending else "n", number)


def _belongs_elsewhere(folded: str, start: int, end: int, ending: str) -> bool:
    before, behind = folded[max(0, start - 2) : start], folded[end : end + 2]
    last = before[-1:]
    if (last.isalpha() and last.isascii()) or last in set("/#_№@."):
        return True
    if re.fullmatch(r"[a-z]-|\d,", before):
        return True
    return bool(re.match(r"[./:,]\d" if ending else r"[./:,]\d|[a-z]", behind))


def number_in(text: str) -> int | None:
    if text.isdigit() and text.isascii():
        return int(text)
    return chinese_number(text) if text and all(c in CJK_DIGITS for c in text) else None


@lru_cache(maxsize=512)
def chinese_number(text: str) -> int:
    """十五 15, 二十 20, 三〇 30, 二〇二六 2026."""
    digits = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
    tens = {"十": 10, "廿": 20, "卅": 30, "百": 100}
    total, current = 0, 0
    for character in text:
        if character in tens:
            total += (current or 1) * tens[character]
            current = 0
        else:
            current = current * 10 + digits[character]
    return total + current
