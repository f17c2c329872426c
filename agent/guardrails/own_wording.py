"""Our own wording: the sentences of the catalogues, whatever figures, days and names they were filled with.

They were read by people and checked once; the encoder need not be asked about them each time. A sentence is ours if it
has our words in our order once figures, names of the account, months, currencies, papers and what joins them are left
out: it can hold no other word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from agent.guardrails.normal import normalise, sentences

if TYPE_CHECKING:
    from agent.drafting.catalogue import Variant

_FIELD = re.compile(r"{\w+}")
_WORD = re.compile(r"[^\W\d_]+")
_CURRENCY = re.compile(r"[A-Z]{1,3}")
# Short marks beside amounts and in dates; written without spaces they are left out of the middle of a word.
_MARKS = frozenset(
    {"kr", "nkr", "dkr", "zł", "kč", "ft", "lei", "руб", "грн", "rs", "de", "d", "del", "р", "г", "року", "года", "रु"}
)
_COLUMNS = ("invoice", "due", "days_overdue", "balance")
_UNSPACED_MARKS = re.compile("[年月日元円원년월일]")


@lru_cache(maxsize=16384)
def is_own_wording(language: str, shape: str) -> bool:
    """Whether a sentence of a letter is one of ours in the language; False where there is no wording."""
    code = language.replace("_", "-").split("-")[0].lower()
    key = _key(shape, _fillers(code))
    return bool(key) and key in _own(code)


@lru_cache
def _own(code: str) -> frozenset[str]:
    from agent.drafting.catalogue import catalogue_for, languages

    if code not in languages():
        return frozenset()
    fillers = _fillers(code)
    wordings = catalogue_for(code).wordings
    forms = [form for variants in wordings.values() for one in variants for form in one.forms]
    # A filled field of four figures ends no ordinal number, so that the full stop behind it ends the sentence.
    plain = [normalise(_FIELD.sub("1000", form)) for form in forms] + _headings(wordings)
    return frozenset(_key(text[start:end], fillers) for text in plain for start, end in sentences(text))


def _headings(wordings: Mapping[str, Sequence[Variant]]) -> list[str]:
    """The first row of the table as it stands in a text, with and without the days."""
    invoice, due, days, balance = (wordings[f"table.{column}"][0].forms[0] for column in _COLUMNS)
    return [normalise(" ".join(row)) for row in ((invoice, due, days, balance), (invoice, due, balance))]


@lru_cache
def _fillers(code: str) -> frozenset[str]:
    """The words that may fill a field: months, the names of papers and what joins the parts of a list."""
    from agent.drafting.catalogue import catalogue_for, languages

    if code not in languages():
        return frozenset()
    wordings = catalogue_for(code).wordings
    paths = [path for path in wordings if path.startswith(("joining.", "documents."))]
    names = [form for path in paths for one in wordings[path] for form in one.forms]
    return _MARKS | _months(code) | {word.casefold() for name in names for word in _words(_FIELD.sub(" ", name))}


def _months(code: str) -> frozenset[str]:
    from babel.dates import get_month_names

    names = [
        name
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for name in get_month_names(width, context=context, locale=code).values()
    ]
    return frozenset(word.casefold() for name in names for word in _words(name))


def _key(text: str, fillers: frozenset[str]) -> str:
    kept = [word for word in _words(text) if not _CURRENCY.fullmatch(word)]
    return " ".join(word.casefold() for word in kept if word.casefold() not in fillers)


def _words(text: str) -> list[str]:
    return _WORD.findall(_UNSPACED_MARKS.sub(" ", normalise(text)))
