"""Having a message written and checked: an order in, a text with its violations out.

Where a chat model is configured, `write` asks it with a background: seconds, so never inside of a transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from agent.answers import Violation
from agent.facts import AccountFacts, DraftOrder

if TYPE_CHECKING:
    from agent.drafting.llm.background import Background

FALLBACK_LANGUAGE = "en"
MOST_AUTHOR = 300
# How the author of a text begins that a chat model worded.
BY_MODEL = "model "


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


def write(order: DraftOrder, *, background: Background | None = None, as_of: datetime | None = None) -> Written:
    """Write and check. A language without wording is written to in English. Raises Unwritable.

    With a background and a time the configured model is asked first; whatever it does wrong, the composer's text
    stands, and the author says why.
    """
    composed = _composed(order)
    if background is None or as_of is None:
        return composed
    return _by_model(replace(order, language=composed.language), background, composed=composed, as_of=as_of)


def write_again(order: DraftOrder, *, before: AccountFacts, written: Written) -> Written:
    """The same message on a later day, checked: the composer's anew, a model's words with today's tables.

    `before` are the facts that it was written for. Never asks a model. Raises Unwritable.
    """
    if not written.author.startswith(BY_MODEL):
        return _composed(order)
    from agent.drafting import NothingToAsk
    from agent.drafting.llm.anew import Rendered, with_todays_tables

    today = replace(order, language=written.language)
    try:
        anew = with_todays_tables(
            Rendered(written.text, written.html), before=replace(today, facts=before), today=today
        )
    except NothingToAsk as nothing:
        raise Unwritable(str(nothing)) from nothing
    found = check_text(subject=written.subject, body=anew.text, language=written.language, facts=order.facts)
    return replace(written, text=anew.text, html=anew.html, violations=found)


def _by_model(order: DraftOrder, background: Background, *, composed: Written, as_of: datetime) -> Written:
    from agent.llm.options import configured
    from dunning.model_writing import Attempt, model_writes

    options = configured() if model_writes() else None
    if options is None:
        return composed
    attempt = Attempt(order, background, options=options, as_of=as_of)
    draft = attempt.draft()
    if draft is None:
        return replace(composed, author=_noted(composed.author, attempt.note))
    return Written(draft.subject, draft.text, draft.html, draft.language, _noted(draft.author, attempt.note))


def _noted(author: str, note: str) -> str:
    return f"{author}; {note}"[:MOST_AUTHOR] if note else author


def _composed(order: DraftOrder) -> Written:
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
        return _composed(replace(order, language=FALLBACK_LANGUAGE))
    violations = guardrails.check(subject=draft.subject, body=draft.text, language=draft.language, facts=order.facts)
    return Written(draft.subject, draft.text, draft.html, draft.language, draft.author, tuple(violations))


def checked_by_both(
    *, subject: str, body: str, language: str, facts: AccountFacts, author: str, as_of: datetime
) -> Written:
    """A person's text with what the guard finds and, where people's texts are judged, the model: seconds then."""
    from dunning.model_writing import Text, opinion_on_persons_text

    text: Text = {"subject": subject, "body": body, "language": language, "facts": facts}
    found = check_text(**text)
    opinion, note = opinion_on_persons_text(text, as_of=as_of)
    known = {violation.code for violation in found}
    added = tuple(violation for violation in opinion if violation.code not in known)
    return Written(subject, body, "", language, _noted(author, note), found + added)


def check_text(*, subject: str, body: str, language: str, facts: AccountFacts) -> tuple[Violation, ...]:
    """The whole check of a text that a person wrote or changed."""
    from agent import guardrails

    return tuple(guardrails.check(subject=subject, body=body, language=language, facts=facts))


def still_untrue(
    *, subject: str, body: str, language: str, facts: AccountFacts, overruled: Sequence[str] = ()
) -> tuple[Violation, ...]:
    """What today's facts no longer support, less the findings (`violation_key`) that a person overruled; quick."""
    from agent import guardrails

    found = guardrails.check_facts(subject=subject, body=body, language=language, facts=facts)
    return not_overruled(found, overruled)


def not_overruled(found: Sequence[Violation], overruled: Sequence[str]) -> tuple[Violation, ...]:
    return tuple(v for v in found if violation_key(code=v.code, sentence=v.sentence, why=v.why) not in overruled)


def violation_key(*, code: str, sentence: str, why: str) -> str:
    """Names one finding in one text: another figure of the same sentence is another finding."""
    return hashlib.sha256("\x00".join((code, sentence, why)).encode()).hexdigest()[:16]


def violations_to_json(violations: Sequence[Violation]) -> list[dict[str, str]]:
    return [{"code": v.code, "sentence": v.sentence, "why": v.why} for v in violations]


def verdict_marks(subject: str, body: str) -> tuple[str, str]:
    """Text hash and guard version: a stored verdict holds for exactly this text and this guard."""
    from agent import guardrails

    return guardrails.text_hash(subject, body), guardrails.GUARD_VERSION
