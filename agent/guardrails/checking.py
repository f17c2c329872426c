"""The whole check of a text: its facts, then its meaning."""

from __future__ import annotations

import hashlib

from agent.answers import Violation
from agent.facts import AccountFacts
from agent.guardrails.examined import Examined
from agent.guardrails.fact_checks import facts_of
from agent.guardrails.meaning import check_meaning

# Stored with every verdict: a verdict of another version is no verdict.
GUARD_VERSION = "facts/3 meaning/3"


def check(*, subject: str, body: str, language: str, facts: AccountFacts) -> tuple[Violation, ...]:
    """Facts and meaning; empty if the text may leave."""
    examined = Examined(subject=subject, body=body, language=language, facts=facts)
    found = facts_of(examined)
    return found + check_meaning(examined, found)


def text_hash(subject: str, body: str) -> str:
    """SHA-256 of subject and body, hexadecimal: a verdict holds for exactly one text."""
    return hashlib.sha256(f"{subject}\x00{body}".encode()).hexdigest()
