"""Bounces that are only text: which address each of their lines is about."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from dunning.mail.bounce_words import FORWARD, NOBODYS, NOT_RECIPIENT, ORIGINAL

_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+")
_QUOTED = re.compile(r"^[ \t]*>(?!>>)[ \t]?", re.M)


def report_text(text: str) -> str:
    """What the mail server itself wrote, without quote marks and without the mail that came back."""
    plain = _QUOTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    end = ORIGINAL.search(plain)
    return plain[: end.start()] if end and plain[: end.start()].strip() else plain


@dataclass
class Passage:
    """The lines that name an address, and those with all that follow up to the next address."""

    own: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return "\n".join(self.lines)


def passages(text: str, *, ours: Collection[str]) -> dict[str, Passage]:
    """By address, in order: the lines of a report that are about it. Addresses in `ours` are those of the sender."""
    found: dict[str, Passage] = {}
    current: list[str] = []
    for line in text.split("\n"):
        if not NOT_RECIPIENT.search(line):
            named = [address.lower().rstrip(".") for address in _ADDRESS.findall(line)]
            recipients = list(dict.fromkeys(address for address in named if address not in ours))
            current = recipients or current
            for address in recipients:
                found.setdefault(address, Passage()).own.append(line)
        for address in current:
            found[address].lines.append(line)
    return found


def forward_of(text: str, *, not_to: Collection[str]) -> str:
    """The address that a report says to write to instead, "" if it names none."""
    flat = " ".join(text.split())
    for found in _ADDRESS.finditer(flat):
        address = found[0].lower().rstrip(".")
        if (
            address not in not_to
            and not NOBODYS.match(address)
            and FORWARD.search(flat[max(found.start() - 80, 0) : found.start()])
        ):
            return address
    return ""


def envelope_recipients(text: str) -> list[str]:
    """Whom a transcript of the mail that came back names as `RCPT TO`."""
    return [email.lower() for email in re.findall(rf"rcpt to:\s*<?({_ADDRESS.pattern})", text, re.I)]
