"""What the late-payment model would have said of each invoice on its day of issue, and how right that was.

What is open on the first day is asked about then.
The model is trained anew on the first of each month on what was known then; rates of money are those of that day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from agent.risk.training import TooLittleHistory, train
from dunning.services.risk.ledger import load_ledger


@dataclass(frozen=True, eq=False)
class Said:
    """Columns sorted by invoice. Days late: `expected`, `low`, `high`, what was (NaN: open), and the own median."""

    invoice: Any
    month: Any
    by_model: Any
    late: dict[int, Any]
    expected: Any
    low: Any
    high: Any
    own_median: Any
    was: Any
    # Past due by so many days at least on the last day that is known, paid or not; and whether it was due by then.
    at_least: Any
    fell_due: Any

    def about(self, invoice_id: int) -> tuple[float, float] | None:
        """Chance of more than ten days late and days late expected; None for an invoice that was not asked about."""
        import numpy as np

        place = int(np.searchsorted(self.invoice, invoice_id))
        if place >= len(self.invoice) or self.invoice[place] != invoice_id:
            return None
        return float(self.late[10][place]), float(self.expected[place])


@dataclass(frozen=True)
class Right:
    """How right it was: invoices settled, of all asked; days off, beside the debtor's own median; AUC by threshold."""

    month: str
    asked: int
    settled: int
    by_model: int
    mae: float
    rmse: float
    within_3: float
    median_mae: float
    inside: float
    auc: dict[int, float | None]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def model_said(*, start: date, end: date, told: Callable[[date], None] = lambda day: None) -> Said | None:
    """For invoices issued in the days, both included, or open on the first. None without any.

    A month takes a training, up to 30 s.
    """
    import numpy as np

    months = []
    for first, last in _months(start, end):
        told(first)
        found = _month(first, last, open_too=first == start)
        if found:
            months.append(found)
    if not months:
        return None
    columns = {name: np.concatenate([month[name] for month in months]) for name in months[0]}
    order = np.argsort(columns["invoice"], kind="stable")
    columns = {name: column[order] for name, column in columns.items()}
    late = {days: columns.pop(f"late_{days}") for days in (0, 10, 30)}
    return Said(late=late, **_what_came(columns["invoice"], end), **columns)


def _months(start: date, end: date) -> list[tuple[date, date]]:
    """First and last day of each part of a calendar month."""
    found = []
    while start <= end:
        next_month = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
        found.append((start, min(next_month - timedelta(days=1), end)))
        start = next_month
    return found


def _month(first: date, last: date, *, open_too: bool) -> dict[str, Any] | None:
    """Asked on the day of issue, with `open_too` on the first day of what is open by then.

    The ledger's later rows stay unread: every figure is counted up to the day.
    """
    import numpy as np

    from agent.risk.features import NAMES, features
    from agent.risk.history import Questions
    from agent.risk.scorecard import Scorecard
    from agent.risk.scoring import foretell

    ledger, keys = load_ledger(on=last, rates_on=first)
    ledger, keys = _as_on(ledger, keys, last)
    day = first.toordinal()
    chosen = ledger.issued >= day
    if open_too:
        chosen |= ledger.closed >= day
    if not chosen.any():
        return None
    known = ledger.known_on(day)
    try:
        model = train(known, until=day).model
    except TooLittleHistory:
        model = None
    rows = ledger.rows(chosen)
    matrix = features(ledger, Questions.about(rows, as_of=np.maximum(rows.issued, day)))
    told, by_model = foretell(matrix, scorecard=Scorecard.of(known), model=model)
    own = matrix[:, NAMES.index("median")]
    return {
        "invoice": keys[chosen],
        "month": np.full(int(chosen.sum()), first.year * 100 + first.month),
        "by_model": by_model,
        **{f"late_{days}": told.later_than[days] for days in (0, 10, 30)},
        "expected": told.expected,
        "low": told.low,
        "high": told.high,
        "own_median": np.where(np.isnan(own), 0.0, own),
    }


def _as_on(ledger: Any, keys: Any, last: date) -> tuple[Any, Any]:
    """What was closed after the month is open in it."""
    day = last.toordinal() + 1
    seen = ledger.issued < day
    return ledger.known_on(day), keys[seen]


def _what_came(invoice: Any, end: date) -> dict[str, Any]:
    """Days late of what has been paid by the last day, and how long the rest has been past due then."""
    import numpy as np

    from agent.risk.history import NEVER

    ledger, keys = load_ledger(on=end)
    order = np.argsort(keys)
    place = order[np.searchsorted(keys[order], invoice)]
    rows = ledger.rows(place).known_on(end.toordinal() + 1)
    return {
        "was": np.where(rows.paid, rows.days_late, np.nan),
        "at_least": np.where(rows.paid, rows.days_late, end.toordinal() - rows.due),
        "fell_due": (rows.due < end.toordinal()) & (rows.paid | (rows.closed == NEVER)),
    }


def how_right(said: Said) -> list[Right]:
    """A row a month and one of all; months without anything settled are left out."""
    import numpy as np

    months = [int(month) for month in np.unique(said.month)]
    rows = [_right(said, said.month == month, f"{month // 100}-{month % 100:02d}") for month in months]
    everything = _right(said, np.ones(len(said.month), dtype=bool), "all")
    return [row for row in [*rows, everything] if row]


def _right(said: Said, chosen: Any, name: str) -> Right | None:
    """Of invoices that fell due: of later ones only the early payments are known, and those alone would flatter."""
    import numpy as np

    from agent.risk.measures import auc, coverage, days_off

    fell_due = chosen & said.fell_due
    settled = fell_due & ~np.isnan(said.was)
    if not settled.any():
        return None
    was = said.was[settled]
    off = days_off(was, said.expected[settled])
    return Right(
        month=name,
        asked=int(fell_due.sum()),
        settled=int(settled.sum()),
        by_model=int((settled & said.by_model).sum()),
        mae=off["mae"],
        rmse=off["rmse"],
        within_3=off["within_3"],
        median_mae=days_off(was, said.own_median[settled])["mae"],
        inside=coverage(was, said.low[settled], said.high[settled]),
        auc={days: _area(said, fell_due, days, auc) for days in (0, 10, 30)},
    )


def _area(said: Said, chosen: Any, days: int, auc: Any) -> float | None:
    """Over paid invoices, and open ones that are later already; open ones that may still become late say nothing."""
    import numpy as np

    clear = chosen & (~np.isnan(said.was) | (said.at_least > days))
    found = auc(said.at_least[clear] > days, said.late[days][clear])
    return None if found is None else float(found)
