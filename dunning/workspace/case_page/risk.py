"""When what is open will be paid, as the model of this installation foretells it, and why; nothing until it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from customers.models import Customer
from customers.scoring import may_be_scored
from dunning.models import InvoiceScore
from dunning.workspace.case_page.owed import Item

SHOWN_SCORES = 3
_SCORE = ("late_10", "expected_on", "earliest_on", "latest_on", "reasons")


@dataclass(frozen=True)
class Foretold:
    """`percent`: the chance of being paid more than ten days late."""

    item: Item
    score: InvoiceScore
    percent: int

    @property
    def is_any_day(self) -> bool:
        """It is later already than the model would have said: no span of days is left."""
        return self.score.earliest_on == self.score.latest_on


@dataclass(frozen=True)
class Risk:
    """The likeliest to be late first; `reasons` of the first, each with whether it makes late payment likelier."""

    foretold: tuple[Foretold, ...]
    reasons: tuple[tuple[str, bool], ...]


def risk_of(debtor: Customer, items: Sequence[Item]) -> Risk | None:
    """None without scores, and of a natural person, who is not scored. One query."""
    if not may_be_scored(debtor):
        return None
    by_invoice = {item.invoice.pk: item for item in items}
    rows = InvoiceScore.objects.filter(pk__in=list(by_invoice)).only(*_SCORE)
    scores = rows.order_by("-late_10", "pk")[:SHOWN_SCORES]
    foretold = tuple(Foretold(by_invoice[score.pk], score, round(100 * score.late_10)) for score in scores)
    if not foretold:
        return None
    from dunning.risk_words import reason_words  # brings the model's own code: only where there are scores

    return Risk(foretold, tuple(reason_words(foretold[0].score.reasons)))
