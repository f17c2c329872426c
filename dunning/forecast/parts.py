"""Each open item as one or two sums of money with a distribution of the day on which they come.

A day is distributed about its middle by a logistic curve of two halves: one payment in ten comes before `early`, one in
ten after `late`. What has not come by today is known not to have come: the curve is the one of what is left.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from dunning.forecast.items import Instalments, Items

# Days about the due date by which what has no score comes: middle, one in ten before, one in ten after.
USUAL = (5, -2, 35)
# The same for what is overdue, from today: middle half its age, one in ten after twice its age, at least this.
OVERDUE_LEAST = (14, 3, 45)
# A promise that is kept comes about its day; one that is broken weeks after it.
KEPT = (0, -2, 3)
BROKEN = (21, 7, 75)
INSTALMENT = (1, -2, 14)
INSTALMENT_CHANCE = 0.85
# After a dispute is settled; of the contested sum so much is paid in the end.
SETTLED = (30, 7, 75)
DISPUTED_SHARE = 0.6
# A curve is never steeper than that: the bank's day alone moves it so far.
LEAST_SPREAD = 1.0


@dataclass(frozen=True, eq=False)
class Parts:
    """Sums as numpy arrays. With the chance `first` a sum follows the first curve, else the second; with the chance
    `comes` it comes at all."""

    debtor: Any
    amount: Any
    comes: Any
    first: Any
    middle: Any
    early: Any
    late: Any
    other_middle: Any
    other_early: Any
    other_late: Any

    def __len__(self) -> int:
        return len(self.debtor)

    def rows(self, chosen: Any) -> Parts:
        return Parts(*(getattr(self, field.name)[chosen] for field in fields(self)))

    def paid_by(self, day: float, *, today: int) -> Any:
        """For each sum the chance that it has come by the end of a day, known that it had not come by today."""
        import numpy as np

        share = _left(self.middle, self.early, self.late, day, today)
        mixed = np.flatnonzero(self.first < 1)
        if len(mixed):
            other = _left(self.other_middle[mixed], self.other_early[mixed], self.other_late[mixed], day, today)
            share[mixed] = self.first[mixed] * share[mixed] + (1 - self.first[mixed]) * other
        return self.comes * share


def parts_of(items: Items, instalments: Instalments, *, today: int) -> Parts:
    """What is promised apart from the rest of its item; what is arranged by its instalments."""
    import numpy as np

    items = items.rows(~items.arranged & (items.open > 0))
    middle, early, late = _own_days(items, today)
    settled = np.maximum(items.disputed_until, today)
    contested = items.disputed_until > 0
    middle, early, late = (
        np.where(contested, settled + days, own) for days, own in zip(SETTLED, (middle, early, late), strict=True)
    )
    lost = (1 - DISPUTED_SHARE) * np.where(contested, np.minimum(items.disputed / items.open, 1), 0)
    comes = np.where(items.gone, 0.0, 1 - lost)
    promised = np.where((items.promised_on >= today) & ~contested, np.minimum(items.promised, items.open), 0)
    own_days = (middle, early, late, middle, early, late)
    rest = Parts(items.debtor, items.open - promised, comes, np.ones(len(items)), *own_days)
    return _joined(rest.rows(rest.amount > 0), _promised(items, promised, comes), _arranged(instalments, today))


def _own_days(items: Items, today: int) -> tuple[Any, Any, Any]:
    """By the score; without one, or where its time is over, by what is usual."""
    import numpy as np

    age = today - items.due
    least, first, last = OVERDUE_LEAST
    late = age > 0
    usual = (
        np.where(late, today + np.maximum(least, age / 2), items.due + USUAL[0]),
        np.where(late, today + first, items.due + USUAL[1]),
        np.where(late, today + np.maximum(last, 2 * age), items.due + USUAL[2]),
    )
    scored = ~np.isnan(items.expected) & (np.nan_to_num(items.latest) > today)
    own = (items.expected, items.earliest, items.latest)
    middle, early, late = (np.where(scored, score, days) for score, days in zip(own, usual, strict=True))
    return middle, early, late


def _promised(items: Items, promised: Any, comes: Any) -> Parts:
    import numpy as np

    some = np.flatnonzero(promised > 0)
    day = items.promised_on[some]
    days = tuple(day + offset for offset in (*KEPT, *BROKEN))
    return Parts(items.debtor[some], promised[some], comes[some], items.kept[some], *days)


def _arranged(instalments: Instalments, today: int) -> Parts:
    import numpy as np

    count = len(instalments.debtor)
    due = np.maximum(instalments.due, today)
    days = tuple(due + offset for offset in (*INSTALMENT, *INSTALMENT))
    chance = np.full(count, INSTALMENT_CHANCE)
    return Parts(instalments.debtor, instalments.amount, chance, np.ones(count), *days)


def _joined(*parts: Parts) -> Parts:
    import numpy as np

    return Parts(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Parts)))


def _left(middle: Any, early: Any, late: Any, day: float, today: int) -> Any:
    """Both days at their end, hence the half."""
    before = _share(middle, early, late, today + 0.5)
    return (_share(middle, early, late, day + 0.5) - before) / (1 - before)


def _share(middle: Any, early: Any, late: Any, day: float) -> Any:
    """One in ten by `early`, half by the middle, nine in ten by `late`: ln 9 spreads from the middle each."""
    import numpy as np

    spread = np.maximum(np.where(day < middle, middle - early, late - middle), LEAST_SPREAD) / np.log(9)
    return 1 / (1 + np.exp(-np.clip((day - middle) / spread, -30, 30)))
