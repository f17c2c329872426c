"""The words of time of one language, each with its class and value, for the grammar to combine.

Two tables: agent/data/cldr_dates.json (every language that CLDR knows) and agent/data/date_words.json (what CLDR
lacks, by hand). In the latter "[a|b]" may be left out, "(a|b)" stands for either, "*" for any ending of eight letters.

Classes: m month, M short month, w weekday, W short weekday, z next or last weekday, t day counted from today (T to
either side), u unit, p part of a period, l fixed length of time, G unit and "ago" at once, > next, < last, = this,
@ coming, e end, h middle, b beginning, i in or within (j behind the number), a ago (A behind it), k week number,
d day of month follows, c the same before an ordinal only, q day of month precedes, v unit and d at once,
g close of business, f "of" and articles, n number, R ordinal word, H a feast's eve, K what makes a number a weekday,
X anything that must not be read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from agent.reading.date_latin import LATIN_KINDS, LATIN_OF, latin_spellings
from agent.reading.folding import fold

Value = Any
# Scripts without spaces between words, and Korean, which glues particles to them: words are found inside words.
OPEN = frozenset({"ja", "zh", "yue", "ko", "th", "lo", "km", "my", "bo", "dz", "ii"})
# Names that never change or only take an -s or -en; every other language may put an ending to a month or weekday.
_RIGID = frozenset(
    {"en", "fr", "es", "it", "pt", "ca", "gl", "ast", "oc", "vi", "id", "ms", "jv", "su", "fil", "tl", "ceb", "sw"}
) | frozenset({"zu", "xh", "st", "tn", "so", "ha", "yo", "ig", "mt", "cy", "ga", "gd", "br", "ar", "he", "hi", "ur"})
_SCANDINAVIAN = frozenset({"de", "nl", "sv", "da", "nb", "nn", "no", "fo", "af", "lb", "fy"})
_PREFIXES = {"ar": ("و", "ف", "ب", "ل", "ك", "ال"), "he": ("ו", "ש", "מ", "ב", "ל", "ה", "כ")}
_SHORT_ENDINGS = (
    *("a", "e", "i", "o", "u", "y", "ou", "om", "em", "oj", "ah", "ata"),
    *("а", "е", "и", "о", "у", "ы", "ой", "ою", "ам", "ах", "ата"),
)
# One spelling for letters that are written either way; marks that are written or left out are dropped.
_SAME = str.maketrans("يىكةھ", "ییکهه")
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670\u093c\u09bc\u0a3c\u0abc]"
)
LETTER = (
    r"(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963"
    r"\u0971-\u0983\u09bc-\u09e3\u0a01-\u0a03\u0a3c-\u0a5e\u0a70-\u0a83\u0abc-\u0ae3\u0b01-\u0b03\u0b3c-\u0b63"
    r"\u0b82\u0bbe-\u0bcd\u0c00-\u0c03\u0c3e-\u0c63\u0c81-\u0c83\u0cbc-\u0ce3\u0d00-\u0d03\u0d3b-\u0d63"
    r"\u0d82\u0d83\u0dca-\u0ddf\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u0f71-\u0f84"
    r"\u102b-\u103e\u135d-\u135f\u17b4-\u17d3])"
)
# "2day", "jom3a", "t6": one word although a digit stands in it.
_CHAT_WORD = re.compile(r"(?=[a-z\d]*[a-z])(?=[a-z\d]*\d)[a-z\d]+")
_UNITS = {"day": "D", "business day": "B", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
_CLASSES = {
    "next": ">", "last": "<", "this": "=", "coming": "@", "end": "e", "mid": "h", "early": "b",
    "in": "i", "in after": "j", "ago": "a", "ago after": "A", "week number": "k", "close of day": "g",
    "day follows": "d", "ordinal follows": "c", "day precedes": "q", "unit or day": "v", "of": "f", "noise": "X",
    "numbered weekday": "K",
}  # fmt: skip
_PARTS = ("end", "mid", "early")


class Spelled(int):
    """A number that stands there as a word: "one may" is no first of May."""


@dataclass(frozen=True)
class Entry:
    """A word or phrase: its pieces, each with whether an ending may follow, its class and what it stands for."""

    pieces: tuple[tuple[str, bool], ...]
    kind: str
    value: Value


@dataclass(frozen=True)
class Lexicon:
    """All entries of one language, found by their first piece; `spans` are CLDR's own "in {0} days"."""

    language: str
    exact: dict[str, list[Entry]] = field(default_factory=dict)
    stems: dict[str, list[Entry]] = field(default_factory=dict)
    spans: tuple[tuple[str, str, int, str], ...] = ()

    @property
    def open(self) -> bool:
        return self.language in OPEN

    def starting(self, word: str) -> Iterator[Entry]:
        yield from self.exact.get(word, ())
        for length in range(len(word), max(1, len(word) - 9), -1):
            yield from self.stems.get(word[:length], ())


