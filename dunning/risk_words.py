"""Scores, their reasons and trials in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agent.risk.drift import Drift
from agent.risk.trial import Trial

Numbers = dict[str, float]


def reason_words(reasons: Sequence[Sequence[Any]]) -> list[tuple[str, bool]]:
    """Each reason of a score in a sentence, and whether it makes late payment more likely."""
    told = []
    for group, effect, numbers in reasons:
        words = WORDS.get(group)
        if words:
            told.append((words(numbers, effect > 0), effect > 0))
    return told


def _habits(numbers: Numbers, raises: bool) -> str:
    days, count = round(numbers.get("last10_median", 0)), int(numbers.get("paid_count", 0))
    share = round(100 * numbers.get("late_rate", 0))
    if days > 0:
        when = ngettext(
            "Has lately paid %(days)s day after the due date", "Has lately paid %(days)s days after the due date", days
        ) % {"days": days}
    elif days < 0:
        when = ngettext("Has lately paid %(days)s day early", "Has lately paid %(days)s days early", -days) % {
            "days": -days
        }
    else:
        when = _("Has lately paid on the due date")
    return when + _(", %(share)s %% of %(count)s invoices late.") % {"share": share, "count": count}


def _overdue(numbers: Numbers, raises: bool) -> str:
    count, days = int(numbers.get("overdue_count", 0)), round(numbers.get("overdue_days", 0))
    if not count:
        return _("Nothing else is overdue.")
    return ngettext(
        "%(count)s invoice is overdue, by %(days)s days.",
        "%(count)s invoices are overdue, by %(days)s days on average.",
        count,
    ) % {"count": count, "days": days}


def _age(numbers: Numbers, raises: bool) -> str:
    days = round(numbers.get("days_past_due", 0))
    return ngettext("It is %(days)s day past due already.", "It is %(days)s days past due already.", days) % {
        "days": days
    }


def _amount(numbers: Numbers, raises: bool) -> str:
    ratio = numbers.get("amount_ratio", 1.0)
    if ratio >= 1.5:
        return _("It is %(times)s times the usual amount.") % {"times": f"{ratio:.1f}"}
    if ratio <= 0.67:
        return _("It is smaller than usual.")
    return (
        _("Its amount is of a kind that this customer pays later.")
        if raises
        else _("Its amount is one that is paid sooner.")
    )


def _rhythm(numbers: Numbers, raises: bool) -> str:
    days = round(numbers.get("since_payment", 0))
    return ngettext("The last payment was %(days)s day ago.", "The last payment was %(days)s days ago.", days) % {
        "days": days
    }


def _terms(numbers: Numbers, raises: bool) -> str:
    return _("Payment terms of %(days)s days.") % {"days": round(numbers.get("terms", 0))}


def _season(numbers: Numbers, raises: bool) -> str:
    share = round(100 * numbers.get("season_late_rate", 0))
    return _("Of all customers' payments in the last month %(share)s %% were late.") % {"share": share}


def _history(numbers: Numbers, raises: bool) -> str:
    count = int(numbers.get("paid_count", 0))
    return ngettext("%(count)s invoice paid so far.", "%(count)s invoices paid so far.", count) % {"count": count}


WORDS: dict[str, Callable[[Numbers, bool], str]] = {
    "habits": _habits,
    "overdue": _overdue,
    "age": _age,
    "amount": _amount,
    "rhythm": _rhythm,
    "terms": _terms,
    "season": _season,
    "history": _history,
}


def trial_lines(found: Trial) -> Iterator[str]:
    """A small table for a terminal."""
    yield f"{found.questions:,} settled invoices that the model had not seen"
    yield f"{'':<28}{'model':>10}{'own median':>12}"
    for key, words in (("mae", "days off on average"), ("rmse", "root mean square"), ("within_3", "within three days")):
        ours, theirs = found.days[key], found.own_median[key]
        yield f"{words:<28}{_figure(key, ours):>10}{_figure(key, theirs):>12}"
    yield f"{'inside the 80 % interval':<28}{found.inside:>10.1%}"
    for days, told in found.later_than.items():
        area = told["auc"]
        shown = f"{area:.3f}" if area is not None else "–"
        name = f"more than {days} days late"
        yield f"{name:<28}AUC {shown}, foretold {told['mean_chance']:.1%}, was {told['share']:.1%}"


def drift_lines(found: Drift | None) -> Iterator[str]:
    if found is None:
        return
    if not found.shifted:
        yield "New invoices are like those that it learned from."
        return
    yield "Shifted since the training (population stability index above 0.25):"
    for name, shift in found.shifts:
        if name in found.shifted:
            yield f"  {name:<20} {shift:.2f}"
    if found.asks_for_training:
        yield "Train it anew: manage.py train_risk"


def _figure(key: str, value: float) -> str:
    return f"{value:.1%}" if key == "within_3" else f"{value:.2f}"
