"""What an installation's invoices tell about a debtor on a day, and nothing that became known later."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

# The day on which an invoice that is open today closes: after every day that is asked for.
NEVER = 3_000_000
_SPAN = 10_000_000


@dataclass(frozen=True, eq=False)
class Ledger:
    """Columns of equal length, a row an invoice. Days as `date.toordinal()`, amounts above zero in one currency.

    `closed` is NEVER while it is open. `paid`: closed by money; what was credited or voided only leaves the open items.
    """

    debtor: np.ndarray[Any, Any]
    issued: np.ndarray[Any, Any]
    due: np.ndarray[Any, Any]
    closed: np.ndarray[Any, Any]
    amount: np.ndarray[Any, Any]
    paid: np.ndarray[Any, Any]

    def __len__(self) -> int:
        return len(self.debtor)

    def rows(self, chosen: np.ndarray[Any, Any]) -> Ledger:
        return Ledger(**{field.name: getattr(self, field.name)[chosen] for field in fields(self)})

    @property
    def days_late(self) -> np.ndarray[Any, Any]:
        """Days from due date to payment, early ones negative; meaningless while it is open."""
        return (self.closed - self.due).astype(float)

    def known_on(self, day: int) -> Ledger:
        """As it stood at the start of a day: what was issued before, and as open what was closed on it or later."""
        import numpy as np

        seen = self.rows(self.issued < day)
        open_then = seen.closed >= day
        return Ledger(
            seen.debtor,
            seen.issued,
            seen.due,
            np.where(open_then, NEVER, seen.closed),
            seen.amount,
            seen.paid & ~open_then,
        )


@dataclass(frozen=True, eq=False)
class Questions:
    """Columns of equal length: an open invoice of a debtor, and the day `as_of` on which its payment is foretold."""

    debtor: np.ndarray[Any, Any]
    issued: np.ndarray[Any, Any]
    due: np.ndarray[Any, Any]
    amount: np.ndarray[Any, Any]
    as_of: np.ndarray[Any, Any]

    def __len__(self) -> int:
        return len(self.debtor)

    def rows(self, chosen: Any) -> Questions:
        return Questions(**{field.name: getattr(self, field.name)[chosen] for field in fields(self)})

    @classmethod
    def about(cls, ledger: Ledger, *, as_of: np.ndarray[Any, Any]) -> Questions:
        """One for each row of the ledger, on its day of `as_of`."""
        return cls(ledger.debtor, ledger.issued, ledger.due, ledger.amount, as_of)


class Before:
    """Counts and sums over a debtor's rows whose `day` lies before a day, by search in sorted columns."""

    def __init__(self, debtor: np.ndarray[Any, Any], day: np.ndarray[Any, Any], *values: np.ndarray[Any, Any]) -> None:
        import numpy as np

        self.order = np.lexsort((day, debtor))
        self._keys = debtor[self.order].astype(np.int64) * _SPAN + day[self.order]
        self._sums = [np.concatenate(([0.0], np.cumsum(value[self.order], dtype=float))) for value in values]

    def span(self, debtor: np.ndarray[Any, Any], day: np.ndarray[Any, Any]) -> tuple[Any, Any]:
        """First and last place + 1, in `order`, of the debtor's rows before the day."""
        import numpy as np

        start = debtor.astype(np.int64) * _SPAN
        return np.searchsorted(self._keys, start), np.searchsorted(self._keys, start + day)

    def sums(self, debtor: np.ndarray[Any, Any], day: np.ndarray[Any, Any]) -> list[Any]:
        """How many rows, then the sum of each value."""
        first, last = self.span(debtor, day)
        return [last - first, *(sums[last] - sums[first] for sums in self._sums)]
