"""Raw bytes of a mail to one dataclass. Mail is hostile input: whatever the bytes are, nothing is raised."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from agent.reading.cleaning import plain_text
from dunning.mail.file_types import sniffed_type
from dunning.mail.mime import Part, header_text, parse_message, parts_of

# Kept headers: what matching, bounce detection and the reader look at. Others stay in the raw bytes.
KEPT_HEADERS = (
    "Return-Path",
    "Delivered-To",
    "X-Original-To",
    "Envelope-To",
    "To",
    "Cc",
    "Reply-To",
    "Sender",
    "In-Reply-To",
    "References",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "X-Autoreply",
    "X-Autorespond",
    "Precedence",
    "X-Failed-Recipients",
    "X-Apple-Unsubscribe",
    "List-Id",
    "Content-Type",
)
MAX_HEADER = 4_000
MAX_SUBJECT = 1_000
# A reply by a person is far below this; the raw bytes keep the rest.
MAX_BODY = 500_000
MAX_ATTACHMENTS = 50
# A Date header further away than this from the arrival is a wrong clock or a forgery: the arrival counts.
OLDEST_DATE = timedelta(days=30)
NEWEST_DATE = timedelta(days=1)

_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]{1,100}@[\w-]+(?:\.[\w-]+)*")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,490}>")


@dataclass(frozen=True)
class ReceivedFile:
    """A file that came along; `content_type` is what its bytes say, `name` is harmless but the sender's choice."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class IncomingMessage:
    """A parsed mail. `received_at` is its own date in its own offset, or the arrival where that cannot be true."""

    message_id: str
    received_at: datetime
    from_name: str
    from_email: str
    to_email: str
    subject: str
    body_text: str
    body_html: str
    body_hash: str
    headers: dict[str, str] = field(default_factory=dict)
    attachments: tuple[ReceivedFile, ...] = ()

    @property
    def utc_offset_minutes(self) -> int:
        offset = self.received_at.utcoffset() or timedelta()
        return int(offset.total_seconds() // 60)

    @property
    def fingerprint(self) -> str:
        """Equal for the same mail that came twice: Message-ID, sender and body."""
        parts = "\x00".join((self.message_id, self.from_email, self.body_hash))
        return hashlib.sha256(parts.encode(errors="replace")).hexdigest()


def parse_mail(raw: bytes, *, arrived_at: datetime) -> IncomingMessage:
    """Read a mail of any shape: no Date, wrong charset, NUL bytes, endless headers or parts inside parts."""
    message = parse_message(raw)
    parts = parts_of(message)
    html = _joined(parts, "text/html")
    text = _joined(parts, "text/plain") or (plain_text(f"<html>{html}") if html else "")
    name, email = _first_address(message, "From")
    return IncomingMessage(
        message_id=_message_id(message),
        received_at=_received_at(message, arrived_at),
        from_name=name[:300],
        from_email=email[:320],
        to_email=_first_address(message, "To")[1][:320],
        subject=" ".join(header_text(message, "Subject").split())[:MAX_SUBJECT],
        body_text=text[:MAX_BODY],
        body_html=html[:MAX_BODY],
        body_hash=hashlib.sha256((text or html).encode(errors="replace")).hexdigest(),
        headers=_kept_headers(message),
        attachments=_attachments(parts),
    )


def addresses(value: str) -> list[tuple[str, str]]:
    """(name, lower-case address) of every address in a header's text."""
    value = value[:MAX_HEADER]
    try:
        found = [(name.strip(), email.strip().lower()) for name, email in getaddresses([value])]
    except (ValueError, IndexError):
        found = []
    # Newer Pythons refuse a whole header for one odd comma; the addresses in it are still there.
    return [pair for pair in found if "@" in pair[1]] or [("", email.lower()) for email in _ADDRESS.findall(value)]


def message_ids(value: str) -> list[str]:
    """Message-IDs of a References or In-Reply-To header, angle brackets kept, in order."""
    return _MESSAGE_ID.findall(value)


def _joined(parts: list[Part], content_type: str) -> str:
    texts = [part.text for part in parts if part.content_type == content_type and not part.is_file]
    return "\n".join(text for text in texts if text.strip())


def _first_address(message: Message, header: str) -> tuple[str, str]:
    found = addresses(header_text(message, header))
    return found[0] if found else ("", "")


def _message_id(message: Message) -> str:
    text = header_text(message, "Message-ID").strip()
    found = message_ids(text)
    return (found[0] if found else text)[:500]


def _received_at(message: Message, arrived_at: datetime) -> datetime:
    own = _instant(header_text(message, "Date"))
    if own is None or not arrived_at - OLDEST_DATE <= own <= arrived_at + NEWEST_DATE:
        return arrived_at
    return min(own, arrived_at.astimezone(own.tzinfo))


def _instant(text: str) -> datetime | None:
    try:
        instant = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _kept_headers(message: Message) -> dict[str, str]:
    present = {name.lower() for name in message.keys()}  # noqa: SIM118 -- a Message is no dict: iterating fails
    return {name: header_text(message, name)[:MAX_HEADER] for name in KEPT_HEADERS if name.lower() in present}


def _attachments(parts: list[Part]) -> tuple[ReceivedFile, ...]:
    files = [part for part in parts if part.is_file]
    return tuple(
        ReceivedFile(part.name, sniffed_type(part.content, declared=part.content_type), part.content)
        for part in files[:MAX_ATTACHMENTS]
    )
