"""SWIFT MT text → fields, and fields → one group for each statement message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# A time such as 16:26:37 wrapped at its first colon looks like a field; only known tags are fields.
TAG = re.compile(r"^:\n?((?:13|20|21|25|28|34|60|61|62|64|65|86|90)[A-Z]?|NS):", re.MULTILINE)
HEADER_TAGS = {"13", "20", "21", "25", "28", "34"}
# The blocks {1:…}{2:…}{4: … -}{5:…} around a message on the SWIFT network.
ENVELOPE_START = re.compile(r"^.*\{4:[ \t]*", re.MULTILINE)
ENVELOPE_END = re.compile(r"^-\}.*$|-\}(?:\{5:.*)?$|^\{[123]:.*$", re.MULTILINE)
MESSAGE_END = re.compile(r"^-(?:XXX)?[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class MtField:
    tag: str
    text: str

    @property
    def number(self) -> str:
        return self.tag[:2]


@dataclass
class MtEntry:
    """A statement line (:61:) and the information to account owner (:86:, :NS:) that belongs to it."""

    line: str
    details: list[str] = field(default_factory=list)
    non_swift: str = ""


@dataclass
class MtMessage:
    """One MT940, MT941 or MT942: header fields by tag, the first of each, and its entries."""

    fields: dict[str, str] = field(default_factory=dict)
    closing: str = ""
    entries: list[MtEntry] = field(default_factory=list)

    def first(self, *tags: str) -> str:
        return next((self.fields[tag] for tag in tags if tag in self.fields), "")


def read_fields(text: str) -> Iterator[MtField]:
    text = ENVELOPE_END.sub("\n-", ENVELOPE_START.sub("\n", text))
    found = _real_tags(list(TAG.finditer(text)))
    for index, match in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        end = following.start() if following else len(text)
        opens_message = following is None or following[1].startswith("20")
        yield MtField(match[1], _within_message(text[match.end() : end], opens_message))


def read_messages(text: str) -> list[MtMessage]:
    """A message begins at :20:; fragments before the first one make a message of their own."""
    messages: list[MtMessage] = []
    closed = False
    for item in read_fields(text):
        if item.number == "20" or not messages:
            messages.append(MtMessage())
            closed = False
        message = messages[-1]
        if item.number == "61":
            message.entries.append(MtEntry(item.text))
        elif item.number == "62":
            message.closing, closed = item.text, True
        elif item.number in ("64", "65", "90"):
            closed = True
            message.fields.setdefault(item.tag, item.text)
        elif item.number == "86":
            # After the closing balance it speaks of the whole statement.
            if message.entries and not closed:
                message.entries[-1].details.append(item.text)
        elif item.tag == "NS":
            if message.entries and not closed:
                message.entries[-1].non_swift = item.text
        else:
            message.fields.setdefault(item.tag, item.text)
    return messages


def _real_tags(found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Without header tags amid entries: there they are text, unless :20: with its :25: opens the next message."""
    real: list[re.Match[str]] = []
    among_entries = False
    for index, match in enumerate(found):
        number = match[1][:2]
        if among_entries and number in HEADER_TAGS:
            following = found[index + 1][1][:2] if index + 1 < len(found) else ""
            if number != "20" or following not in ("21", "25", "28"):
                continue
        real.append(match)
        if number not in ("86", "NS"):
            among_entries = number == "61"
    return real


def _within_message(text: str, opens_message: bool) -> str:
    """A line with a dash alone ends the message when no more of it follows; else it is a stray one."""
    kept = MESSAGE_END.split(text, maxsplit=1)[0] if opens_message else MESSAGE_END.sub("", text)
    return kept.strip("\n")
