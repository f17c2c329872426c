"""What the model is told about an open invoice, from what was known on the day; columns named in `NAMES`.

Everything counts strictly before the day, so that the day's own payments, imported at some hour, cannot leak.
"""

from __future__ import annotations

from typing import Any

from agent.risk.history import Before, Ledger, Questions
from agent.risk.newest import Newest

# Questions answered at once, so that memory stays bounded.
CHUNK = 20_000
RECENT_DAYS = 30


def features(ledger: Ledger, asked: Questions) -> Any:
    """A matrix of floats, a row a question, a column a name of `NAMES`; NaN where nothing is known."""
    import numpy as np

    known = Known(ledger)
    parts = [known.matrix(asked.rows(slice(start, start + CHUNK))) for start in range(0, max(len(asked), 1), CHUNK)]
    return np.concatenate(parts)


class Known:
    """A ledger, indexed to be asked about many invoices."""

    def __init__(self, ledger: Ledger) -> None:
        import numpy as np

        paid = ledger.rows(ledger.paid)
        late = paid.days_late
        self._newest = Newest(paid)
        values = (late, late**2, late > 0, late > 10, late > 30, paid.amount, paid.amount * late)
        self._paid = Before(paid.debtor, paid.closed, *values)
        self._issued = Before(ledger.debtor, ledger.issued, ledger.amount)
        self._closed = Before(ledger.debtor, ledger.closed, ledger.amount)
        self._due = Before(ledger.debtor, ledger.due, ledger.amount, ledger.due)
        # Both due and closed before a day: the later of the two lies before it.
        self._past = Before(ledger.debtor, np.maximum(ledger.due, ledger.closed), ledger.amount, ledger.due)
        self._same_day = Before(_due_key(ledger.debtor, ledger.due), ledger.issued)
        everyone = np.zeros(len(paid), dtype=np.int64)
        self._all = Before(everyone, paid.closed, late, late > 0)

    def matrix(self, asked: Questions) -> Any:
        import numpy as np

        with np.errstate(divide="ignore", invalid="ignore"):
            columns = {
                **self._habits(asked),
                **self._newest.columns(asked),
                **self._standing(asked),
                **self._season(asked),
                **_invoice(asked),
                "batch": self._batch(asked),
            }
        return np.column_stack([columns[name] for name in NAMES]).astype(np.float64)

    def _habits(self, asked: Questions) -> dict[str, Any]:
        """How the debtor paid over all the years."""
        import numpy as np

        count, days, squares, late, late10, late30, amount, weighted = self._paid.sums(asked.debtor, asked.as_of)
        mean = days / count
        return {
            "paid_count": np.log1p(count),
            "days_mean": mean,
            "days_spread": np.sqrt(np.maximum(squares / count - mean**2, 0)),
            "days_by_value": weighted / amount,
            "late_rate": late / count,
            "late10_rate": late10 / count,
            "late30_rate": late30 / count,
            "amount_ratio": np.log1p(asked.amount) - np.log1p(amount / count),
        }

    def _standing(self, asked: Questions) -> dict[str, Any]:
        """What the debtor owes on the day, the invoice itself among it."""
        import numpy as np

        count, amount = self._issued.sums(asked.debtor, asked.as_of)
        closed, closed_amount = self._closed.sums(asked.debtor, asked.as_of)
        due, due_amount, due_days = self._due.sums(asked.debtor, asked.as_of)
        past, past_amount, past_days = self._past.sums(asked.debtor, asked.as_of)
        open_amount = np.maximum(amount - closed_amount, 0)
        overdue, overdue_amount = np.maximum(due - past, 0), np.maximum(due_amount - past_amount, 0)
        overdue_days = (due - past) * asked.as_of - (due_days - past_days)
        return {
            "open_count": np.log1p(np.maximum(count - closed, 0)),
            "open_amount": np.log1p(open_amount),
            "overdue_count": np.log1p(overdue),
            "overdue_amount": np.log1p(overdue_amount),
            "overdue_share": overdue_amount / np.maximum(open_amount, 1),
            "overdue_days": np.where(overdue > 0, overdue_days / np.maximum(overdue, 1), 0),
        }

    def _season(self, asked: Questions) -> dict[str, Any]:
        """How all debtors paid in the last weeks."""
        import numpy as np

        everyone = np.zeros(len(asked), dtype=np.int64)
        until = self._all.sums(everyone, asked.as_of)
        since = self._all.sums(everyone, asked.as_of - RECENT_DAYS)
        count, days, late = (now - then for now, then in zip(until, since, strict=True))
        return {"season_days": days / count, "season_late_rate": late / count}

    def _batch(self, asked: Questions) -> Any:
        """How many invoices of the debtor, issued no later than this one, fall due on its day."""
        import numpy as np

        first, last = self._same_day.span(_due_key(asked.debtor, asked.due), asked.issued + 1)
        return np.log1p(np.maximum(last - first, 1) - 1)


def _due_key(debtor: Any, due: Any) -> Any:
    """A number for debtor and due day together; small enough to be searched with another day beside it."""
    import numpy as np

    return debtor.astype(np.int64) * 20_000 + due % 20_000


def _invoice(asked: Questions) -> dict[str, Any]:
    import numpy as np

    months = asked.due.astype("datetime64[D]") - np.timedelta64(719_163, "D")
    first = months.astype("datetime64[M]")
    return {
        "amount": np.log1p(asked.amount),
        "terms": asked.due - asked.issued,
        "age": asked.as_of - asked.issued,
        "days_past_due": np.maximum(asked.as_of - asked.due, -1),
        "due_weekday": (asked.due - 1) % 7,
        "due_day": (months - first).astype(int) + 1,
    }


NAMES = (
    "paid_count",
    "days_mean",
    "days_spread",
    "days_by_value",
    "late_rate",
    "late10_rate",
    "late30_rate",
    "amount_ratio",
    *Newest.NAMES,
    "open_count",
    "open_amount",
    "overdue_count",
    "overdue_amount",
    "overdue_share",
    "overdue_days",
    "season_days",
    "season_late_rate",
    "amount",
    "terms",
    "age",
    "days_past_due",
    "due_weekday",
    "due_day",
    "batch",
)
