"""The clauses of a labelled message, each with what was marked in it: training examples cut as the reader cuts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.reading.clauses import Clause, clauses_of
from agent.reading.examples import Example
from agent.reading.messages import LabelledMessage, Span
from agent.reading.opening import open_mail

# A clause carries a mark when this much of the shorter of the two lies in the other.
_OVERLAP = 0.5


def labelled_clauses(message: LabelledMessage) -> list[tuple[Clause, Example]]:
    """Clauses in order with their labels; those of quoted text and signatures are gone, as they are for the reader."""
    opened = open_mail(message.mail, message.account)
    mail = opened.mail
    clauses = clauses_of(opened.trimmed, subject=mail.subject, context=opened.context)
    marked = [(span, _letters(mail.body[span.start : span.end])) for span in message.spans]
    body, found, read = _letters(mail.body), [], 0
    places = [_place(_letters(mail.body[: span.start]), text) for span, text in marked]
    for clause in clauses:
        text = _letters(clause.text)
        at = body.find(text, read)
        if at < 0:
            at = body.find(text)
        read = at + len(text) if at >= 0 else read
        hits = [s for (s, _), place in zip(marked, places, strict=True) if at >= 0 and _meets((at, read), place)]
        found.append((clause, _example(clause.text, message.expected.language, hits)))
    texts = tuple(clause.text for clause, _ in found)
    return [(clause, replace(e, message=texts, place=at)) for at, (clause, e) in enumerate(found)]


def _letters(text: str) -> str:
    """Letters and digits alone: wrapping, quote marks and spaces differ between body and clause."""
    return "".join(character for character in text if character.isalnum())


def _place(before: str, text: str) -> tuple[int, int]:
    return len(before), len(before) + len(text)


def _meets(clause: tuple[int, int], span: tuple[int, int]) -> bool:
    common = min(clause[1], span[1]) - max(clause[0], span[0])
    return common > 0 and common >= _OVERLAP * min(clause[1] - clause[0], span[1] - span[0])


def _example(text: str, language: str, spans: Sequence[Span]) -> Example:
    return Example(
        text=text,
        language=language,
        intents=tuple(dict.fromkeys(intent for span in spans for intent in span.intents)),
        reason=next((span.reason for span in spans if span.reason), ""),
        documents=tuple(dict.fromkeys(kind for span in spans for kind in span.documents)),
        marks=next((span.marks for span in spans if span.marks), ""),
    )
