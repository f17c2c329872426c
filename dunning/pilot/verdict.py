"""What a pilot says: widen, do not, or it cannot be told yet, and then what it would take."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from django.utils.translation import gettext as _

from dunning.pilot.effect import Effect

# Smaller than that in each half, or sooner, nothing is told.
LEAST_DEBTORS = 20
LEAST_DAYS = 14
# Differences smaller than that are not worth a decision: share of the overdue amount, and days.
WORTH_RECOVERY = 0.03
WORTH_DAYS = 1.5


class Answer(StrEnum):
    WIDEN = "widen"
    STAY = "stay"
    SAME = "same"
    UNTOLD = "untold"


@dataclass(frozen=True)
class Verdict:
    """`more_debtors` and `more_days`: about how many more would tell, where they would."""

    answer: Answer
    words: str
    more_debtors: int | None = None
    more_days: int | None = None


def verdict_of(*, recovery: Effect, days_to_pay: Effect, debtors: int, days_run: int) -> Verdict:
    """By the bounds of both effects: one surely better and none surely worse widens."""
    if debtors < 2 * LEAST_DEBTORS or days_run < LEAST_DAYS:
        return _too_early(debtors, days_run)
    # Fewer days are better: turned round, more is better for both.
    gains = [(recovery.low, recovery.high, WORTH_RECOVERY), _turned(days_to_pay)]
    known = [(low, high, worth) for low, high, worth in gains if low is not None and high is not None]
    if any(high < 0 for _low, high, _worth in known):
        return Verdict(Answer.STAY, _("Do not widen: with the agent the customers surely pay worse."))
    if any(low > 0 for low, _high, _worth in known):
        return Verdict(Answer.WIDEN, _("Widen: with the agent the customers surely pay better, and in nothing worse."))
    if len(known) == len(gains) and all(-worth < low and high < worth for low, high, worth in known):
        return Verdict(
            Answer.SAME, _("There is no difference worth speaking of. Widen if it saves work; it costs no money.")
        )
    return _untold(recovery, days_to_pay, debtors=debtors, days_run=days_run)


def _turned(effect: Effect) -> tuple[float | None, float | None, float]:
    if effect.low is None or effect.high is None:
        return None, None, WORTH_DAYS
    return -effect.high, -effect.low, WORTH_DAYS


def _too_early(debtors: int, days_run: int) -> Verdict:
    more_debtors, more_days = max(2 * LEAST_DEBTORS - debtors, 0), max(LEAST_DAYS - days_run, 0)
    if more_debtors:
        words = _("It cannot be told: %(least)s customers in all are the least, %(more)s more than there are.")
        return Verdict(Answer.UNTOLD, words % {"least": 2 * LEAST_DEBTORS, "more": more_debtors}, more_debtors, None)
    words = _("It is too early to tell. Look again in %(days)s days.") % {"days": more_days}
    return Verdict(Answer.UNTOLD, words, None, more_days)


def _untold(recovery: Effect, days_to_pay: Effect, *, debtors: int, days_run: int) -> Verdict:
    """Bounds narrow with the root of the number: enough that the smaller of the two needs would be told."""
    needs = [
        (effect.half_width / max(abs(effect.difference), worth)) ** 2
        for effect, worth in ((recovery, WORTH_RECOVERY), (days_to_pay, WORTH_DAYS))
        if effect.half_width is not None and effect.difference is not None
    ]
    if not needs:
        words = _("It cannot be told: too few of these customers had anything overdue.")
        return Verdict(Answer.UNTOLD, words)
    factor = max(min(needs), 1.05)
    more_debtors, more_days = ceil((factor - 1) * debtors), ceil((factor - 1) * days_run)
    words = _(
        "It cannot be told yet whether the customers pay better with the agent. It would take about %(debtors)s more "
        "customers, or about %(days)s more days in which further invoices fall due."
    )
    return Verdict(Answer.UNTOLD, words % {"debtors": more_debtors, "days": more_days}, more_debtors, more_days)
