"""What a text must not say even where every figure is right: threats, admissions, offers, diversion, bad tone."""

from __future__ import annotations

from functools import lru_cache

from agent.answers import Violation
from agent.guardrails.examined import Examined
from agent.guardrails.lexicon import said

TOPICS = {
    "legal_threat": "It threatens legal steps, collectors or credit bureaus.",
    "admission_of_fault": "It admits an error or liability of ours.",
    "unauthorised_offer": "It offers a discount, waiver, instalments or more time.",
    "payment_diversion": "It speaks of other bank details than the allowed ones.",
    "broken_tone": "It insults, shames, presses or poses as somebody else.",
}


def check_meaning(examined: Examined) -> tuple[Violation, ...]:
    """One violation per code at most, by the expressions of the language and, where English words stand, of English."""
    violations: dict[str, Violation] = {}
    for (start, end), (_, shape) in zip(examined.sentences, examined.shapes, strict=True):
        for code in _perhaps(examined.language, shape):
            if code not in violations and _says(code, examined.wording[start:end], examined):
                violations[code] = examined.violation(code, start, TOPICS[code])
    return tuple(violations.values())


@lru_cache(maxsize=16384)
def _perhaps(language: str, shape: str) -> tuple[str, ...]:
    """What a sentence may say, whatever its figures are: they can only take away from that."""
    return tuple(code for code in TOPICS if said(code, language, shape))


def _says(code: str, sentence: str, examined: Examined) -> bool:
    if not said(code, examined.language, sentence) or said(f"not_{code}", examined.language, sentence):
        return False
    # A discount that the facts allow; its percentage is checked as a figure.
    allowed = code == "unauthorised_offer" and examined.facts.allowed.discount_percent is not None
    return not (allowed and said("discount", examined.language, sentence))
