"""Did a person write this mail? By headers first, as RFC 3834 asks, then by what mail programs put into the subject."""

from __future__ import annotations

from dunning.mail.automatic_words import (
    AUTO_SUBJECT,
    AUTO_TEXT,
    BOUNCE_SUBJECT,
    COMPLAINT_SUBJECT,
    DAEMON,
    DAEMON_NAME,
    DELAY_SUBJECT,
    NO_REPLY,
    NOTICE_SUBJECT,
    UNDELIVERED,
)
from dunning.mail.incoming import IncomingMessage

AUTO_REPLY, BOUNCE, COMPLAINT = "auto_reply", "bounce", "complaint"

# What a server says, it says at once.
_OPENING = 1_500


def automatic_kind(mail: IncomingMessage) -> str:
    """ "" for a person's mail, else auto_reply (also notices and newsletters), bounce or complaint."""
    content_type = mail.headers.get("Content-Type", "").lower()
    if (
        "feedback-report" in content_type
        or "X-Apple-Unsubscribe" in mail.headers
        or COMPLAINT_SUBJECT.search(mail.subject)
    ):
        return COMPLAINT
    if is_bounce(mail):
        return BOUNCE
    if _says_automatic(mail.headers) or AUTO_SUBJECT.search(mail.subject) or NOTICE_SUBJECT.search(mail.subject):
        return AUTO_REPLY
    if AUTO_TEXT.search(mail.body_text[:_OPENING].split("\n>")[0]):
        return AUTO_REPLY
    if "disposition-notification" in content_type or DELAY_SUBJECT.search(mail.subject):
        return AUTO_REPLY
    return ""


def is_bounce(mail: IncomingMessage) -> bool:
    content_type = mail.headers.get("Content-Type", "").lower()
    if "multipart/report" in content_type and "disposition-notification" not in content_type:
        return True
    if "X-Failed-Recipients" in mail.headers or BOUNCE_SUBJECT.search(mail.subject):
        return True
    sender = mail.from_email or mail.from_name
    if AUTO_SUBJECT.search(mail.subject):
        return False
    if DAEMON.search(sender) or DAEMON_NAME.search(mail.from_name):
        return True
    from_machine = not sender or NO_REPLY.search(sender) or _says_automatic(mail.headers)
    return bool(from_machine and UNDELIVERED.search(mail.body_text[:_OPENING]))


def _says_automatic(headers: dict[str, str]) -> bool:
    submitted = headers.get("Auto-Submitted", "no").split(";")[0].strip().lower()
    if submitted != "no" or "X-Autoreply" in headers or "X-Autorespond" in headers:
        return True
    if headers.get("Precedence", "").strip().lower() in ("auto_reply", "junk", "list"):
        return True
    if headers.get("Precedence", "").strip().lower() == "bulk" and "List-Id" in headers:
        return True
    # Exchange sets it on its own notices; a person's mail may carry it too, so only "All" counts.
    if headers.get("X-Auto-Response-Suppress", "").strip().lower() == "all":
        return True
    return headers.get("Return-Path", "").strip() == "<>"
