"""The MIME tree of a hostile mail, walked without recursion and decoded without exceptions."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser

# Real mail stays far below; more parts than these are an attack on whoever reads them.
MAX_PARTS = 200
MAX_HEADER_BYTES = 200_000
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
# Marks of direction make “fdp.exe” look like “exe.pdf”.
_TURNING = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_HEADER_END = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True)
class Part:
    """One leaf: text parts carry `text`, files and others their bytes."""

    content_type: str
    name: str
    is_file: bool
    text: str
    content: bytes


def parse_message(raw: bytes) -> Message:
    """The message; only its head, with the whole body as one text, where the tree is too deep to be real."""
    raw = _bounded_head(raw.lstrip(b"\r\n"))
    try:
        return email.message_from_bytes(raw, policy=email.policy.compat32)
    except (RecursionError, ValueError, LookupError, MessageError, AttributeError, TypeError):
        head, _, body = raw.partition(b"\n\n")
        message = BytesHeaderParser(policy=email.policy.compat32).parsebytes(head)
        del message["Content-Type"], message["Content-Transfer-Encoding"]
        message.set_payload(body.decode("utf-8", "replace"))
        return message


def header_text(message: Message, name: str) -> str:
    """The header's first value decoded, on one line, without control characters; "" where it is missing."""
    value = message.get(name)
    return "" if value is None else decoded_header(value)


def decoded_header(value: object) -> str:
    """One header's value decoded, on one line; it is a Header where raw bytes stood."""
    try:
        pieces = decode_header(value)  # type: ignore[arg-type]
    except (HeaderParseError, ValueError, LookupError):
        pieces = [(str(value), None)]
    decoded = "".join(
        decode_text(piece, charset or "") if isinstance(piece, bytes) else piece for piece, charset in pieces
    )
    return clean(re.sub(r"[\r\n\t]+", " ", decoded)).strip()


def parts_of(message: Message) -> list[Part]:
    """The leaves in reading order, at most MAX_PARTS. A mail inside the mail is one leaf, not opened."""
    waiting = [message]
    leaves: list[Part] = []
    while waiting and len(leaves) < MAX_PARTS:
        current = waiting.pop()
        children = current.get_payload()
        if isinstance(children, list) and current.get_content_maintype() == "multipart":
            waiting.extend(child for child in reversed(children[:MAX_PARTS]) if isinstance(child, Message))
        else:
            leaves.append(_part(current))
    return leaves


def decode_text(content: bytes, charset: str) -> str:
    """Bytes to text: as declared, else UTF-8, else what Windows would have written. Never raises."""
    for candidate in (charset.strip("\"' ").split("*")[0], "utf-8"):
        try:
            return content.decode(candidate)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return content.decode("cp1252", "replace")


def clean(text: str) -> str:
    """Without NUL and other control characters, which PostgreSQL refuses, and without lone surrogates."""
    return _UNWANTED.sub("", text)


def content_of(part: Message) -> bytes:
    """The leaf's decoded bytes, as they came where the transfer encoding is broken."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError, AttributeError, TypeError):
        content = None
    if isinstance(content, bytes):
        return content
    return str(part.get_payload()).encode("utf-8", "replace")


def _part(part: Message) -> Part:
    content_type = part.get_content_type()
    name = _file_name(part)
    is_text = content_type in ("text/plain", "text/html")
    is_file = bool(name) or part.get_content_disposition() == "attachment" or not is_text
    embedded = content_type == "message/rfc822" or isinstance(part.get_payload(), list)
    content = b"" if embedded else content_of(part)
    charset = str(part.get_param("charset") or "") if is_text else ""
    text = clean(decode_text(content, charset).replace("\r\n", "\n")) if is_text and not is_file else ""
    return Part(content_type, name or content_type.replace("/", "."), is_file, text, content)


def _file_name(part: Message) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError):
        name = ""
    shown = _TURNING.sub("", clean(str(name)))
    return re.sub(r"(?:[/\\:*?\"<>|\r\n\t]|\.{2,})+", "_", shown).strip(". ")[:150]


def _bounded_head(raw: bytes) -> bytes:
    """Cut a head of megabytes: every header past the bound is dropped, the body stays."""
    end = _HEADER_END.search(raw)
    if end is None or end.start() <= MAX_HEADER_BYTES:
        return raw
    return raw[:MAX_HEADER_BYTES].rpartition(b"\n")[0] + b"\n\n" + raw[end.end() :]
