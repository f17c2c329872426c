"""Messages that wait to go out: text with its facts and findings marked where they stand, and what may be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from customers.models import Document
from dunning.facts_json import facts_from_json
from dunning.models import Case, Message
from dunning.workspace.case_page.spans import Piece, fact_spans, locate, pieces
from dunning.writing import violation_key

MOST_WAITING = 5
EDITABLE = (Message.Status.AWAITING_APPROVAL, Message.Status.BLOCKED)
# What a draft shows.
_SHOWN = (
    *("kind", "stage", "purpose", "status", "send_after", "next_attempt_at", "needs_person", "problem"),
    *("language", "to_name", "to_email", "cc", "subject", "body_text", "text_hash", "suggestion"),
    *("facts", "violations", "overruled"),
)
BEING_WRITTEN = (Message.Status.DUE, Message.Status.DRAFT, Message.Status.CHECKED)


@dataclass(frozen=True)
class Finding:
    """What the check found; `overruled` says by whom and why, `key` names it."""

    key: str
    sentence: str
    why: str
    overruled: str
    placed: bool


@dataclass(frozen=True)
class Draft:
    """`marks` of a piece are positions in `findings`."""

    message: Message
    seen: str
    state: str
    tone: str
    subject: tuple[Piece, ...]
    body: tuple[Piece, ...]
    findings: tuple[Finding, ...]
    documents: tuple[Document, ...]
    facts: int

    @property
    def editable(self) -> bool:
        return self.message.status in EDITABLE

    @property
    def awaits(self) -> bool:
        return self.message.status == Message.Status.AWAITING_APPROVAL

    @property
    def approved(self) -> bool:
        return self.message.status == Message.Status.APPROVED

    @property
    def being_written(self) -> bool:
        return self.message.status in BEING_WRITTEN


def waiting_drafts(case: Case) -> tuple[Draft, ...]:
    """What has not gone out, oldest first. Three queries at most."""
    rows = Message.objects.filter(case=case, status__in=Message.UNSENT).only(*_SHOWN)
    waiting = list(rows.prefetch_related("documents").order_by("pk")[:MOST_WAITING])
    people = _names(waiting)
    return tuple(_shown(message, people) for message in waiting)


def seen_mark(message: Message) -> str:
    """A text in a state: an edit, an approval or a new draft by somebody else makes another one."""
    return f"{message.status} {message.text_hash}"


def _shown(message: Message, people: Mapping[int, str]) -> Draft:
    facts = facts_from_json(message.facts) if message.facts else None
    language = message.language or "en"
    subject = fact_spans(message.subject, facts, language=language) if facts else ()
    body = fact_spans(message.body_text, facts, language=language) if facts else ()
    in_subject = [locate(message.subject, found["sentence"]) for found in message.violations]
    in_body = [locate(message.body_text, found["sentence"]) for found in message.violations]
    state, tone = _state(message)
    return Draft(
        message=message,
        seen=seen_mark(message),
        state=state,
        tone=tone,
        subject=pieces(message.subject, subject, in_subject),
        body=pieces(message.body_text, body, in_body),
        findings=tuple(
            _finding(message, found, people, placed=bool(one or other))
            for found, one, other in zip(message.violations, in_subject, in_body, strict=True)
        ),
        documents=tuple(message.documents.all()),
        facts=len(subject) + len(body),
    )


def _finding(message: Message, found: dict[str, str], people: Mapping[int, str], *, placed: bool) -> Finding:
    key = violation_key(**found)
    entry = next((entry for entry in message.overruled if entry["violation"] == key), None)
    overruled = ""
    if entry:
        who = people.get(entry["by"], _("somebody"))
        overruled = _("Overruled by %(who)s: %(why)s") % {"who": who, "why": entry["reason"]}
    return Finding(key, found["sentence"], found["why"], overruled, placed)


def _names(messages: Sequence[Message]) -> dict[int, str]:
    keys: set[Any] = {entry["by"] for message in messages for entry in message.overruled}
    if not keys:
        return {}
    users = get_user_model().objects.filter(pk__in=keys)
    return {user.pk: user.get_full_name() or user.get_username() for user in users}


def _state(message: Message) -> tuple[str, str]:
    match message.status:
        case Message.Status.BLOCKED:
            return _("Blocked: the check found something"), "bad"
        case Message.Status.AWAITING_APPROVAL:
            return _("Waits for your approval"), "warn"
        case Message.Status.APPROVED:
            at = max(filter(None, (message.send_after, message.next_attempt_at)), default=None)
            if at is None:
                return _("Approved"), "good"
            return _("Goes out on %(time)s") % {"time": date_format(localtime(at), "DATETIME_FORMAT")}, "good"
    return _("Is being written"), "info"
