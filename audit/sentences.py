"""Sentences that are kept in English, shown in the language of whoever reads them.

Each app names what it keeps in `kept_words`: SENTENCES, which stand in a text one behind the other, and PARTS, by the
places that they fill. A place's name says what it holds: `amount…` and `money…` figures, `day…` an ISO date, `count…` a
whole number, `email…` an address, `words_kind…` PARTS of “kind” alone, `rest…` more sentences or anything, `quote…`
somebody's words of any length, `all…` all that follows, any other name whatever stands there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache, cached_property, lru_cache
from importlib import import_module
from importlib.util import find_spec
from itertools import zip_longest
from string import Formatter
from typing import Any

from django.apps import apps
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext, ngettext

from audit.language import RECORD_LANGUAGE

# Of a longer text the rest is shown as it is kept: a customer's own words.
MOST_CHARACTERS = 4_000
MOST_SENTENCES = 200
_STARTS = re.compile(r"(?:[.;:!?…”)]|\s·)\s+|\n+")
_BETWEEN = " \n\t;·."
# What follows a sentence: “Ltd. on Monday” goes on. One that a place ends may have any mark of its own.
_END = r"(?=$|;|\s(?!\s*[a-z]+\s))"
_LAST = rf"(?:[.!?…]+[”)]?{_END}|(?=$|\n))"
_ANYTHING = r".{1,300}?"
_FIGURE = r"-?\d[\d,]*(?:\.\d+)?"
_HOLDS = (
    ("amount", _FIGURE),
    ("money", rf"{_FIGURE} [A-Z]{{3}}(?:(?: and |, ){_FIGURE} [A-Z]{{3}})*"),
    ("day", r"\d{4}-\d\d-\d\d"),
    ("count", r"\d{1,12}"),
    ("email", r"[^\s<>]{1,200}?@[^\s<>]{1,200}?"),
    ("quote", r".{1,2000}?"),
    ("all", r".{1,4000}"),
)
# Of letters that stay as they are those outside of sentences weigh more.
_UNKNOWN, _FREE = 10, 1
_JOINTS = re.compile(r"(, | and | or |; )")


class Counted(str):
    """A sentence whose words go by the number in its first `count…` place."""

    __slots__ = ()


def counted(template: str) -> str:
    return Counted(template)


@dataclass(frozen=True)
class Cut:
    """A text in the reader's language; `cost`: letters that stay as they are, `left`: texts that no sentence covers."""

    cost: int
    shown: str
    left: tuple[str, ...] = ()


def in_readers_language(text: str) -> str:
    """The text as it is for who reads English; else its known sentences translated, all other words as they are."""
    language = get_language() or RECORD_LANGUAGE
    if not text or language.partition("-")[0] == RECORD_LANGUAGE:
        return text
    return _cut(str(text)[:MOST_CHARACTERS], language).shown + text[MOST_CHARACTERS:]


def part_in_readers_language(kind: str, words: str) -> str:
    """The same for what is no sentence: one of the PARTS of a kind, standing alone."""
    language = get_language() or RECORD_LANGUAGE
    if language.partition("-")[0] == RECORD_LANGUAGE:
        return words
    part = _part(kind, words)
    return part.shown if part else words


def unknown_words(text: str) -> tuple[str, ...]:
    """What of a kept text is no known sentence."""
    return cut(text).left


class Template:
    """A sentence or a part with named places: how it is found in a text, and what it is in the reader's language."""

    def __init__(self, template: str) -> None:
        self.template = template
        self.fixed = [fixed for fixed, *_ in Formatter().parse(template)]
        self.places = [name for _, name, *_ in Formatter().parse(template) if name]
        self.needle = max(self.fixed, key=len)
        self.begins = self.fixed[0]
        self.counts = next((name for name in self.places if name.partition("_")[0] == "count"), "")

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Each place ends where what follows it comes first, for good: no text makes it try again."""
        fixed = [re.escape(words) for words in self.fixed]
        if len(fixed) > len(self.places):
            fixed[-1] += _END
        found = fixed[0]
        for name, follows in zip_longest(self.places, fixed[1:]):
            ends, follows = (_LAST, "") if follows is None and not name.startswith("all") else ("", follows or "")
            found += f"(?>(?P<{name}>{_holds(name)}{ends}){follows})"
        return re.compile(found, re.DOTALL)

    def filled(self, match: re.Match[str]) -> Cut | None:
        """The sentence in the reader's words; None where a place holds what it may not."""
        places, cost = {}, 0
        for name, value in match.groupdict().items():
            place = _place(name, value)
            if place is None:
                return None
            places[name], cost = place.shown, cost + place.cost
        words = gettext(self.template)
        if isinstance(self.template, Counted) and self.counts:
            words = ngettext(self.template, self.template, int(match[self.counts]))
        return Cut(cost, words.format(**places))


