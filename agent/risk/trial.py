"""What a model is worth on invoices that it has not seen, beside the debtor's own median."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from agent.risk.features import NAMES
from agent.risk.fitting import teaches
from agent.risk.landmarks import Examples
from agent.risk.measures import auc, brier, coverage, days_off
from agent.risk.model import RiskModel

_MEDIAN, _RATE = NAMES.index("median"), NAMES.index("late_rate")


@dataclass(frozen=True)
class Trial:
    """Days off in days (`days_off`), of the model and of the debtor's own median of its last 30 payments.

    By threshold: how many questions, the share that was later, area under the curve, Brier score, mean chance.
    """

    questions: int
    days: dict[str, float]
    own_median: dict[str, float]
    inside: float
    later_than: dict[int, dict[str, float | None]]
    own_rate_auc: float | None

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"later_than": {str(days): told for days, told in self.later_than.items()}}

    @property
    def beats_own_median(self) -> bool:
        """Nearer on average, or as near with fewer far misses."""
        nearer = self.days["mae"] < self.own_median["mae"]
        return nearer or (
            self.days["mae"] <= 1.02 * self.own_median["mae"] and self.days["rmse"] < self.own_median["rmse"]
        )


def trial(model: RiskModel, matrix: Any, asked: Examples) -> Trial:
    import numpy as np

    settled = asked.settled
    late = asked.days_late[settled]
    told = model.foretell(matrix)
    own = matrix[settled, _MEDIAN]
    own = np.maximum(np.where(np.isnan(own), 0.0, own), (asked.asked.as_of - asked.asked.due)[settled])
    return Trial(
        questions=len(late),
        days=days_off(late, told.expected[settled]),
        own_median=days_off(late, own),
        inside=coverage(late, told.low[settled], told.high[settled]),
        later_than={days: _chances(told.later_than[days], asked, days) for days in told.later_than},
        own_rate_auc=_own_rate(matrix, asked),
    )


def _chances(chance: Any, asked: Examples, days: int) -> dict[str, float | None]:
    chosen = teaches(asked, days)
    late = asked.later_than[days][chosen] > 0
    told = chance[chosen]
    return {
        "questions": float(len(late)),
        "share": float(late.mean()),
        "auc": auc(late, told),
        "brier": brier(late, told),
        "mean_chance": float(told.mean()),
    }


def _own_rate(matrix: Any, asked: Examples) -> float | None:
    import numpy as np

    chosen = teaches(asked, 0)
    return auc(asked.later_than[0][chosen] > 0, np.nan_to_num(matrix[chosen, _RATE], nan=0.5))
