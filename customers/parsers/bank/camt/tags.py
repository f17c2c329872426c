"""SEPA tags such as EREF+ and SVWZ+, which banks that convert from MT940 leave in the free lines of camt."""

from __future__ import annotations

import re
from collections.abc import Sequence

TAG = re.compile(r"(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|PURP|IBAN|BIC|RTRN|BREF)\+ ?")
# Kept in the remittance text; the others are the bank's own and the parties'.
WORDED = ("SVWZ", "KREF", "MREF")


def part(lines: Sequence[str]) -> dict[str, str]:
    """Values by tag; empty when the text does not begin with one. Lines run on, as a tag may be cut by them."""
    text = "".join(lines)
    if not TAG.match(text):
        return {}
    parts = TAG.split(text)
    return {tag: value.strip() for tag, value in zip(parts[1::2], parts[2::2], strict=True)}
