"""Chances without a model: points for what is known of a debtor, put on the installation's own or usual rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agent.risk.features import NAMES
from agent.risk.history import Ledger
from agent.risk.landmarks import THRESHOLDS
from agent.risk.model import Foretold, probability

# Shares of B2B invoices paid more than so many days late, as in published ledgers of many debtors.
USUAL_RATES = {0: 0.40, 10: 0.10, 30: 0.04}
USUAL_DAYS = (-4.0, 1.0, 14.0)
# An installation's own rates count from so many paid invoices, and fully at ten times as many.
FEWEST = 100
# Own payments of the debtor weigh as much as the installation's rate from so many on.
OWN_WEIGHT = 4.0

# Log-odds put to each threshold that is not passed yet, by how long the invoice is past due already.
PAST_DUE_POINTS = ((1, 10, {10: 1.2, 30: 0.9}), (11, 30, {30: 2.2}))
SHARE_POINTS = ((0.0, 0.25, 0.5), (0.25, 2.0, 1.0))  # of what is open, overdue: above, up to, points
OLD_DEBT_DAYS, OLD_DEBT_POINTS = 30, 0.8
# Later by so many days for a point of log-odds.
DAYS_A_POINT = 4.0


@dataclass(frozen=True)
class Scorecard:
    """Rates of being later than each threshold, and the days late of the first, the fifth and the ninth of ten."""

    rates: dict[int, float]
    days: tuple[float, float, float]

    @classmethod
    def of(cls, ledger: Ledger) -> Scorecard:
        """Usual rates, moved to those of the ledger's paid invoices as far as there are enough of them."""
        import numpy as np

        late = ledger.days_late[ledger.paid]
        if len(late) < FEWEST:
            return cls(USUAL_RATES, USUAL_DAYS)
        own = min(len(late) / (10 * FEWEST), 1.0)
        rates = {days: own * float((late > days).mean()) + (1 - own) * usual for days, usual in USUAL_RATES.items()}
        found = np.quantile(late, (0.1, 0.5, 0.9))
        low, middle, high = (own * float(day) + (1 - own) * usual for day, usual in zip(found, USUAL_DAYS, strict=True))
        return cls(rates, (low, middle, high))

    def foretell(self, matrix: Any) -> Foretold:
        import numpy as np

        column = {name: matrix[:, place] for place, name in enumerate(NAMES)}
        at_least = column["age"] - column["terms"]
        moved = _standing(column)
        chances = {}
        ceiling = np.ones(len(matrix))
        for days in THRESHOLDS:
            odds = self._base(days, column) + moved + _past_due(days, at_least)
            ceiling = np.minimum(ceiling, probability(odds))
            chances[days] = np.where(at_least > days, 1.0, ceiling)
        shift = DAYS_A_POINT * (self._base(0, column) - _log_odds(self.rates[0]) + moved)
        low, middle, high = (np.round(np.maximum(day + shift, at_least)) for day in self.days)
        # Unpaid past the usual end, it takes as long again.
        overrun = np.maximum(at_least - self.days[2], 0)
        return Foretold(chances, middle + np.round(overrun / 2), low, np.maximum(high, middle) + np.round(overrun))

    def _base(self, days: int, column: dict[str, Any]) -> Any:
        """Log-odds of the installation's rate and the debtor's few payments together."""
        import numpy as np

        name = {0: "late_rate", 10: "late10_rate", 30: "late30_rate"}[days]
        count = np.expm1(column["paid_count"])
        own = np.nan_to_num(column[name])
        return _log_odds((count * own + OWN_WEIGHT * self.rates[days]) / (count + OWN_WEIGHT))


def _standing(column: dict[str, Any]) -> Any:
    """Points for other invoices of the debtor that are overdue on the day."""
    import numpy as np

    points = np.zeros(len(column["overdue_share"]))
    for above, up_to, worth in SHARE_POINTS:
        points += np.where((column["overdue_share"] > above) & (column["overdue_share"] <= up_to), worth, 0)
    return points + np.where(column["overdue_days"] > OLD_DEBT_DAYS, OLD_DEBT_POINTS, 0)


def _past_due(days: int, at_least: Any) -> Any:
    import numpy as np

    points = np.zeros(len(at_least))
    for first, last, worth in PAST_DUE_POINTS:
        points += np.where((at_least >= first) & (at_least <= last), worth.get(days, 0), 0)
    return points


def _log_odds(rate: Any) -> Any:
    import numpy as np

    rate = np.clip(rate, 0.002, 0.998)
    return np.log(rate / (1 - rate))
