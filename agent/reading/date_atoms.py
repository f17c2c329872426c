"""A sentence as a row of atoms: words of time, numbers, dates in digits, and fillers between them, one letter each.

The row's letters are a string, so that the grammar of all languages is a handful of regular expressions over it.
Beyond the lexicon's classes: D date in digits, n number, o number with a point, O with another ordinal ending,
y year, s short unknown word, x long one, "~" dash, "," comma or bracket, "." full stop, "|" anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from agent.reading.date_eras import gregorian_year
from agent.reading.date_lexicon import LETTER, Lexicon, normal, unmarked, variants
from agent.reading.date_numeric import noise, numeric_dates

_CJK_DIGITS = "〇零一二三四五六七八九十廿卅两兩百"
_ORDINAL = (
    r"st|nd|rd|th|er|ere|ere|eme|ieme|e|o|os|a|as|ste|de|en|n|an|ig|i|ei|jen|jan|ra|re|tol|ai|on|ja|η|ης|ης|ο|"
    r"го|га|е|му|и|ти|та|то|ого|oga|og|ega|ego|te|ta|to|ma|mi|"
    r"unde|inde|inda|unda|ine|ina|une|una|si|sine|sinde|sinda|u"
)
_TOKEN = re.compile(
    rf"(?P<year>(?:民國|民国|令和|平成)?\s?\d{{2,4}}\s?[年년](?!\d))"
    r"|(?P<month>(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[月월](?!間|间))"
    rf"|(?P<number>\d+)(?P<ending>[.º°ª]?(?:[:']{LETTER}{{1,6}}|-?(?:{_ORDINAL}))(?!{LETTER})|[.º°ª](?!\d))?"
    rf"|(?P<word>{LETTER}+)|(?P<mark>[^\s\w])"
)
_JOINTS = frozenset("-'’`‑\u05be")
_GAP = re.compile(r"[\s\-'’`\u200c\u200d.]{0,3}")
_PUNCTUATION = r"[!-/:-@\[-`{-~、。，．・「」（）！？：；।…—–“”’~]"
_MARKS = {",": ",", "(": ",", ")": ",", "-": "~", "–": "~", "—": "~", "‑": "~", "~": "~", "/": "~", ".": ".", "'": "", "’": "",
          "、": ",", "，": ",", "।": "|", '"': "", "*": "", "_": "", "“": "", "”": "", "„": "", "«": "", "»": ""}  # fmt: skip


@dataclass(frozen=True)
class Atom:
    start: int
    end: int
    kind: str
    value: Any = None


def atoms_of(text: str, words: Lexicon) -> list[Atom]:
    """The sentence's atoms in order; digits of amounts, times and invoice numbers are one X each."""
    folded = normal(text)
    fixed = _fixed(folded)
    found: list[Atom] = []
    place = 0
    for start, end, atom in fixed:
        found += _between(folded, place, start, words)
        found.append(atom)
        place = end
    return [*found, *_between(folded, place, len(folded), words)]


def _fixed(folded: str) -> list[tuple[int, int, Atom]]:
    """Dates in digits, and noise that is none, in order and without overlap; of two that overlap the longer."""
    found = [(d.start, d.end, Atom(d.start, d.end, "D", d)) for d in numeric_dates(folded)]
    found += [(a, b, Atom(a, b, "X")) for a, b in noise(folded)]
    chosen: list[tuple[int, int, Atom]] = []
    for item in sorted(found, key=lambda f: f[0] - f[1]):
        if all(item[1] <= other[0] or item[0] >= other[1] for other in chosen):
            chosen.append(item)
    return sorted(chosen, key=lambda f: f[0])


def _between(folded: str, start: int, end: int, words: Lexicon) -> Iterator[Atom]:
    if words.open:
        yield from _open(folded, start, end, words)
        return
    tokens = [match for match in _TOKEN.finditer(folded, start, end) if not _inside_word(match, folded)]
    index = 0
    while index < len(tokens):
        match = tokens[index]
        entry = _longest(tokens, index, words) if match["word"] else None
        if entry is not None:
            taken, atom = entry
            yield atom
            index += taken
        else:
            yield from _plain(match, folded)
            index += 1


def _inside_word(match: re.Match[str], folded: str) -> bool:
    """A hyphen or apostrophe between two letters: "mi-novembre", "d'ici", "aujourd'hui"."""
    before, behind = folded[match.start() - 1 : match.start()], folded[match.end() : match.end() + 1]
    return match[0] in _JOINTS and before.isalpha() and behind.isalpha()


def _longest(tokens: list[re.Match[str]], index: int, words: Lexicon) -> tuple[int, Atom] | None:
    """The longest entry that starts at this word, and how many tokens it takes."""
    best: tuple[int, Atom] | None = None
    for word in variants(unmarked(tokens[index][0]), words.language):
        for entry in words.starting(word):
            taken = len(entry.pieces)
            if (best is None or taken > best[0]) and _follows(entry, tokens, index):
                end = tokens[index + taken - 1].end()
                best = taken, Atom(tokens[index].start(), end, entry.kind, entry.value)
        if best is not None:
            return best
    return None


def _follows(entry: Any, tokens: list[re.Match[str]], index: int) -> bool:
    for step, (piece, rooted) in enumerate(entry.pieces):
        if not step:
            continue
        if index + step >= len(tokens) or not tokens[index + step]["word"]:
            return False
        gap = tokens[index].string[tokens[index + step - 1].end() : tokens[index + step].start()]
        word = unmarked(tokens[index + step][0])
        if not _GAP.fullmatch(gap) or not (word == piece or (rooted and 0 <= len(word) - len(piece) <= 6 and word.startswith(piece))):
            return False
    return True


