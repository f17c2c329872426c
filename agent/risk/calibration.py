"""Makes chances and intervals true on invoices that the fit has not seen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from agent.risk.fitting import teaches
from agent.risk.landmarks import Examples
from agent.risk.measures import coverage
from agent.risk.model import Chance, RiskModel, is_past_due

# The interval is to hold four in five. Debtors that did not calibrate it fall out more often, by some three in a
# hundred on a public ledger, so it is asked to hold a little more of those that did.
INSIDE = 0.83
# Days by which both ends of the interval may be moved, in steps.
STEPS = 0.05
MOST_WIDER, MOST_NARROWER = 15.0, 5.0
FEWEST = 50


def calibrate(model: RiskModel, matrix: Any, examples: Examples) -> RiskModel:
    """Weighs forest and line anew and moves the interval's ends until four in five of these examples lie within."""
    chances = {days: _weigh(chance, matrix, examples, days) for days, chance in model.chances.items()}
    return replace(model, chances=chances, widen=_widening(model, matrix, examples))


def like(model: RiskModel, calibrated: RiskModel) -> RiskModel:
    """A model with the weights and the widening of another that was fitted to fewer of the same examples."""
    chances = {
        days: replace(
            chance,
            start=calibrated.chances[days].start,
            forest_weight=calibrated.chances[days].forest_weight,
            line_weight=calibrated.chances[days].line_weight,
        )
        for days, chance in model.chances.items()
        if days in calibrated.chances
    }
    return replace(model, chances=chances, widen=calibrated.widen)


def _weigh(chance: Chance, matrix: Any, examples: Examples, days: int) -> Chance:
    """By logistic regression on both log-odds (Platt's calibration with two inputs); even weights where it cannot."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    chosen = teaches(examples, days)
    late = examples.later_than[days][chosen] > 0
    if min(late.sum(), (~late).sum()) < 10:
        return chance
    odds = np.column_stack([chance.forest(matrix[chosen]), chance.line(matrix[chosen])])
    fitted = LogisticRegression(C=1.0, max_iter=1_000).fit(odds, late)
    forest, line = fitted.coef_[0]
    if forest < 0 or line < 0:  # one of the two says it all
        kept = int(np.argmax([forest, line]))
        fitted = LogisticRegression(C=1.0, max_iter=1_000).fit(odds[:, [kept]], late)
        forest, line = (fitted.coef_[0][0], 0.0) if kept == 0 else (0.0, fitted.coef_[0][0])
    return replace(chance, start=float(fitted.intercept_[0]), forest_weight=float(forest), line_weight=float(line))


def _widening(model: RiskModel, matrix: Any, examples: Examples) -> tuple[float, float]:
    past = is_past_due(matrix)
    before, after = model.widen
    return (
        _move(model, matrix, examples, examples.settled & ~past, usual=before),
        _move(model, matrix, examples, examples.settled & past, usual=after),
    )


def _move(model: RiskModel, matrix: Any, examples: Examples, chosen: Any, *, usual: float) -> float:
    """By how many days each end moves outwards for the interval, in whole days, to hold INSIDE of these examples."""
    import numpy as np

    if chosen.sum() < FEWEST:
        return usual
    late, rows = examples.days_late[chosen], matrix[chosen]
    low, high = model.days["low"](rows), model.days["high"](rows)
    moves = np.arange(-MOST_NARROWER, MOST_WIDER, STEPS)
    inside = np.array([coverage(late, np.round(low - move), np.round(high + move)) for move in moves])
    return float(moves[np.argmin(np.abs(inside - INSIDE))])
