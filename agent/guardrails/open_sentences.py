"""Which sentences of a letter are worth asking the encoder about: not those whose kind or wording says enough."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.guardrails.examined import Examined
from agent.guardrails.greeting_words import GREETING
from agent.guardrails.own_wording import is_own_wording

WORDS = re.compile(r"[^\W\d_]+")
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
GREETING_START = re.compile(rf"(?:{GREETING})(?![^\W\d_])", re.IGNORECASE)
# A shorter line is a greeting, a heading, a name or a row of a table.
FEWEST_WORDS = 5
FEWEST_CHARACTERS = 8
GREETING_WORDS = 7
PART_END = re.compile(r"(?<=[:;؛]) +| [–—-] ")


def open_sentences(examined: Examined) -> Iterator[tuple[int, str]]:
    """Where each such sentence begins and its shape; the subject is one if it says something."""
    for start, shape in examined.shapes:
        shape = shape.strip()
        if _says_something(shape) and not is_greeting(shape) and not is_own_wording(examined.language, shape):
            yield start, shape


def open_parts(examined: Examined) -> Iterator[tuple[int, str]]:
    """The open sentences and what their colons and dashes part: a harmless half hides the other."""
    for start, shape in open_sentences(examined):
        yield start, shape
        parts = PART_END.split(shape)
        for part in parts if len(parts) > 1 else ():
            if _says_something(part) and not is_own_wording(examined.language, part):
                yield start, part


def _says_something(shape: str) -> bool:
    if UNSPACED.search(shape):
        return len("".join(WORDS.findall(shape))) >= FEWEST_CHARACTERS
    words = [word for word in WORDS.findall(shape) if len(word) > 1]
    # A row of a table has about as many figures as words.
    return len(words) >= max(FEWEST_WORDS, 2 * shape.count("0"))


def is_greeting(shape: str) -> bool:
    """A short line that begins like one, whoever it names."""
    return len(shape.split()) <= GREETING_WORDS and GREETING_START.match(shape) is not None
