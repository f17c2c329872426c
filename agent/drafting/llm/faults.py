"""What the model was told not to write, found before the guard looks: another language, links, disputes, payments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.answers import Violation
from agent.drafting.llm.form import ModelLetter
from agent.drafting.writing import Writing
from agent.guardrails.examined import occurrences
from agent.guardrails.lexicon import said
from agent.guardrails.negation_words import NEGATION
from agent.guardrails.normal import normalise, one_line
from agent.guardrails.support import disputed_numbers
from agent.reading.language import language_of

_CHANNEL = re.compile(
    r"\S*(?:://|www\.)\S*|\S+@\S+|\b(?:IBAN|BIC|SWIFT)\b"
    r"|\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,}|(?<!\w)\+\d[\d ()/-]{6,}\d"
)
_MARKUP = re.compile(r"[<>{}`\\]|\$\(|\w\((?:\)|['\"])|\b(?:javascript|data):\S|\bon\w+=", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|(?<=[。！？])")
# Shorter texts say too little of their language.
_FEWEST_LETTERS = 25
# So near to each other that a short text may pass for either.
_ALIKE = ({"da", "nb", "nn", "no"}, {"cs", "sk"}, {"hr", "sr", "bs"})


def own_faults(words: ModelLetter, writing: Writing) -> Iterator[Violation]:
    """Codes of the drafting contract, and `wrong_language`, which only a model can be told of."""
    yield from _channels(words)
    yield from _markup(words)
    yield from _disputed(words, writing)
    yield from _paid(words, writing)
    if not words.paragraphs:
        yield Violation("placeholder", "", "There are no words in it.")
    else:
        yield from _language(words, writing.catalogue.language)


def _channels(words: ModelLetter) -> Iterator[Violation]:
    for part in words.parts():
        if _CHANNEL.search(part):
            why = "Links, addresses and payment details are added by us, never written by the model."
            yield Violation("payment_diversion", part, why)


def _markup(words: ModelLetter) -> Iterator[Violation]:
    for part in words.parts():
        if _MARKUP.search(part):
            yield Violation("placeholder", part, "A letter holds words only, neither markup nor code.")


def _disputed(words: ModelLetter, writing: Writing) -> Iterator[Violation]:
    """Our own line sets it aside, which would cover up a demand that stands elsewhere."""
    if not writing.layout.asks:
        return
    for number in sorted(disputed_numbers(writing.order.facts)):
        part = next(
            (part for part in words.parts() if any(True for _ in occurrences(normalise(part), one_line(number)))), None
        )
        if part is not None:
            why = f"{number} is disputed: we mention it apart, and the model must not name it."
            yield Violation("disputed_invoice_chased", part, why)


def _paid(words: ModelLetter, writing: Writing) -> Iterator[Violation]:
    """An open invoice called paid: some payment in the facts is not one on this invoice."""
    facts, language = writing.order.facts, writing.catalogue.language
    paid = {number for payment in facts.payments for number in payment.invoices}
    untouched = [i.number for i in facts.invoices if i.number not in paid and i.amount in (None, i.balance)]
    for sentence in (sentence for part in words.parts() for sentence in _SENTENCE_END.split(part)):
        if not said("money_received", language, sentence) or NEGATION.search(sentence):
            continue
        named = (n for n in untouched if any(True for _ in occurrences(normalise(sentence), one_line(n))))
        if number := next(named, None):
            yield Violation("wrong_fact", sentence, f"{number} is open, and the facts hold no payment on it.")


def _language(words: ModelLetter, language: str) -> Iterator[Violation]:
    said = words.said()
    if sum(map(str.isalpha, said)) < _FEWEST_LETTERS:
        return
    written = language_of(said, expected=language)
    if written != language and not any({written, language} <= family for family in _ALIKE):
        yield Violation("wrong_language", words.paragraphs[0], f"It is written in “{written}”, not “{language}”.")
