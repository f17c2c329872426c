"""Atoms of scripts without spaces between words, and of Korean: words of time are found inside words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from agent.reading.date_lexicon import Entry, Lexicon, lexicon
from agent.reading.date_tokens import (
    CJK_DIGITS,
    Atom,
    chinese_number,
    mark_atom,
    month_atom,
    number_atom,
    year_atom,
)

_YEAR = r"(?P<year>(?:民國|民国|令和|平成)\s?\d{1,3}\s?年|\d{4}\s?[年년](?!間|间)|[一二三四五六七八九〇零]{4}年)"
_MONTH = r"(?P<month>(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[月월](?!間|间))"
_NUMBER = rf"(?P<number>\d+|[{CJK_DIGITS}]+)(?P<ending>\.(?!\d))?"
_MARK = r"(?P<mark>[!-/:-@\[-`{-~、。，．・「」（）！？：；।…—–“”’〜])"


def open_atoms(folded: str, start: int, end: int, words: Lexicon) -> Iterator[Atom]:
    run: tuple[int, int] | None = None
    for match in _pattern(words.language).finditer(folded, start, end):
        if match["other"]:
            run = (run[0] if run and run[1] == match.start() else match.start(), match.end())
            continue
        if run:
            yield _filler(run)
            run = None
        yield from _atoms(match, folded, words.language)
    if run:
        yield _filler(run)


def _filler(run: tuple[int, int]) -> Atom:
    return Atom(*run, "s" if run[1] - run[0] <= 2 else "x")


def _atoms(match: re.Match[str], folded: str, language: str) -> Iterator[Atom]:
    if match["word"]:
        entry = _entries(language)["".join(match["word"].split())]
        yield Atom(*match.span(), entry.kind, entry.value)
    elif match["year"]:
        yield year_atom(match)
    elif match["month"]:
        yield month_atom(match)
    elif match["number"] and not match["number"].isascii():
        yield Atom(*match.span(), "n", chinese_number(match["number"]))
    elif match["number"]:
        yield number_atom(match, folded)
    else:
        yield from mark_atom(match)


@lru_cache(maxsize=16)
def _entries(language: str) -> dict[str, Entry]:
    """By their text without spaces; where two entries have one text, the hand-kept one, which comes first, holds."""
    found: dict[str, Entry] = {}
    for group in lexicon(language).exact.values():
        for entry in group:
            found.setdefault("".join(entry.pieces[0][0].split()), entry)
    return found


@lru_cache(maxsize=16)
def _pattern(language: str) -> re.Pattern[str]:
    texts = {text for group in lexicon(language).exact.values() for entry in group for text, _ in entry.pieces}
    words = "|".join(re.escape(text).replace(r"\ ", r"\s?") for text in sorted(texts, key=len, reverse=True))
    return re.compile(rf"{_YEAR}|{_MONTH}|(?P<word>{words or '(?!)'})|{_NUMBER}|{_MARK}|(?P<other>\S)")
