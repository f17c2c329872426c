"""Having a message written and checked: an order in, a text with its violations out. No database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.answers import Violation
from agent.facts import AccountFacts, DraftOrder

FALLBACK_LANGUAGE = "en"


class Unwritable(Exception):
    """There is nothing to write, or nobody knows how; the reason in words."""


@dataclass(frozen=True)
class Written:
    """A text and what the guard says of it; `violations` empty if it may leave."""

    subject: str
    text: str
    html: str
    language: str
    author: str
    violations: tuple[Violation, ...] = ()


def write(order: DraftOrder) -> Written:
    """Compose and check. A language without wording is written to in English. Raises Unwritable."""
    from agent import guardrails
    from agent.drafting import PURPOSES, NothingToAsk, compose

    if order.purpose not in PURPOSES:
        raise Unwritable(f"“{order.purpose}” is no purpose that the agent can write for.")
    try:
        draft = compose(order)
    except NothingToAsk as nothing:
        raise Unwritable(str(nothing)) from nothing
    except LookupError:
        if order.language == FALLBACK_LANGUAGE:
            raise
        return write(replace(order, language=FALLBACK_LANGUAGE))
    violations = guardrails.check(subject=draft.subject, body=draft.text, language=draft.language, facts=order.facts)
    return Written(draft.subject, draft.text, draft.html, draft.language, draft.author, tuple(violations))


def check_text(*, subject: str, body: str, language: str, facts: AccountFacts) -> tuple[Violation, ...]:
    """The whole check of a text that a person wrote or changed."""
    from agent import guardrails

    return tuple(guardrails.check(subject=subject, body=body, language=language, facts=facts))


def still_untrue(
    *, subject: str, body: str, language: str, facts: AccountFacts, overruled: Sequence[str] = ()
) -> tuple[Violation, ...]:
    """What today's facts no longer support, less what a person overruled; the quick part of the check."""
    from agent import guardrails

    found = guardrails.check_facts(subject=subject, body=body, language=language, facts=facts)
    return tuple(violation for violation in found if violation.code not in overruled)


def violations_to_json(violations: Sequence[Violation]) -> list[dict[str, str]]:
    return [{"code": v.code, "sentence": v.sentence, "why": v.why} for v in violations]


def verdict_marks(subject: str, body: str) -> tuple[str, str]:
    """Text hash and guard version: a stored verdict holds for exactly this text and this guard."""
    from agent import guardrails

    return guardrails.text_hash(subject, body), guardrails.GUARD_VERSION
