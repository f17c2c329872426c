"""What a payment's truth can be: clear, known to the payer alone, or a matter of opinion."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    CLEAR = "clear"
    OPEN = "only the payer knows"
    # People would argue: such a payment is drawn again.
    GREY = "grey"


@dataclass(frozen=True)
class Ruling:
    verdict: Verdict
    why: str = ""


FAR_ORDER = "the order number is too far from any"
FAR_NUMBER = "the number is too far from any, and the amount does not say which"
UNREADABLE = frozenset({FAR_ORDER, FAR_NUMBER})
CLEAR = Ruling(Verdict.CLEAR)
GREY = Ruling(Verdict.GREY)


def only_payer(why: str) -> Ruling:
    return Ruling(Verdict.OPEN, why)
