"""What comes first in the queue, and why: pure, from what is known of a review and its account."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

# The part of an account's overdue money that stands still while somebody is waited for, by what the review blocks.
WEIGHTS = {"case": Decimal("1"), "step": Decimal("0.6"), "": Decimal("0.3")}


@dataclass(frozen=True)
class PriorityFacts:
    """`blocks`: case, step or ""; `exposure`: overdue in all, in policy currency."""

    kind: str
    blocks: str
    exposure: Decimal
    to_manager: bool = False


@dataclass(frozen=True)
class Priority:
    """More `points` come first; `at_risk` in the currency of the exposure; `reasons` in words, the strongest first."""

    points: float
    at_risk: Decimal
    reasons: tuple[str, ...]


def priority_of(facts: PriorityFacts) -> Priority:
    """Expected cash at risk: what is overdue, weighted by how much of it stands still meanwhile."""
    weight = WEIGHTS.get(facts.blocks, WEIGHTS[""])
    at_risk = (facts.exposure * weight).quantize(Decimal("0.01"))
    return Priority(float(at_risk), at_risk, _reasons(facts))


def _reasons(facts: PriorityFacts) -> tuple[str, ...]:
    late = (_("past its deadline"),) if facts.to_manager else ()
    if not facts.exposure:
        return (*late, _("nothing overdue is known to hang on it"))
    words = {
        "case": _("the whole account waits for it"),
        "step": _("the next message waits for it"),
        "": _("the account goes on meanwhile"),
    }
    return (*late, words.get(facts.blocks, words[""]))
