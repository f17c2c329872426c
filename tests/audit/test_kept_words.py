"""The registered sentences: each has German, and each is still said by the sources."""

from __future__ import annotations

import ast
import re
from functools import cache

from django.conf import settings
from django.utils.translation import gettext, ngettext, override

from audit.sentences import Counted, Template, parts, sentences

APPS = ("agent", "customers", "dunning")
# Shorter words between two places say nothing of where they come from.
LEAST = 6
# A sentence may be made of a beginning, of what it is about, and of what joins them.
MOST_PIECES = 3
# The same in both languages.
ALIKE = {"insolvent"}


def registered() -> list[Template]:
    return [*sentences(), *(one for group in parts().values() for one in group)]


@cache
def said_by_sources() -> str:
    """Every text of the sources outside of `kept_words`, each on a line of its own, in lower case."""
    found: set[str] = set()
    for app in APPS:
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            if "kept_words" not in str(path) and "migrations" not in path.parts:
                tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                found.update(
                    node.value for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str)
                )
    # Keys are kept in words: “opt_out” as “opt out”.
    return "\n".join(plain(words) for words in found | {words.replace("_", " ") for words in found if " " not in words})


def plain(words: str) -> str:
    return " ".join(re.sub(r"[.,:;?!()“”]+", " ", words).lower().split())


def test_no_sentence_is_registered_twice() -> None:
    told = [one.template for one in sentences()]

    assert sorted({words for words in told if told.count(words) > 1}) == []


def german_of(one: Template) -> str:
    with override("de"):
        if isinstance(one.template, Counted):
            return ngettext(one.template, one.template, 2)
        return gettext(one.template)


def test_every_registered_sentence_has_german_that_can_be_filled() -> None:
    registered_words = registered()
    for one in registered_words:
        german_of(one).format(**dict.fromkeys(one.places, "1"))

    worded = [one for one in registered_words if any(letter.isalpha() for words in one.fixed for letter in words)]
    assert {one.template for one in worded if german_of(one) == one.template} == ALIKE


def test_every_registered_sentence_is_said_somewhere() -> None:
    """A sentence that was worded anew would be shown in English."""
    fixed = {plain(words): one.template for one in registered() for words in one.fixed}

    lost = {words: template for words, template in fixed.items() if pieces_said(words) > MOST_PIECES}
    assert {words: template for words, template in lost.items() if len(words) >= LEAST} == {}


def pieces_said(words: str) -> int:
    """Of how many texts of the sources these words are made at least; many where one of the words is in none."""
    left, count = words.split(), 0
    while left:
        size = next((n for n in range(len(left), 0, -1) if " ".join(left[:n]) in said_by_sources()), 0)
        if not size:
            return MOST_PIECES + 1
        left, count = left[size:], count + 1
    return count