def cut(text: str) -> Cut:
    """The way to cut a text into known sentences that leaves the fewest letters as they are."""
    return _cut(text, get_language() or RECORD_LANGUAGE)


@lru_cache(maxsize=2048)
def _cut(text: str, language: str) -> Cut:
    """In the active language; what a sentence holds of others is cut once, however often it is come upon."""
    starts = [0, *(found.end() for found in _STARTS.finditer(text))][:MOST_SENTENCES]
    bounds = [*(start for start in starts if start < len(text)), len(text)]
    likely = [one for one in sentences() if one.needle in text and all(words in text for words in one.fixed)]
    best = {len(text): Cut(0, "")}
    for start, following in zip(bounds[-2::-1], bounds[:0:-1], strict=True):
        words, rest = text[start:following], best[following]
        unknown = Cut(_UNKNOWN * len(words) + rest.cost, words + rest.shown, (words.strip(), *rest.left))
        known = (_beginning(one, text, start, bounds, best) for one in likely)
        best[start] = min((unknown, *filter(None, known)), key=lambda way: way.cost)
    return best[0]


def _beginning(one: Template, text: str, start: int, bounds: list[int], best: dict[int, Cut]) -> Cut | None:
    """The text from `start` on, where this sentence stands there; `best` knows what follows it."""
    match = one.pattern.match(text, start) if text.startswith(one.begins, start) else None
    if match is None:
        return None
    following = bounds[bisect_left(bounds, match.end())]
    between, rest = text[match.end() : following], best[following]
    if between.strip(_BETWEEN) or (said := one.filled(match)) is None:
        return None
    return Cut(said.cost + rest.cost, said.shown + between + rest.shown, rest.left)


def _place(name: str, value: str) -> Cut | None:
    kind = name.partition("_")[0]
    if kind == "words":
        return _parts(name.split("_")[1], value)
    if kind == "rest":
        found = cut(value)
        refusal = found.left == (value,) and value.endswith(".")  # marked where it is raised, so nobody registers it
        return Cut(found.cost, gettext(value) if refusal else found.shown)
    if kind == "day":
        return Cut(0, _day(value))
    if kind == "amount":
        return Cut(0, _figure(value))
    if kind == "money":
        return Cut(0, _joint(re.sub(_FIGURE, lambda found: _figure(found[0]), value)))
    return Cut(0 if kind == "count" else _FREE * len(value), value)


def _parts(group: str, value: str) -> Cut | None:
    """Known parts, joined as English joins them; None where one is not known."""
    if (whole := _part(group, value)) is not None:
        return whole
    pieces = _JOINTS.split(value)
    said = [part for piece in pieces[::2] if (part := _part(group, piece)) is not None]
    if not 1 < len(said) == len(pieces[::2]):
        return None
    shown = [part.shown + _joint(joint) for part, joint in zip(said, [*pieces[1::2], ""], strict=True)]
    return Cut(sum(part.cost for part in said), "".join(shown))


def _joint(words: str) -> str:
    return words.replace(" and ", " " + gettext("and") + " ").replace(" or ", " " + gettext("or") + " ")


def _part(group: str, value: str) -> Cut | None:
    """One part; with a capital where it begins a sentence."""
    for spelt in dict.fromkeys((value, value[:1].lower() + value[1:])):
        for one in parts().get(group, ()):
            if one.needle in spelt and (match := one.pattern.fullmatch(spelt)) and (said := one.filled(match)):
                return said if spelt == value else Cut(said.cost, said.shown[:1].upper() + said.shown[1:])
    return None


def _day(value: str) -> str:
    try:
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    except ValueError:
        return value


def _figure(value: str) -> str:
    try:
        figure = Decimal(value.replace(",", ""))
    except InvalidOperation:
        return value
    return number_format(figure, decimal_pos=len(value.partition(".")[2]), force_grouping=True)


def _holds(name: str) -> str:
    kind = name.partition("_")[0]
    return dict(_HOLDS).get(kind, _ANYTHING)


@cache
def sentences() -> tuple[Template, ...]:
    return tuple(Template(words) for module in _kept_words() for words in module.SENTENCES)


@cache
def parts() -> dict[str, tuple[Template, ...]]:
    """By the places that they fill."""
    found: dict[str, tuple[Template, ...]] = {}
    for module in _kept_words():
        for group, listed in module.PARTS.items():
            found[group] = (*found.get(group, ()), *map(Template, listed))
    return found


def _kept_words() -> Iterator[Any]:
    for app in apps.get_app_configs():
        if find_spec(f"{app.name}.kept_words"):
            yield import_module(f"{app.name}.kept_words")
