"""The model that foretells when an invoice is paid; it reads a matrix of `features`, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from agent.risk.features import NAMES
from agent.risk.forest import Forest
from agent.risk.landmarks import THRESHOLDS
from agent.risk.line import Line

# Days between median and mean at which both weigh the same in the expected day: nearer, the median is right on most
# invoices; farther apart, the mean tells of a real chance of very late payment.
EVEN_AT_DAYS = 4.0
_AGE, _TERMS = NAMES.index("age"), NAMES.index("terms")


@dataclass(frozen=True, eq=False)
class Chance:
    """Of being paid later than a threshold, as log-odds: start + forest and line, each by its weight."""

    forest: Forest
    line: Line
    start: float = 0.0
    forest_weight: float = 0.5
    line_weight: float = 0.5

    def __call__(self, matrix: Any) -> Any:
        return self.start + self.forest_weight * self.forest(matrix) + self.line_weight * self.line(matrix)


@dataclass(frozen=True, eq=False)
class Foretold:
    """Columns of equal length. Chances by threshold in days, falling; days late: expected, and an 80 % interval."""

    later_than: dict[int, Any]
    expected: Any
    low: Any
    high: Any


@dataclass(frozen=True, eq=False)
class RiskModel:
    """`typical`: the middle of each column at the issue of the invoices that it was trained on.

    `widen`: days put to each end of the interval, before the due date and after it.
    """

    chances: Mapping[int, Chance]
    days: Mapping[str, Forest]
    typical: Any
    widen: tuple[float, float] = (0.0, 0.0)
    card: dict[str, Any] = field(default_factory=dict)

    def foretell(self, matrix: Any) -> Foretold:
        import numpy as np

        at_least = matrix[:, _AGE] - matrix[:, _TERMS]  # unpaid as the day begins
        expected, low, high = self.interval(matrix)
        expected = np.maximum(expected, at_least)
        chances, ceiling = {}, np.ones(len(matrix))
        for threshold in THRESHOLDS:
            if threshold in self.chances:
                ceiling = np.minimum(ceiling, probability(self.chances[threshold](matrix)))
                chances[threshold] = np.where(at_least > threshold, 1.0, ceiling)
        low = np.minimum(np.maximum(low, at_least), expected)
        return Foretold(chances, expected, low, np.maximum(high, expected))

    def interval(self, matrix: Any) -> tuple[Any, Any, Any]:
        """Whole days late: expected, and both ends before what is known of the day itself."""
        import numpy as np

        median, mean = self.days["median"](matrix), self.days["mean"](matrix)
        expected = mean + (median - mean) / (1 + ((mean - median) / EVEN_AT_DAYS) ** 2)
        widen = np.where(is_past_due(matrix), self.widen[1], self.widen[0])
        low, high = self.days["low"](matrix) - widen, self.days["high"](matrix) + widen
        return np.round(expected), np.round(low), np.round(high)

    def with_card(self, **entries: Any) -> RiskModel:
        return replace(self, card={**self.card, **entries})


def is_past_due(matrix: Any) -> Any:
    return matrix[:, _AGE] > matrix[:, _TERMS]


def probability(log_odds: Any) -> Any:
    import numpy as np

    return 1 / (1 + np.exp(-np.clip(log_odds, -30, 30)))
