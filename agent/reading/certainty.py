"""How far a reading may be trusted as a whole: details in doubt keep it below what may act alone.

A calibrated chance says how often a clause does what it is said to do. That every field of the message is right is
another matter: other clauses may do something too, a date may belong to another invoice. The signs below were chosen
on replies that were held out; they do not touch the order of intents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.answers import IntentAnswer, PaymentAnswer, PromiseAnswer
from agent.reading.clauses import Context
from agent.reading.intents import Judged
from agent.reading.labels import INTENTS

# Just below the confidence from which a policy may let a reading act alone.
HELD_BACK = 0.79
# Chance × counter-chance summed over clauses and intents: 0.25 is one clause that could as well not do something.
_MOST_DOUBT = 0.4
# Something is asked, and nothing that was found in it says what.
_ASKING = ("?", "？", "؟")
_OF_INVOICES = frozenset({"promise_to_pay", "payment_claimed", "document_request"})


def trusted(
    intents: Sequence[IntentAnswer],
    judged: Sequence[Judged],
    *,
    promises: Sequence[PromiseAnswer],
    payments: Sequence[PaymentAnswer],
    context: Context,
) -> list[IntentAnswer]:
    """The intents with their chances, held back where a field of the reading is in doubt."""
    money: list[PromiseAnswer | PaymentAnswer] = [*promises, *payments]
    doubtful = (
        _doubt(judged) >= _MOST_DOUBT
        or any(answer.date is None for answer in money)
        or any(not one.labels and one.clause.text.rstrip().endswith(_ASKING) for one in judged)
        or len(_days(judged, context)) > len(money)
        or (len(context.account.invoices) > 1 and _names_nothing(judged))
    )
    if not doubtful:
        return list(intents)
    return [replace(answer, confidence=min(answer.confidence, HELD_BACK)) for answer in intents]


def _doubt(judged: Sequence[Judged]) -> float:
    return sum(one.chances[intent] * (1 - one.chances[intent]) for one in judged for intent in INTENTS)


def _days(judged: Sequence[Judged], context: Context) -> set[object]:
    """The days named where something is promised or said to be paid."""
    days: set[object] = set()
    for one in judged:
        if one.does("promise_to_pay") or one.does("payment_claimed"):
            found = context.dates(one.clause.text, past=one.does("payment_claimed"))
            days |= {date.day for date in found if date.day}
    return days


def _names_nothing(judged: Sequence[Judged]) -> bool:
    """Whether a clause speaks of money or papers without saying of which invoice."""
    return any(set(one.labels) & _OF_INVOICES and not one.clause.named for one in judged)
