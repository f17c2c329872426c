"""How simulated customers behave: assumed, not measured. One table, each row with the reason for its numbers.

Change a number here and every result changes with it; results compare cadences, they foretell no ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# The order of the columns of `answers`.
STAGES = ("courtesy", "first", "follow_up", "firm", "final", "call")


@dataclass(frozen=True)
class Behaviour:
    """One kind of customer. Shares from 0 to 1, days from the due date or from the message."""

    name: str
    share: float
    why: str
    # Of its invoices without any message: paid by the due date; never paid; else so many days late (median, spread).
    on_time: float
    never: float
    late_median: float
    late_spread: float
    # Chance that a message of each stage of STAGES is answered with money, a promise or a dispute.
    answers: tuple[float, ...]
    # Days from an answer to money in the bank, at least and at most.
    lag: tuple[int, int]
    # Of the answers that end in money: a promise instead of payment; promises kept.
    promises: float
    keeps: float
    # Of its invoices: something is wrong with it, which it says when it answers, or by itself when it is asked a lot.
    disputes: float = 0.0
    # How easily it is annoyed, beside an average customer.
    temper: float = 1.0


BEHAVIOURS = (
    Behaviour(
        name="forgetful",
        share=0.40,
        why="Can and will pay; an invoice lies about until somebody asks. A reminder is a favour, so most answer.",
        on_time=0.55,
        never=0.02,
        late_median=24,
        late_spread=0.6,
        answers=(0.35, 0.55, 0.55, 0.60, 0.65, 0.75),
        lag=(2, 8),
        promises=0.25,
        keeps=0.90,
        disputes=0.01,
        temper=0.8,
    ),
    Behaviour(
        name="slow",
        share=0.27,
        why="Takes credit as a habit: pays when its own run comes, three to four weeks late, unless it becomes firm.",
        on_time=0.15,
        never=0.005,
        late_median=26,
        late_spread=0.35,
        answers=(0.05, 0.15, 0.25, 0.45, 0.55, 0.50),
        lag=(3, 10),
        promises=0.40,
        keeps=0.75,
        disputes=0.02,
        temper=1.2,
    ),
    Behaviour(
        name="disputing",
        share=0.10,
        why="Pays what is right; every fourth invoice is not, and it waits to be asked before it says so.",
        on_time=0.60,
        never=0.02,
        late_median=15,
        late_spread=0.6,
        answers=(0.35, 0.50, 0.50, 0.60, 0.60, 0.80),
        lag=(3, 10),
        promises=0.15,
        keeps=0.85,
        disputes=0.25,
        temper=1.5,
    ),
    Behaviour(
        name="broke",
        share=0.08,
        why="Has no cash: answers and promises, keeps every third promise, pays who asks firmly first, if at all.",
        on_time=0.10,
        never=0.25,
        late_median=75,
        late_spread=0.6,
        answers=(0.15, 0.30, 0.30, 0.35, 0.40, 0.55),
        lag=(5, 20),
        promises=0.80,
        keeps=0.35,
        disputes=0.02,
        temper=1.0,
    ),
    Behaviour(
        name="silent",
        share=0.15,
        why="Reads nothing that sounds like routine; moves when there is something to lose, or the telephone rings.",
        on_time=0.35,
        never=0.06,
        late_median=48,
        late_spread=0.5,
        answers=(0.02, 0.05, 0.10, 0.30, 0.45, 0.40),
        lag=(3, 12),
        promises=0.10,
        keeps=0.60,
        disputes=0.03,
        temper=1.0,
    ),
)


class UnknownBehaviour(ValueError):
    """A mix names a behaviour that is not in the table."""


def mix_of(text: str) -> Mapping[str, float]:
    """Shares by name that sum to 1: "forgetful=50,slow=30,broke=20"; "" is the table's own mix."""
    if not text:
        return {behaviour.name: behaviour.share for behaviour in BEHAVIOURS}
    names = {behaviour.name for behaviour in BEHAVIOURS}
    parts: dict[str, float] = {}
    for part in text.split(","):
        name, _, share = part.strip().partition("=")
        if name not in names:
            raise UnknownBehaviour(f"“{name}” is no behaviour; known are {', '.join(sorted(names))}.")
        try:
            parts[name] = float(share)
        except ValueError:
            raise UnknownBehaviour(f"“{part.strip()}” has no share; expected for example {name}=40.") from None
    total = sum(parts.values())
    if total <= 0 or min(parts.values()) < 0:
        raise UnknownBehaviour("The shares of a mix are above zero.")
    return {name: share / total for name, share in parts.items()}