@lru_cache(maxsize=64)
def lexicon(language: str) -> Lexicon:
    """The language's words; one that neither table knows has none."""
    code = {"no": "nb", "tl": "fil", "iw": "he", "in": "id"}.get(language, language)
    known = _cldr(code)
    found = Lexicon(code, spans=tuple(_spans(known.get("spans", {}))))
    # The hand-kept words come first: where both tables know a word, theirs holds.
    entries = [*_hand_kept(code), *_published(code, known)]
    for entry in (*entries, *_in_latin(code, entries)):
        text, rooted = entry.pieces[0]
        (found.stems if rooted else found.exact).setdefault(text, []).append(entry)
    return found


def normal(text: str) -> str:
    """Folded text with one spelling for letters written either way; the length stays."""
    return fold(text).translate(_SAME)


def unmarked(word: str) -> str:
    return word if word.isascii() else _MARKS.sub("", word)


def variants(word: str, language: str) -> Iterator[str]:
    """The word, and without what Arabic and Hebrew write before it ("and", "in", "the")."""
    yield word
    prefixes = _PREFIXES.get(language, ())
    for _ in range(3):
        prefix = next((p for p in prefixes if word.startswith(p) and len(word) - len(p) >= 2), "")
        if not prefix:
            return
        word = word[len(prefix) :]
        yield word


def _hand_kept(code: str) -> Iterator[Entry]:
    # "in" is both: where a word means more than "of", it means that.
    for key, words in sorted(_tables().get(code, {}).items(), key=lambda item: item[0] == "of"):
        first, _, rest = key.partition(" ")
        if isinstance(words, dict):
            yield from _numbered(code, key, words)
        elif key in _CLASSES:
            yield from _entries(code, words, _CLASSES[key], "D" if _CLASSES[key] in "qv" else None)
        elif first in _PARTS and rest:
            which, _, unit = rest.rpartition(" ")
            shift = {"next": 1, "last": -1, "": 0}[which]
            yield from _entries(code, words, "p", (first, shift, _UNITS[unit]))
        elif first in ("this", "next") and rest:
            yield from _entries(code, words, "p", ("", 1 if first == "next" else 0, _UNITS[rest]))
        elif key in ("weekend", "before weekend"):
            yield from _entries(code, words, "t", key)
        else:
            yield from _entries(code, words, "u", _UNITS[key])


def _numbered(code: str, key: str, words: dict[str, list[str]]) -> Iterator[Entry]:
    kinds = {
        "offset": "t", "months": "m", "weekdays": "w", "numbers": "n", "short weekdays": "W", "short months": "M",
        "ordinals": "R",
    }  # fmt: skip
    for number, phrases in words.items():
        if key == "length":
            count, _, unit = number.partition(" ")
            yield from _entries(code, phrases, "l", (int(count), _UNITS[unit]))
        elif key == "ago unit":
            yield from _entries(code, phrases, "G", _UNITS[number])
        elif key == "holidays":
            month, _, day = number.partition("-")
            yield from _entries(code, phrases, "H", (int(month), int(day)))
        elif key in ("past weekdays", "next weekdays"):
            yield from _entries(code, phrases, "z", ("<" if key[0] == "p" else ">", int(number)))
        else:
            both_ways = number.startswith("±")
            value = Spelled(number) if key == "numbers" else int(number.strip("±"))
            yield from _entries(code, phrases, "T" if both_ways else kinds[key], value)


def _published(code: str, known: dict[str, Any]) -> Iterator[Entry]:
    for name, number in known.get("months", {}).items():
        yield from _named(code, name, "m", number)
    for name, number in known.get("weekdays", {}).items():
        yield from _named(code, name, "w", number)
    for kind, key in (("M", "short_months"), ("W", "short_weekdays")):
        # Thai short names without their points ("มีค") are parts of common words.
        names = (name for name in known.get(key, {}) if code != "th" or "." in name)
        for name in names:
            yield from _entries(code, [name], kind, known[key][name])
    for phrase, shift in known.get("days", {}).items():
        yield from _entries(code, [phrase], "t", shift)
    for phrase, period in known.get("periods", {}).items():
        yield from _entries(code, [phrase], "p", ("", int(period[1:]), period[0]))
    for phrase, which in known.get("named_weekdays", {}).items():
        yield from _entries(code, [phrase], "z", (which[0], int(which[1])))
    for kind, key in (("n", "numbers"), ("R", "ordinals")):
        for phrase, number in known.get(key, {}).items():
            yield from _entries(code, [phrase], kind, Spelled(number))
    yield from _entries(code, known.get("of", ()), "f", None)


