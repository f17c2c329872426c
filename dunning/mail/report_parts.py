"""The parts of a bounce or complaint as texts: the server's words, its fields, the head of the mail that came back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from functools import cached_property

from agent.reading.cleaning import plain_text
from dunning.mail.bounce_text import report_text
from dunning.mail.incoming import addresses, message_ids
from dunning.mail.mime import clean, content_of, decode_text, decoded_header, header_text, parse_message

STATUS = ("message/delivery-status", "text/delivery-status", "message/global-delivery-status")
FEEDBACK = "message/feedback-report"
RETURNED = (
    "message/rfc822",
    "text/rfc822-headers",
    "message/global",
    "message/global-headers",
    "message/rfc822-headers",
)
MAX_PARTS = 50
_NAMES_RECIPIENT = ("final-recipient", "original-recipient")
MAX_TEXT = 200_000
# What a server says, it says at once; the rest is somebody's text, and expressions stay cheap below this.
MAX_WORDS, MAX_LINE = 20_000, 1_000

_FIELD = re.compile(r"^([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*(?:\n[ \t]+.*)*)", re.M)
_MESSAGE_ID = re.compile(r"^(?:> ?)*message-id:\s*(<[^<>\s]{1,490}>)", re.I | re.M)


@dataclass(frozen=True)
class Report:
    """`texts`: (content type, text) of every part in order. `ours`: who the report was sent to and who sent it."""

    message: Message
    texts: tuple[tuple[str, str], ...]
    ours: frozenset[str]

    @cached_property
    def words(self) -> str:
        """What the server wrote for people: plain text, else the text of HTML; without the mail that came back."""
        plain = [report_text(text) for content_type, text in self.texts if content_type == "text/plain"]
        html = [report_text(plain_text(text)) for content_type, text in self.texts if content_type == "text/html"]
        said = "\n".join(plain if any(text.strip() for text in plain) else html)[:MAX_WORDS]
        return "\n".join(line[:MAX_LINE] for line in said.split("\n"))

    @cached_property
    def returned(self) -> str:
        """The head of our own mail as it came back, "" if it did not."""
        for content_type, text in self.texts:
            if content_type in RETURNED:
                return text
        whole = next((text for content_type, text in self.texts if content_type == "text/plain"), "")
        return whole[len(report_text(whole)) :]

    @cached_property
    def original_id(self) -> str:
        found = _MESSAGE_ID.search(self.returned) or next(
            (hit for kind, text in self.texts if kind not in (*STATUS, FEEDBACK) if (hit := _MESSAGE_ID.search(text))),
            None,
        )
        return message_ids(found.group(1))[0] if found else ""


def report_of(raw: bytes) -> Report:
    message = parse_message(raw)
    named = ("To", "From", "Cc", "Delivered-To", "Reply-To")
    ours = {email for header in named for _, email in addresses(header_text(message, header))}
    return Report(message, tuple(_texts(message)), frozenset(ours))


def fields_of(text: str) -> dict[str, str]:
    """A report's fields by lower-case name, the first of each."""
    fields: dict[str, str] = {}
    for name, value in _FIELD.findall(text.replace("\r\n", "\n")):
        fields.setdefault(name.lower(), value)
    return fields


def recipients_of(text: str) -> list[dict[str, str]]:
    """The fields of each recipient of a delivery report; some servers leave out the empty line between two."""
    blocks: list[dict[str, str]] = []
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        blocks.append({})
        for name, value in _FIELD.findall(paragraph):
            if name.lower() in _NAMES_RECIPIENT and name.lower() in blocks[-1]:
                blocks.append({})
            blocks[-1].setdefault(name.lower(), value)
    return [block for block in blocks if block]


def values_of(text: str, name: str) -> list[str]:
    """All values of a field that may stand several times."""
    return [value for found, value in _FIELD.findall(text.replace("\r\n", "\n")) if found.lower() == name]


def _texts(message: Message) -> Iterator[tuple[str, str]]:
    """At most MAX_PARTS and without recursion; a mail inside the mail is its head alone."""
    waiting, seen = [message], 0
    while waiting and seen < MAX_PARTS:
        part, seen = waiting.pop(), seen + 1
        payload, content_type = part.get_payload(), part.get_content_type().split()[0]
        if content_type in (*STATUS, FEEDBACK):
            yield content_type, _plain(part)
        elif content_type in RETURNED and isinstance(payload, list):
            yield content_type, "".join(_head(child) for child in payload if isinstance(child, Message))
        elif isinstance(payload, list):
            waiting.extend(child for child in reversed(payload) if isinstance(child, Message))
        elif part.get_content_maintype() == "multipart":
            yield "text/plain", _decoded(part)  # a broken boundary: its parts stand in one text
        elif part.get_content_maintype() in ("text", "message"):
            yield content_type, _decoded(part)


def _plain(part: Message) -> str:
    """A report's text: Python parses its blocks as header-only messages."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return "\n\n".join(_head(block) for block in payload if isinstance(block, Message))
    return _decoded(part)


def _decoded(part: Message) -> str:
    text = clean(decode_text(content_of(part), str(part.get_param("charset") or "")))
    return text.replace("\r\n", "\n")[:MAX_TEXT]


def _head(message: Message) -> str:
    """The header as text; fields that stand several times are all kept."""
    lines = [f"{name}: {decoded_header(value)}" for name, value in message.items()]
    rest = message.get_payload() if not message.keys() else ""
    return "\n".join(lines) + "\n" + (clean(rest) if isinstance(rest, str) else "")