def _plain(match: re.Match[str], folded: str) -> Iterator[Atom]:
    start, end = match.span()
    if match["year"]:
        digits = re.sub(r"\D", "", match["year"])
        year = gregorian_year(int(digits), era=match["year"].strip()[:2])
        yield Atom(start, end, "y" if year else "X", year)
    elif match["month"]:
        number = _number(match["month"].rstrip("月월 "))
        yield Atom(start, end, "m" if number and 1 <= number <= 12 else "X", number)
    elif match["number"]:
        yield _numeral(match, folded)
    elif match["word"]:
        number = _number(match["word"]) if match["word"][0] in _CJK_DIGITS else None
        kind = "n" if number else ("s" if end - start <= 3 else "x")
        yield Atom(start, end, kind, number)
    else:
        kind = _MARKS.get(match["mark"], "|")
        if kind:
            yield Atom(start, end, kind)


def _numeral(match: re.Match[str], folded: str) -> Atom:
    start, end = match.span()
    number, ending = int(match["number"]), match["ending"] or ""
    before, behind = folded[start - 1 : start], folded[end : end + 2]
    if len(match["number"]) == 4 and not ending.strip(".'-"):
        year = gregorian_year(number)
        if year or 1370 <= number <= 1480:
            return Atom(start, match.end("number"), "y", year or number)
    glued = before.isalpha() and before.isascii() or before in {"/", "#", "_", "№", "@"}
    if glued or re.match(r"[./:,]\d" if ending else r"[./:,]\d|[a-z]", behind) or len(match["number"]) > 3:
        return Atom(start, end, "X")
    if before == "-" and re.match(r"[a-z]", folded[max(0, start - 2) : start]):
        return Atom(start, end, "X")
    if before == "." or (before == "," and start > 1 and folded[start - 2].isdigit()):
        return Atom(start, end, "X")
    # Hebrew glues "on the" to the number: ב-15.
    hebrew = re.search(r"[\u05d1\u05d4\u05dc]-?$", folded[max(0, start - 2) : start])
    kind = "O" if hebrew or ending.strip(".") else "o" if ending else "n"
    return Atom(start, end, kind, number)


def _number(text: str) -> int | None:
    if text.isdigit() and text.isascii():
        return int(text)
    return _chinese(text) if text and all(c in _CJK_DIGITS for c in text) else None


@lru_cache(maxsize=512)
def _chinese(text: str) -> int:
    """十五 15, 二十 20, 三〇 30."""
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


@lru_cache(maxsize=16)
def _open_pattern(words: Any) -> re.Pattern[str]:
    kinds = sorted(_open_entries(words), key=len, reverse=True)
    return re.compile(
        rf"(?P<year>(?:民國|民国|令和|平成)\s?\d{{1,3}}\s?年|\d{{4}}\s?[年년](?!間|间)|[一二三四五六七八九〇零]{{4}}年)"
        rf"|(?P<month>(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?[月월](?!間|间))"
        + (rf"|(?P<word>{'|'.join(kinds)})" if kinds else r"|(?P<word>(?!))")
        + rf"|(?P<number>\d+|[{_CJK_DIGITS}]+)(?P<ending>\.(?!\d))?|(?P<mark>{_PUNCTUATION})|(?P<other>\S)"
    )


class _Open:
    """A lexicon's entries by their text, hashable by the language, so that the pattern is compiled once."""

    def __init__(self, words: Lexicon) -> None:
        self.language = words.language
        self.entries = {e.pieces[0][0]: e for group in reversed(words.exact.values()) for e in reversed(group)}

    def __hash__(self) -> int:
        return hash(self.language)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Open) and other.language == self.language


@lru_cache(maxsize=16)
def _open_words(language: str) -> _Open:
    from agent.reading.date_lexicon import lexicon

    return _Open(lexicon(language))


def _open_entries(words: _Open) -> list[str]:
    return [re.escape(text).replace(r"\ ", r"\s?") for text in words.entries]


def _open(folded: str, start: int, end: int, words: Lexicon) -> Iterator[Atom]:
    known = _open_words(words.language)
    run: tuple[int, int] | None = None
    for match in _open_pattern(known).finditer(folded, start, end):
        if match["other"]:
            run = (run[0] if run and run[1] == match.start() else match.start(), match.end())
            continue
        if run:
            yield Atom(*run, "s" if run[1] - run[0] <= 2 else "x")
            run = None
        yield from _open_atom(match, folded, known)
    if run:
        yield Atom(*run, "s" if run[1] - run[0] <= 2 else "x")


def _open_atom(match: re.Match[str], folded: str, known: _Open) -> Iterator[Atom]:
    start, end = match.span()
    if match["word"]:
        entry = known.entries.get(match["word"]) or known.entries[_respaced(match["word"], known)]
        yield Atom(start, end, entry.kind, entry.value)
    elif match["year"]:
        text = match["year"]
        number = int(re.sub(r"\D", "", text) or _chinese(re.sub("年", "", text)))
        year = gregorian_year(number, era=text[:2])
        yield Atom(start, end, "y" if year else "X", year)
    elif match["month"]:
        number = _number(match["month"].rstrip("月월 ")) or 0
        yield Atom(start, end, "m" if 1 <= number <= 12 else "X", number)
    elif match["number"] and not match["number"].isascii():
        yield Atom(start, end, "n", _chinese(match["number"]))
    elif match["number"]:
        yield _numeral(match, folded)
    else:
        kind = _MARKS.get(match["mark"], "|")
        if kind:
            yield Atom(start, end, kind)


def _respaced(text: str, known: _Open) -> str:
    squeezed = "".join(text.split())
    return next(t for t in known.entries if "".join(t.split()) == squeezed)
