"""What a bounce or complaint says: which recipient, which of our messages, and whether the address is bad for good.

The machine-readable part (RFC 3464 delivery-status, RFC 5965 feedback-report) comes first; free-text bounces go to
flufl.bounce. It calls policy blocks permanent too, so enhanced status codes (RFC 3463) and the words decide.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message

from dunning.mail.bounce_kinds import COMPLAINT, TEMPORARY, kind_of
from dunning.mail.incoming import addresses, message_ids
from dunning.mail.mime import clean, content_of, decode_text, header_text, parse_message

logger = logging.getLogger(__name__)

_REPORTS = ("message/delivery-status", "text/delivery-status")
MAX_RECIPIENTS = 20

_FIELD = re.compile(r"^([A-Za-z][A-Za-z-]*):[ \t]*(.*(?:\n[ \t]+.*)*)", re.M)
_ORIGINAL_ID = re.compile(r"^message-id:\s*(<[^<>\s]{1,490}>)", re.I | re.M)
_FEEDBACK = ("abuse", "fraud", "opt-out", "not-spam", "other")


@dataclass(frozen=True)
class Bounce:
    """One recipient's trouble. `final` False: the server still tries. `original_id`: our Message-ID, or ""."""

    recipient: str
    kind: str
    status: str
    detail: str
    final: bool = True
    original_id: str = ""


def bounces_of(raw: bytes) -> tuple[Bounce, ...]:
    """Every recipient that a delivery report, complaint or free-text bounce names; () where it names none."""
    message = parse_message(raw)
    texts = list(_texts(message))
    original = _original_id(texts)
    found = _complaints(texts) or _reported(texts) or _free_text(message, texts) or _returned(texts)
    unique = {bounce.recipient: bounce for bounce in reversed(found) if bounce.recipient}
    return tuple(replace(bounce, original_id=original) for bounce in list(unique.values())[:MAX_RECIPIENTS])


def _complaints(texts: list[tuple[str, str]]) -> list[Bounce]:
    for content_type, text in texts:
        if content_type != "message/feedback-report":
            continue
        fields = _fields(text)
        if fields.get("feedback-type", "abuse").strip().lower() not in _FEEDBACK:
            return []
        named = fields.get("original-rcpt-to") or fields.get("removal-recipient") or _original_to(texts)
        recipient = next((email for _, email in addresses(named)), "")
        return [Bounce(recipient, COMPLAINT, "", "The recipient marked the mail as unwanted.")] if recipient else []
    return []


def _reported(texts: list[tuple[str, str]]) -> list[Bounce]:
    found = []
    for content_type, text in texts:
        if content_type in _REPORTS or (content_type == "text/plain" and "\nFinal-Recipient:" in text):
            found += [bounce for block in re.split(r"\n\s*\n", text) if (bounce := _one_recipient(_fields(block)))]
    return found


def _one_recipient(fields: dict[str, str]) -> Bounce | None:
    named = fields.get("original-recipient") or fields.get("final-recipient")
    if not named:
        return None
    recipient = next((email for _, email in addresses(named.rpartition(";")[2])), "")
    action = fields.get("action", "failed").strip().lower()
    if not recipient or action in ("delivered", "relayed", "expanded"):
        return None
    status, diagnostic = fields.get("status", "").strip(), " ".join(fields.get("diagnostic-code", "").split())
    final = action != "delayed"
    kind = kind_of(status, diagnostic) if final else TEMPORARY
    return Bounce(recipient, kind, status[:20], (diagnostic or status)[:500], final)


def _free_text(message: Message, texts: list[tuple[str, str]]) -> list[Bounce]:
    from flufl.bounce import all_failures

    try:
        temporary, permanent = all_failures(message)
    except Exception:
        logger.exception("flufl.bounce stumbled over a mail")  # hostile input: no verdict
        return []
    body = next((text for content_type, text in texts if content_type == "text/plain"), "")
    named: list[tuple[bytes | str, bool]] = [(address, False) for address in permanent]
    named += [(address, True) for address in temporary - permanent]
    if not named:
        named = [(email, False) for _, email in addresses(header_text(message, "X-Failed-Recipients"))]
    return [_by_words(address, body, soft=soft) for address, soft in named]


def _returned(texts: list[tuple[str, str]]) -> list[Bounce]:
    """The one recipient of the mail that came back, where the report itself names nobody."""
    named = addresses(_original_to(texts))
    body = next((text for content_type, text in texts if content_type == "text/plain"), "")
    return [_by_words(named[0][1], body, soft=False)] if len(named) == 1 else []


def _by_words(address: bytes | str, body: str, *, soft: bool) -> Bounce:
    recipient = address.decode("ascii", "replace") if isinstance(address, bytes) else address
    position = body.lower().find(recipient.lower())
    near = " ".join(body[max(position, 0) :][:600].split())
    return Bounce(recipient.lower(), TEMPORARY if soft else kind_of("", near), "", near[:500], final=True)


def _texts(message: Message) -> Iterator[tuple[str, str]]:
    """(content type, text) of every part, reports and returned mails included, at most 50 and without recursion."""
    waiting, seen = [message], 0
    while waiting and seen < 50:
        part, seen = waiting.pop(), seen + 1
        payload, content_type = part.get_payload(), part.get_content_type()
        if content_type in ("message/delivery-status", "message/feedback-report"):
            yield content_type, _plain(part)
        elif content_type == "message/rfc822" and isinstance(payload, list):
            yield content_type, "".join(_headers(child) for child in payload if isinstance(child, Message))
        elif isinstance(payload, list):
            waiting.extend(child for child in reversed(payload) if isinstance(child, Message))
        else:
            yield content_type, clean(decode_text(content_of(part), str(part.get_param("charset") or "")))[:200_000]


def _plain(part: Message) -> str:
    """A report's text: Python parses its blocks as header-only messages."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return "\n\n".join(_headers(block) for block in payload if isinstance(block, Message))
    return clean(decode_text(content_of(part), "")).replace("\r\n", "\n")


def _headers(message: Message) -> str:
    lines = (f"{name}: {header_text(message, name)}" for name in dict.fromkeys(message.keys()))
    return "\n".join(lines) + "\n"


def _fields(text: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, value in _FIELD.findall(text.replace("\r\n", "\n")):
        fields.setdefault(name.lower(), value)
    return fields


def _original_id(texts: list[tuple[str, str]]) -> str:
    for content_type, text in texts[1:]:
        if content_type not in ("message/delivery-status", "message/feedback-report"):
            found = _ORIGINAL_ID.search(text)
            if found:
                return message_ids(found.group(1))[0]
    found = _ORIGINAL_ID.search(texts[0][1]) if texts else None
    return found.group(1) if found else ""


def _original_to(texts: list[tuple[str, str]]) -> str:
    for content_type, text in texts:
        if content_type in ("message/rfc822", "text/rfc822-headers"):
            return _fields(text).get("to", "")
    return ""
