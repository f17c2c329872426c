"""The last payments of a debtor: how late, how unlike each other, on which weekdays, for which amounts."""

from __future__ import annotations

from typing import Any, ClassVar

from agent.risk.history import Before, Ledger, Questions

LOOKED_AT = 30
WEEKDAYS = 7


class Newest:
    """A ledger's paid invoices, to be asked for the newest of each debtor before a day."""

    NAMES: ClassVar[tuple[str, ...]] = (
        "last_days",
        "last3_mean",
        "last10_mean",
        "last10_median",
        "last10_late_rate",
        "median",
        "low",
        "lower",
        "higher",
        "high",
        "most",
        "like_weekday_median",
        "like_amount_mean",
        "since_payment",
        "payday_share",
        "to_payday",
        *(f"paid_on_{day}" for day in range(WEEKDAYS)),
    )

    def __init__(self, paid: Ledger) -> None:
        self._paid = paid
        self._index = Before(paid.debtor, paid.closed)
        order = self._index.order
        self._late, self._closed = paid.days_late[order], paid.closed[order]
        self._due, self._amount = paid.due[order], paid.amount[order]

    def columns(self, asked: Questions) -> dict[str, Any]:
        import numpy as np

        if not len(self._late):
            return {name: np.full(len(asked), np.nan) for name in self.NAMES}
        first, last = self._index.span(asked.debtor, asked.as_of)
        places = last[:, None] - 1 - np.arange(LOOKED_AT)
        there = places >= first[:, None]
        places = np.where(there, places, 0)
        late = np.where(there, self._late[places], np.nan)
        alike = there & ((self._due[places] - asked.due[:, None]) % WEEKDAYS == 0)
        low, lower, middle, higher, high = quantiles(late, (0.1, 0.25, 0.5, 0.75, 0.9))
        ten = late[:, :10]
        return {
            "last_days": late[:, 0],
            "last3_mean": _mean(late[:, :3]),
            "last10_mean": _mean(ten),
            "last10_median": quantiles(ten, (0.5,))[0],
            "last10_late_rate": _mean(np.where(np.isnan(ten), np.nan, ten > 0)),
            "median": middle,
            "low": low,
            "lower": lower,
            "higher": higher,
            "high": high,
            "most": np.where(there.any(1), np.max(np.where(there, late, -np.inf), axis=1), np.nan),
            "like_weekday_median": quantiles(np.where(alike, late, np.nan), (0.5,))[0],
            "like_amount_mean": self._like_amount(asked, places, there, late),
            "since_payment": np.where(there[:, 0], asked.as_of - self._closed[places[:, 0]], np.nan),
            **_paydays(asked, np.where(there, (self._closed[places] - 1) % WEEKDAYS, -1)),
        }

    def _like_amount(self, asked: Questions, places: Any, there: Any, late: Any) -> Any:
        """Mean days late, weighted by how near the amounts are: a factor e apart counts an eighth."""
        import numpy as np

        apart = np.abs(np.log1p(self._amount[places]) - np.log1p(asked.amount)[:, None])
        weight = np.where(there, np.exp(-2 * apart), 0)
        total = weight.sum(1)
        return np.where(total > 0, np.nansum(weight * np.where(there, late, 0), axis=1) / total, np.nan)


def quantiles(rows: Any, wanted: tuple[float, ...]) -> list[Any]:
    """Linear quantiles of each row's numbers, NaN left out; a column for each wanted."""
    import numpy as np

    ordered = np.sort(rows, axis=1)  # NaN last
    last = np.sum(~np.isnan(rows), axis=1) - 1
    line = np.arange(len(rows))
    found = []
    for share in wanted:
        place = np.maximum(last, 0) * share
        floor = np.floor(place).astype(int)
        above = np.minimum(floor + 1, np.maximum(last, 0))
        low, high = ordered[line, floor], ordered[line, above]
        found.append(np.where(last >= 0, low + (high - low) * (place - floor), np.nan))
    return found


def _mean(rows: Any) -> Any:
    import numpy as np

    there = ~np.isnan(rows)
    return np.where(there, rows, 0).sum(1) / there.sum(1)


def _paydays(asked: Questions, weekdays: Any) -> dict[str, Any]:
    """Share of payments on each weekday, and the days from the due date to the one that comes up most."""
    import numpy as np

    counts = np.stack([(weekdays == day).sum(1) for day in range(WEEKDAYS)], axis=1)
    total = counts.sum(1)
    shares = np.where(total[:, None] > 0, counts / np.maximum(total, 1)[:, None], np.nan)
    usual = counts.argmax(1)
    return {
        "payday_share": np.where(total > 0, counts.max(1) / np.maximum(total, 1), np.nan),
        "to_payday": np.where(total > 0, (usual - (asked.due - 1)) % WEEKDAYS, np.nan),
        **{f"paid_on_{day}": shares[:, day] for day in range(WEEKDAYS)},
    }
