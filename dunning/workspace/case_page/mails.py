"""Received mails as the timeline shows them: what was newly written, what was read in it, and what can be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agent.reading.labels import DISPUTE_REASONS, DOCUMENT_TYPES, INTENTS
from customers.admin.amounts import shown_amount
from dunning.admin.mail_text import new_text
from dunning.models import Attachment, Correction, IncomingMail, Reading
from dunning.workspace.case_page.shown_words import day_in_words, in_words, sure_in_words
from dunning.workspace.case_page.spans import Piece, locate, pieces

SURE, UNSURE = 0.85, 0.6
PARTS = ("promises", "payments", "disputes", "documents", "contacts")
# What is shown: raw bytes, HTML and what the reader was told stay in the database.
_MAIL = ("status", "received_at", "from_name", "from_email", "to_email", "subject", "body_text", "automatic")
_READING = ("mail", "reader", "answer", "quotes", "status", "human_reasons")
# What the menu of corrections offers below a meaning.
DETAILS: Mapping[str, Sequence[str]] = {"dispute": DISPUTE_REASONS, "document_request": DOCUMENT_TYPES}


@dataclass(frozen=True)
class Chip:
    """One thing that was read: its words, how sure, and the sentence it rests on as a position in `Said.quotes`."""

    words: str
    sure: str
    tone: str
    quote: int | None


@dataclass(frozen=True)
class Label:
    """An entry of the menu of corrections, with its kinds below it."""

    intent: str
    words: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShownMail:
    """A mail, its newly written text cut where a reading rests on it, and the reading in force with its chips."""

    mail: IncomingMail
    pieces: tuple[Piece, ...]
    has_more: bool
    reading: Reading | None
    chips: tuple[Chip, ...]
    attachments: tuple[Attachment, ...]
    corrected_by: str

    @property
    def waits(self) -> bool:
        """Whether a person still has to say whether it was read right."""
        return bool(
            self.reading
            and self.reading.status == Reading.Status.PROPOSED
            and self.mail.status in (IncomingMail.Status.READ, IncomingMail.Status.QUEUED, IncomingMail.Status.FAILED)
        )

    @property
    def applied(self) -> bool:
        return bool(self.reading and self.reading.status == Reading.Status.APPLIED)


def shown_mails(keys: Sequence[int]) -> dict[int, ShownMail]:
    """By key of the mail; three queries, one more where one was corrected."""
    if not keys:
        return {}
    rows = IncomingMail.objects.filter(pk__in=list(keys)).only(*_MAIL)
    readings: dict[int, Reading] = {}
    corrected = []
    latest = Reading.objects.filter(mail_id__in=list(keys)).only(*_READING)
    for reading in latest.order_by("pk"):
        readings[reading.mail_id] = reading
        if reading.status == Reading.Status.CORRECTED:
            corrected.append(reading.mail_id)
    files: dict[int, list[Attachment]] = {}
    for file in Attachment.objects.filter(mail_id__in=list(keys)).order_by("pk"):
        files.setdefault(file.mail_id, []).append(file)
    correctors = _correctors(corrected) if corrected else {}
    return {
        mail.pk: _shown(mail, readings.get(mail.pk), files.get(mail.pk, ()), correctors.get(mail.pk, ""))
        for mail in rows
    }


def labels() -> tuple[Label, ...]:
    """The menu: every meaning of the reading contract, disputes and documents with their kinds."""
    return tuple(
        Label(intent, in_words(intent), tuple((key, in_words(key)) for key in DETAILS.get(intent, ())))
        for intent in INTENTS
    )


def _correctors(keys: Sequence[int]) -> dict[int, str]:
    rows = Correction.objects.filter(reading__mail_id__in=list(keys)).order_by("pk")
    names = rows.values_list("reading__mail_id", "by__first_name", "by__last_name", "by__username")
    return {mail: f"{first} {last}".strip() or username for mail, first, last, username in names}


def _shown(mail: IncomingMail, reading: Reading | None, files: Sequence[Attachment], corrected_by: str) -> ShownMail:
    text = new_text(mail)
    quotes = _quotes(reading)
    places = [locate(text, quote) for quote in quotes]
    return ShownMail(
        mail=mail,
        pieces=pieces(text, marked=places),
        has_more=len(mail.body_text.strip()) > len(text),
        reading=reading,
        chips=tuple(_chips(reading, quotes, places)) if reading else (),
        attachments=tuple(files),
        corrected_by=corrected_by,
    )


def _quotes(reading: Reading | None) -> list[str]:
    """Every sentence that the reading rests on, once."""
    if reading is None:
        return []
    found = (quote for name in ("intents", *PARTS, "absence") for quote in reading.quotes.get(name) or ())
    return list(dict.fromkeys(quote for quote in found if quote))


def _chips(reading: Reading, quotes: list[str], places: Sequence[Any]) -> list[Chip]:
    answer, found = reading.answer, []

    def quote_of(name: str, index: int) -> int | None:
        listed = reading.quotes.get(name) or ()
        words = listed[index] if index < len(listed) else ""
        place = quotes.index(words) if words in quotes else None
        return place if place is not None and places[place] else None

    by_person = reading.reader.startswith("person:")
    for index, intent in enumerate(answer.get("intents") or ()):
        sure = 1.0 if by_person else float(intent.get("confidence") or 0)
        tone = "info" if sure >= SURE else "warn" if sure >= UNSURE else "bad"
        words = "" if by_person else sure_in_words(sure)
        found.append(Chip(in_words(intent["intent"]), words, tone, quote_of("intents", index)))
    for name in PARTS:
        for index, part in enumerate(answer.get(name) or ()):
            words = _part_in_words(name, part)
            if words:
                found.append(Chip(words, "", "", quote_of(name, index)))
    absence = answer.get("absence")
    if absence is not None:
        until = absence.get("until")
        words = _("Back on %(day)s") % {"day": day_in_words(until)} if until else _("Away, back on an unknown day")
        found.append(Chip(words, "", "", quote_of("absence", 0)))
    return found


def _part_in_words(name: str, part: Mapping[str, Any]) -> str:
    invoices = ", ".join(part.get("invoices") or ())
    match name:
        case "promises":
            words = _("Pays %(what)s %(day)s") % {"what": _what(part), "day": _by(part)}
        case "payments":
            words = _("Has paid %(what)s %(day)s") % {"what": _what(part), "day": _on(part)}
        case "disputes":
            words = _("Contests: %(reason)s") % {"reason": in_words(part.get("reason", ""))}
        case "documents":
            words = _("Asks for: %(document)s") % {"document": in_words(part.get("type", ""))}
        case _:
            return " ".join(str(part[key]) for key in ("name", "email") if part.get(key))
    return f"{words.strip()} · {invoices}" if invoices else words.strip()


def _what(part: Mapping[str, Any]) -> str:
    amount = part.get("amount")
    return shown_amount(Decimal(str(amount)), part.get("currency", "")) if amount not in (None, "") else _("all of it")


def _by(part: Mapping[str, Any]) -> str:
    return _("by %(day)s") % {"day": day_in_words(part["date"])} if part.get("date") else _("without a date")


def _on(part: Mapping[str, Any]) -> str:
    return _("on %(day)s") % {"day": day_in_words(part["date"])} if part.get("date") else ""
