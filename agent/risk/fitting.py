"""Fits what foretells: for each threshold a forest and a line, for the days late four forests. Deterministic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agent.risk.forest import Forest
from agent.risk.grid import on_grid
from agent.risk.landmarks import THRESHOLDS, Examples
from agent.risk.line import Line
from agent.risk.model import Chance, RiskModel, is_past_due

# The median is nearest on most invoices, the mean bears the late ones in mind; the ends hold four in five.
DAYS: Mapping[str, dict[str, Any]] = {
    "median": {"loss": "absolute_error"},
    "mean": {"loss": "squared_error"},
    "low": {"loss": "quantile", "quantile": 0.1},
    "high": {"loss": "quantile", "quantile": 0.9},
}
STEADY = {"l2_regularization": 1.0, "random_state": 0, "early_stopping": False}
LARGE: dict[str, Any] = {
    "max_iter": 150,
    "learning_rate": 0.06,
    "max_leaf_nodes": 15,
    "min_samples_leaf": 60,
    "max_features": 0.4,
}
SMALL: dict[str, Any] = {"max_iter": 60, "learning_rate": 0.05, "max_leaf_nodes": 7, "min_samples_leaf": 40}
LARGE_FROM = 8_000
# An example so many days older than the newest counts 1/e of it: habits change.
MEMORY_DAYS = 240
# Below it a threshold has too few cases of one side to be learned; the scorecard gives its chance.
FEWEST = 30


def fit_model(matrix: Any, examples: Examples) -> RiskModel:
    """Uncalibrated; a chance with fewer than FEWEST cases of one side is left out."""
    import numpy as np

    gridded = on_grid(matrix)
    chances = {days: _chance(matrix, gridded, examples, days) for days in THRESHOLDS}
    forests = {name: _days(gridded, examples, loss) for name, loss in DAYS.items()}
    with np.errstate(all="ignore"):
        typical = np.nan_to_num(np.nanmedian(matrix[~is_past_due(matrix)], axis=0))
    return RiskModel({days: chance for days, chance in chances.items() if chance}, forests, typical)


def teaches(examples: Examples, days: int) -> Any:
    """Which examples say something of a threshold: its label is known, and on their day it was not passed yet."""
    import numpy as np

    return ~np.isnan(examples.later_than[days]) & (examples.asked.as_of - examples.asked.due <= days)


def _chance(matrix: Any, gridded: Any, examples: Examples, days: int) -> Chance | None:
    from sklearn.ensemble import HistGradientBoostingClassifier

    chosen = teaches(examples, days)
    late = examples.later_than[days][chosen] > 0
    if min(late.sum(), (~late).sum()) < FEWEST:
        return None
    model = HistGradientBoostingClassifier(**_size(len(late)), **STEADY).fit(
        gridded[chosen], late, sample_weight=_weight(examples)[chosen]
    )
    return Chance(Forest.of(model), Line.fit(matrix[chosen], late))


def _days(gridded: Any, examples: Examples, loss: dict[str, Any]) -> Forest:
    from sklearn.ensemble import HistGradientBoostingRegressor

    settled = examples.settled
    model = HistGradientBoostingRegressor(**_size(int(settled.sum())), **STEADY, **loss)
    weight = _weight(examples)[settled]
    return Forest.of(model.fit(gridded[settled], examples.days_late[settled], sample_weight=weight))


def _weight(examples: Examples) -> Any:
    import numpy as np

    return np.exp((examples.asked.as_of - examples.asked.as_of.max()) / MEMORY_DAYS)


def _size(count: int) -> dict[str, Any]:
    return LARGE if count >= LARGE_FROM else SMALL
