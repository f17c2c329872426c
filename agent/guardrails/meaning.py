"""What a text must not say even where every figure is right: threats, admissions, offers, diversion, bad tone."""

from __future__ import annotations

from agent.answers import Violation
from agent.facts import AccountFacts
from agent.guardrails.lexicon import said
from agent.guardrails.normal import normalise, sentences

TOPICS = {
    "legal_threat": "It threatens legal steps, collectors or credit bureaus.",
    "admission_of_fault": "It admits an error or liability of ours.",
    "unauthorised_offer": "It offers a discount, waiver, instalments or more time.",
    "payment_diversion": "It speaks of other bank details than the allowed ones.",
    "broken_tone": "It insults, shames, presses or poses as somebody else.",
}


def check_meaning(*, subject: str, body: str, language: str, facts: AccountFacts) -> tuple[Violation, ...]:
    """One violation per code at most, by the word lists of the language and of English."""
    text = f"{normalise(subject)}\n{normalise(body)}"
    violations = []
    for start, end in sentences(text):
        sentence = text[start:end]
        for code, why in TOPICS.items():
            if said(code, language, sentence) and not said(f"not_{code}", language, sentence) and not _is_allowed(code, language, sentence, facts):
                violations.append(Violation(code=code, sentence=sentence.strip(), why=why))
    return tuple({violation.code: violation for violation in reversed(violations)}.values())[::-1]


def _is_allowed(code: str, language: str, sentence: str, facts: AccountFacts) -> bool:
    """A discount that the facts allow; its percentage is checked as a figure."""
    return code == "unauthorised_offer" and facts.allowed.discount_percent is not None and bool(said("discount", language, sentence))