def _named(code: str, name: str, kind: str, number: int) -> Iterator[Entry]:
    """A month or weekday; in most languages its last letters change ("marzec", "marca", "Ocak'ta", "tammikuussa")."""
    text = unmarked(normal(name))
    if code in OPEN or code in _RIGID or " " in text or len(text) < (3 if kind == "m" else 4):
        forms = [text]
    elif code in _SCANDINAVIAN:
        forms = [text, text + "s", text + "en", text + "ens"]
    else:
        forms = [text + "*"]
        if kind == "w" and len(text) == 5:
            # "sreda" gives "sredu", but not "sredstva".
            forms += [text[:-1] + ending for ending in _SHORT_ENDINGS]
        elif len(text) >= 5:
            forms.append(text[:-1] + "*")
        # The vowel before the last letter may flee: "piątek", "piątku"; "detsember", "detsembri".
        if len(text) >= 5 and text[-2] in "aeoъе":
            forms.append(text[:-2] + text[-1] + "*")
        # Baltic and Greek nominatives end in -s: "oktobris", "oktobra".
        if len(text) >= 6 and text[-1] in "sσ" and code in ("lv", "lt", "el"):
            forms.append(text[:-2] + "*")
    yield from _entries(code, forms, kind, number)


def _in_latin(code: str, entries: list[Entry]) -> Iterator[Entry]:
    """Single words of Cyrillic and Greek as typed without that keyboard."""
    if code not in LATIN_OF:
        return
    for entry in entries:
        if len(entry.pieces) == 1 and entry.kind in LATIN_KINDS:
            ((text, rooted),) = entry.pieces
            for spelling in latin_spellings(text, code):
                # A stem that is short in Latin letters begins too many other words.
                yield Entry(((spelling, rooted and len(spelling) > 3),), entry.kind, entry.value)


def _entries(code: str, phrases: Iterable[str], kind: str, value: Value) -> Iterator[Entry]:
    for phrase in phrases:
        for form in expanded(phrase):
            text = unmarked(normal(form))
            if code in OPEN:
                yield Entry(((text.strip(), False),), kind, value)
                continue
            if _CHAT_WORD.fullmatch(text):
                yield Entry(((text, False),), kind, value)
                continue
            pieces = tuple((p.rstrip("*"), p.endswith("*")) for p in re.findall(rf"{LETTER}+\*?", text))
            if pieces:
                yield Entry(pieces, kind, value)


def expanded(phrase: str) -> list[str]:
    """ "fin[al|ales] de (mes|semana)" as the six phrases that it stands for."""
    match = re.search(r"\[([^\[\]()]*)\]|\(([^\[\]()]*)\)", phrase)
    if not match:
        return [" ".join(phrase.split())]
    choices = ["", *match[1].split("|")] if match[1] is not None else match[2].split("|")
    return [form for choice in choices for form in expanded(phrase[: match.start()] + choice + phrase[match.end() :])]


def _spans(patterns: dict[str, str]) -> Iterator[tuple[str, str, int, str]]:
    for pattern, which in patterns.items():
        before, _, behind = unmarked(normal(pattern)).partition("{0}")
        yield before.strip(), behind.strip(), 1 if which[0] == "+" else -1, which[1]


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, Any]]:
    text = (resources.files("agent") / "data" / "date_words.json").read_text("utf-8")
    loaded: dict[str, dict[str, Any]] = json.loads(text)
    return loaded


@lru_cache(maxsize=1)
def _cldr_lines() -> dict[str, str]:
    """One line a language, parsed when it is needed."""
    text = (resources.files("agent") / "data" / "cldr_dates.json").read_text("utf-8")
    lines = (line.rstrip(",") for line in text.splitlines() if line.startswith('"'))
    return {line[1 : line.index('"', 1)]: line for line in lines}


def _cldr(code: str) -> dict[str, Any]:
    line = _cldr_lines().get(code)
    loaded: dict[str, Any] = json.loads(f"{{{line}}}")[code] if line else {}
    return loaded
