"""What the model was told not to write, found before the guard looks: another language, links, addresses, accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.answers import Violation
from agent.drafting.llm.form import ModelLetter
from agent.reading.language import language_of

_CHANNEL = re.compile(
    r"\S*(?:://|www\.)\S*|\S+@\S+|\b(?:IBAN|BIC|SWIFT)\b"
    r"|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,}|(?<!\w)\+\d[\d ()/-]{6,}\d"
)
# Shorter texts say too little of their language.
_FEWEST_LETTERS = 60
# So near to each other that a short text may pass for either.
_ALIKE = ({"da", "nb", "nn", "no"}, {"cs", "sk"}, {"hr", "sr", "bs"})


def own_faults(words: ModelLetter, *, language: str) -> Iterator[Violation]:
    """Codes of the drafting contract, and `wrong_language`, which only a model can be told of."""
    for part in (words.subject, words.greeting, *words.paragraphs, words.closing):
        found = _CHANNEL.search(part)
        if found:
            why = "Links, addresses and payment details are added by us, never written by the model."
            yield Violation("payment_diversion", part, why)
    if not words.paragraphs:
        yield Violation("placeholder", "", "There are no words in it.")
    said = words.said()
    if sum(character.isalpha() for character in said) >= _FEWEST_LETTERS:
        written = language_of(said, expected=language)
        if written != language and not any({written, language} <= family for family in _ALIKE):
            yield Violation("wrong_language", words.paragraphs[0], f"It is written in “{written}”, not “{language}”.")
