"""Automatic messages by their headers and subject: absence notes and receipts."""

from __future__ import annotations

from agent.facts import ReceivedMail
from agent.reading.automatic_words import ABSENCE_SUBJECT
from agent.reading.folding import fold


def automatic_kind(mail: ReceivedMail) -> str:
    """ "out_of_office" for an absence note by its subject, "receipt" for other automatic mail, empty for a person's."""
    headers = {key.lower(): value.lower() for key, value in mail.headers.items()}
    marked = headers.get("auto-submitted", "no") != "no" or bool({"x-autoreply", "x-autorespond"} & set(headers))
    marked = marked or headers.get("precedence", "") in {"auto_reply", "bulk", "junk"}
    if ABSENCE_SUBJECT.search(fold(mail.subject)):
        return "out_of_office"
    return "receipt" if marked else ""
