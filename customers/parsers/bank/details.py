"""What a bank's free text says about a payment, whichever way it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass

NO_REFERENCE = re.compile(
    r"(?:NON ?REF(?:ERENCE)?|NOT ?PROVIDED|NOTPROV|KREF\+?|EREF\+?|UNKNOWN|N/?A|0+|-)?", re.IGNORECASE
)
IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")


@dataclass(frozen=True)
class PaymentDetails:
    """`lines`: remittance text. `returned`: the text itself says that this is a returned payment."""

    payer_name: str = ""
    payer_account: str = ""
    lines: tuple[str, ...] = ()
    structured_reference: str = ""
    end_to_end_id: str = ""
    # The bank's code for the kind of movement, such as a German GVC.
    code: str = ""
    returned: bool = False


def stated(reference: str) -> str:
    """The reference, or nothing where the bank only says that there is none."""
    text = reference.strip()
    return "" if NO_REFERENCE.fullmatch(text) else text


def joined_reference(*lines: str) -> str:
    """Lines joined by a line break, leaving out empty ones and what stands in another already."""
    kept: list[str] = []
    for line in lines:
        text = line.strip()
        if text and not any(text in other for other in kept):
            kept.append(text)
    return "\n".join(kept)


def unwrapped(text: str, *, width: int) -> str:
    """Lines that a fixed width has cut run on, and those before an indented one; shorter ones keep their break.

    A line one short of the width lost a blank at its end to a transport that trims lines.
    """
    lines = text.split("\n")
    parts = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if len(line) >= width or not following or following.startswith(" "):
            parts.append(line)
        elif len(line) == width - 1:
            parts.append(line + " ")
        else:
            parts.append(line.rstrip() + "\n")
    return "".join(parts).strip()
