"""What can be done with a review, each with its key: a agrees, r refuses, digits do the rest."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from dunning.models import Review
from dunning.services.reviews.given_answers import proposed_readings
from dunning.services.reviews.outcomes import Outcome, outcomes_of

AGREE, REFUSE = "a", "r"
# Kinds whose first outcome stops writing for good: it takes a digit, never the key that agrees.
GRAVE = frozenset({"insolvency", "legal", "stopped"})
BULK = frozenset(
    {"approve", "confirm", "chase", "leave", "accept", "decline", "clarified", "seen", "done", "more", "reject"}
)


@dataclass(frozen=True)
class Action:
    """`asks`: "reason", "until", "case" or "" for nothing; `variant` of its button.

    `page`: where it is answered instead, as its form asks for more than the queue does.
    """

    key: str
    outcome: str
    label: str
    effect: str
    asks: str
    variant: str
    page: str = ""


def actions_of(review: Review) -> tuple[Action, ...]:
    """In the order of their keys. One query for a reply, else none."""
    outcomes = fitting(review)
    agreeing = next((key for key, outcome in outcomes.items() if _agrees(review, outcome)), None)
    refusing = next((key for key, outcome in outcomes.items() if outcome.refuses), None)
    digits = iter(range(1, 10))
    found = []
    for name, outcome in outcomes.items():
        key = AGREE if name == agreeing else REFUSE if name == refusing else str(next(digits))
        variant = "primary" if key == AGREE else "danger" if key == REFUSE else ""
        asks = "reason" if outcome.refuses else outcome.takes
        page = _page(review, name)
        found.append(Action(key, name, str(outcome.label), str(outcome.effect), asks, variant, page))
    return tuple(sorted(found, key=lambda action: (action.key not in (AGREE, REFUSE), action.key)))


def fitting(review: Review) -> dict[str, Outcome]:
    """The outcomes that can be had now."""
    outcomes = dict(outcomes_of(review))
    if review.kind == Review.Kind.REPLY and not proposed_readings(review).exists():
        outcomes.pop("accept", None)
    return outcomes


def bulk_outcomes(kind: str) -> list[tuple[str, Outcome]]:
    """What many of one kind may be answered with at once: nothing that takes a day, a case or a second look."""
    found = outcomes_of(Review(kind=kind)).items()
    return [(key, outcome) for key, outcome in found if key in BULK and not outcome.takes]


def _agrees(review: Review, outcome: Outcome) -> bool:
    return not outcome.refuses and review.kind not in GRAVE


def _page(review: Review, outcome: str) -> str:
    """What part of a dispute is right is said invoice by invoice."""
    if outcome == "partly" and review.dispute_id:
        return reverse("admin:dunning_dispute_change", args=[review.dispute_id]) + "#partly"
    return ""
