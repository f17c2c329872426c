"""Why a score is what it is: by how much it moves when a group of columns is set to what is typical."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agent.risk.features import NAMES
from agent.risk.model import RiskModel
from agent.risk.newest import Newest

# Less than this, in log-odds, is not worth a word.
WORTH_SAYING = 0.25
MOST = 3

_HABITS = ("days_mean", "days_spread", "days_by_value", "late_rate", "late10_rate", "late30_rate")
_RHYTHM = ("since_payment", "payday_share", "to_payday", *(f"paid_on_{day}" for day in range(7)))
GROUPS: dict[str, tuple[str, ...]] = {
    "habits": (*_HABITS, *(name for name in Newest.NAMES if name not in _RHYTHM)),
    "overdue": ("overdue_count", "overdue_amount", "overdue_share", "overdue_days", "open_count", "open_amount"),
    "age": ("days_past_due",),
    "amount": ("amount", "amount_ratio", "batch"),
    "rhythm": _RHYTHM,
    "terms": ("terms",),
    "season": ("season_days", "season_late_rate", "due_weekday", "due_day"),
    "history": ("paid_count",),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A group of GROUPS that raises (above 0) or lowers the chance, in log-odds; the numbers are for its words."""

    group: str
    effect: float
    numbers: dict[str, float]


def reasons(model: RiskModel, matrix: Any) -> list[tuple[Reason, ...]]:
    """For each row the strongest few, strongest first. One prediction a group.

    Told of the chance of more than 10 days, for what is past that already of more than 30.
    """
    import numpy as np

    chosen = _threshold(model, matrix)
    if chosen is None:
        return [()] * len(matrix)
    usual = _odds(model, matrix, chosen)
    effects = np.column_stack(
        [usual - _odds(model, _typical(model, matrix, names), chosen) for names in GROUPS.values()]
    )
    order = np.argsort(-np.abs(effects), axis=1)[:, :MOST]
    groups = list(GROUPS)
    return [
        tuple(
            Reason(groups[place], round(float(effects[row, place]), 2), _numbers(groups[place], matrix[row]))
            for place in order[row]
            if abs(effects[row, place]) >= WORTH_SAYING and _is_told(groups[place], matrix[row])
        )
        for row in range(len(matrix))
    ]


def _threshold(model: RiskModel, matrix: Any) -> Any:
    """For each row the threshold that its reasons speak of; None without any."""
    import numpy as np

    there = sorted(model.chances)
    if not there:
        return None
    usual = 10 if 10 in there else there[0]
    past = matrix[:, NAMES.index("age")] - matrix[:, NAMES.index("terms")]
    return np.where((past > usual) & (there[-1] > usual), there[-1], usual)


def _odds(model: RiskModel, matrix: Any, chosen: Any) -> Any:
    import numpy as np

    odds = np.zeros(len(matrix))
    for days in np.unique(chosen):
        rows = chosen == days
        odds[rows] = model.chances[int(days)](matrix[rows])
    return odds


def _typical(model: RiskModel, matrix: Any, names: tuple[str, ...]) -> Any:
    changed = matrix.copy()
    for name in names:
        changed[:, NAMES.index(name)] = model.typical[NAMES.index(name)]
    return changed


_NUMBERS = {
    "habits": ("last10_median", "late_rate", "paid_count"),
    "overdue": ("overdue_count", "overdue_days", "overdue_share"),
    "age": ("days_past_due",),
    "amount": ("amount_ratio",),
    "rhythm": ("since_payment",),
    "terms": ("terms",),
    "season": ("season_late_rate",),
    "history": ("paid_count",),
}
_COUNTED = {"paid_count", "overdue_count"}


def _numbers(group: str, row: Any) -> dict[str, float]:
    """Counts as counts, the ratio of amounts as a factor, all else as in the matrix; what is missing is left out."""
    import math

    told = {}
    for name in _NUMBERS[group]:
        value = float(row[NAMES.index(name)])
        if math.isnan(value):
            continue
        if name in _COUNTED:
            value = round(math.expm1(value))
        elif name == "amount_ratio":
            value = math.exp(value)
        told[name] = round(value, 3)
    return told


def _is_told(group: str, row: Any) -> bool:
    """Groups whose words would be empty: habits of who never paid, debts of who has none overdue."""
    import math

    if group in ("habits", "rhythm"):
        return not math.isnan(float(row[NAMES.index("days_mean")]))
    if group == "age":
        return float(row[NAMES.index("days_past_due")]) > 0
    return True
