"""What a text must not say even where every figure is right: by the expressions of its language and by the encoder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from agent.answers import Violation
from agent.guardrails.examined import Examined
from agent.guardrails.internal_words import INTERNAL
from agent.guardrails.lexicon import said
from agent.guardrails.meaning_heads import meanings
from agent.guardrails.names import without_names
from agent.guardrails.open_sentences import is_greeting, open_parts
from agent.guardrails.unsupported import is_of_promise, unsupported_topics

TOPICS = {
    "legal_threat": "It threatens legal steps, collectors or credit bureaus.",
    "admission_of_fault": "It admits an error or liability of ours.",
    "unauthorised_offer": "It offers a discount, waiver, instalments or more time.",
    "payment_diversion": "It speaks of other bank details than the allowed ones.",
    "broken_tone": "It insults, shames, presses or poses as somebody else.",
}
# What only the encoder tells, and what it tells beyond the expressions.
LEARNED = {
    **TOPICS,
    "wrong_recipient": "It speaks of another customer, or to somebody else.",
    "disputed_invoice_chased": "It asks for what is under dispute all the same.",
}
QUOTED = re.compile(r"[\"“„”«»「『][^\"“„”«»「」『』\n]{3,120}[\"“”»«」』]")
# Fact statements: a violation where the facts do not support them.
OF_FACTS = ("money_received", "fee_claim", "credit_hold")


def check_meaning(examined: Examined, found: tuple[Violation, ...] = ()) -> tuple[Violation, ...]:
    """One violation per code at most. The encoder is asked only about a text that nothing else stops."""
    violations: dict[str, Violation] = {}
    for (start, end), (_, shape) in zip(examined.sentences, examined.shapes, strict=True):
        for code in _perhaps(examined.language, shape):
            if code == "legal_threat" and is_greeting(shape.strip()):
                continue
            if code not in violations and _says(code, examined.wording[start:end], examined):
                violations[code] = examined.violation(code, start, TOPICS[code])
    if found or violations:
        # The text stays here as it is, and the encoder reads it once it has been mended.
        return tuple(violations.values())
    for start, code, why in _learned(examined):
        violations.setdefault(code, examined.violation(code, start, why))
    return tuple(violations.values())


@lru_cache(maxsize=16384)
def _perhaps(language: str, shape: str) -> tuple[str, ...]:
    """What a sentence may say, whatever its figures are: they can only take away from that."""
    return tuple(code for code in TOPICS if said(code, language, shape))


def _says(code: str, sentence: str, examined: Examined) -> bool:
    if code == "legal_threat":
        # "Your chambers", to a lawyer: customers may be what others threaten with.
        sentence = without_names(_less_greeting(sentence), examined.facts)
    if code == "unauthorised_offer" and examined.facts.promises:
        # What the customer wrote of its promise, repeated.
        sentence = QUOTED.sub(" ", sentence)
    if not said(code, examined.language, sentence) or said(f"not_{code}", examined.language, sentence):
        return False
    return not (code == "unauthorised_offer" and _is_allowed_discount(examined, sentence))


def _less_greeting(sentence: str) -> str:
    """A sentence without the greeting on its line: "Dear Counsel, here is the invoice"."""
    head, comma, rest = sentence.partition(",")
    return rest if comma and is_greeting(head.strip()) else sentence


def _is_allowed_discount(examined: Examined, sentence: str) -> bool:
    """A discount that the facts allow; its percentage is checked as a figure."""
    allowed = examined.facts.allowed.discount_percent is not None
    return allowed and ("%" in sentence or said("discount", examined.language, sentence))


def _learned(examined: Examined) -> Iterator[tuple[int, str, str]]:
    """Position, code and reason of what the encoder reads in the sentences that are still open."""
    asked = list(open_parts(examined))
    if not asked:
        return
    unsupported = unsupported_topics(examined.facts)
    for (start, shape), labels in zip(asked, meanings([shape for _, shape in asked]), strict=True):
        for label in labels:
            if label in OF_FACTS:
                if label == "money_received" and is_of_promise(examined, start):
                    continue
                if label in unsupported and not _is_other_fact(label, shape, start, examined):
                    yield start, "wrong_fact", unsupported[label]
            elif label == "disputed_insists":
                if examined.disputed and _insists(examined, shape):
                    yield start, "disputed_invoice_chased", LEARNED["disputed_invoice_chased"]
            elif _is_meant(label, shape, start, examined, labels):
                yield start, label, LEARNED[label]


def _is_other_fact(label: str, shape: str, start: int, examined: Examined) -> bool:
    """An allowed discount, a condition ("until it is paid"), or known amounts without a word of fees."""
    if _is_allowed_discount(examined, shape) or said(f"not_{label}", examined.language, shape):
        return True
    first, last = examined.sentence_span(start)
    has_amount = any(first <= position < last for position, _ in examined.amounts)
    return label == "fee_claim" and has_amount and not said("fee", examined.language, shape)


def _insists(examined: Examined, shape: str) -> bool:
    return said("demand", examined.language, shape) and not said("set_aside", examined.language, shape)


def _is_meant(label: str, shape: str, start: int, examined: Examined, labels: tuple[str, ...]) -> bool:
    """Whether what the encoder reads is not excused by the facts or by what the sentence says besides."""
    if said(f"not_{label}", examined.language, shape):
        return False
    if label == "unauthorised_offer":
        return not _is_allowed_discount(examined, shape)
    if label == "legal_threat":
        held = examined.facts.allowed.credit_hold and (
            "credit_hold" in labels or said("credit_hold", examined.language, shape)
        )
        return not held and not INTERNAL.search(shape)
    if label in ("admission_of_fault", "broken_tone"):
        # What the customer says of a disputed delivery, repeated to set it aside.
        whole = examined.sentence(start)
        return not (examined.disputed and said("set_aside", examined.language, whole))
    if label == "payment_diversion":
        return not examined.names_channel(start)
    if label == "wrong_recipient":
        return not examined.names_sender(start)
    return True
