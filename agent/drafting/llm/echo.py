"""A letter that repeats a customer's mail word for word: then the customer may have written it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.answers import Violation
from agent.drafting.llm.background import Background
from agent.drafting.llm.form import ModelLetter

# Common phrases of letters ("thank you very much for your") are shorter.
WORDS_IN_A_ROW = 7
# In scripts without spaces.
CHARACTERS_IN_A_ROW = 16
_FIGURE = re.compile(r"\S*\d\S*")
_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


def echoes(words: ModelLetter, background: Background) -> Iterator[Violation]:
    """The code `echo`, which only a model can be told of. Figures and invoice numbers may be repeated."""
    said = frozenset(run for mail in background.thread if not mail.ours for run in _runs(mail.text))
    for part in words.parts() if said else ():
        if not said.isdisjoint(_runs(part)):
            yield Violation("echo", part, "It repeats a mail of the customer word for word; that must not be copied.")


def _runs(text: str) -> Iterator[str]:
    spoken = _WORD.findall(_FIGURE.sub(" ", text.casefold()))
    for start in range(len(spoken) - WORDS_IN_A_ROW + 1):
        yield " ".join(spoken[start : start + WORDS_IN_A_ROW])
    unspaced = "".join(character for character in text if _UNSPACED.match(character))
    for start in range(len(unspaced) - CHARACTERS_IN_A_ROW + 1):
        yield unspaced[start : start + CHARACTERS_IN_A_ROW]
