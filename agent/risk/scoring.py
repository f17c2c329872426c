"""Scores for open invoices: by the model where a debtor has a history, else by the scorecard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agent.risk.features import NAMES, features
from agent.risk.history import Ledger, Questions
from agent.risk.landmarks import THRESHOLDS
from agent.risk.model import Foretold, RiskModel
from agent.risk.reasons import Reason, reasons
from agent.risk.scorecard import Scorecard

# With fewer paid invoices a debtor is a newcomer.
FEWEST_PAID = 3


@dataclass(frozen=True, eq=False)
class Scores:
    """Columns as long as the questions. `expected`, `low`, `high`: days late. `by_model`: False where by scorecard."""

    later_than: dict[int, Any]
    expected: Any
    low: Any
    high: Any
    by_model: Any
    reasons: list[tuple[Reason, ...]]

    def __len__(self) -> int:
        return len(self.expected)


def score(ledger: Ledger, asked: Questions, *, model: RiskModel | None) -> Scores:
    """What is foretold of each open invoice. The ledger is as known on the day; 100,000 questions take some 10 s."""
    import numpy as np

    matrix = features(ledger, asked)
    told, known = foretell(matrix, scorecard=Scorecard.of(ledger), model=model)
    why: list[tuple[Reason, ...]] = [()] * len(asked)
    if model is not None and known.any():
        for place, found in zip(np.flatnonzero(known), reasons(model, matrix[known]), strict=True):
            why[place] = found
    return _scores(told, known, why)


def foretell(matrix: Any, *, scorecard: Scorecard, model: RiskModel | None) -> tuple[Foretold, Any]:
    """What is foretold without its reasons, and which rows the model foretold."""
    import numpy as np

    told = scorecard.foretell(matrix)
    known = np.expm1(matrix[:, NAMES.index("paid_count")]) >= FEWEST_PAID - 0.5
    if model is None or not known.any():
        return told, np.zeros(len(matrix), dtype=bool)
    return _put(told, model.foretell(matrix[known]), known), known


def _put(told: Foretold, better: Foretold, places: Any) -> Foretold:
    import numpy as np

    def put(old: Any, new: Any) -> Any:
        merged = np.array(old, dtype=float)
        merged[places] = new
        return merged

    chances = {
        days: put(told.later_than[days], better.later_than[days])
        if days in better.later_than
        else told.later_than[days]
        for days in THRESHOLDS
    }
    ceiling = chances[THRESHOLDS[0]]
    for days in THRESHOLDS[1:]:
        ceiling = chances[days] = np.minimum(chances[days], ceiling)
    return Foretold(chances, *(put(getattr(told, end), getattr(better, end)) for end in ("expected", "low", "high")))


def _scores(told: Foretold, by_model: Any, why: list[tuple[Reason, ...]]) -> Scores:
    return Scores(told.later_than, told.expected, told.low, told.high, by_model, why)
