"""Days of an invoice's life on which its payment is foretold: training sees each as the scorer will."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from agent.risk.history import NEVER, Ledger, Questions

# Days past due that a score gives the chance of.
THRESHOLDS = (0, 10, 30)
# Open still at the start of so many days after the due date; the issue date comes first.
PAST_DUE = (1, 11, 31)


@dataclass(frozen=True, eq=False)
class Examples:
    """What was asked, and what came of it by `until`: days late where `settled`, and for each threshold 1, 0 or NaN."""

    asked: Questions
    days_late: Any
    settled: Any
    later_than: dict[int, Any]

    def __len__(self) -> int:
        return len(self.asked)

    def rows(self, chosen: Any) -> Examples:
        labels = {days: labels[chosen] for days, labels in self.later_than.items()}
        return Examples(self.asked.rows(chosen), self.days_late[chosen], self.settled[chosen], labels)


def examples(
    ledger: Ledger, *, until: int, since: int = 0, most: int | None = None, issue_only: bool = False
) -> Examples:
    """From invoices issued from `since` and due before `until`, of more than `most` landmarks the newest.

    Due before: of invoices not due yet only the early payments are known, and those alone would flatter everyone.
    What was closed without money teaches nothing. A day that is known only later than `until` is not used.
    """
    import numpy as np

    known = ledger.known_on(until)
    known = known.rows((known.paid | (known.closed == NEVER)) & (known.due < until) & (known.issued >= since))
    asked, row = _landmarks(known, until=until, issue_only=issue_only)
    if most is not None and len(asked) > most:
        newest = np.sort(np.argsort(-asked.as_of, kind="stable")[:most])
        asked, row = asked.rows(newest), row[newest]
    settled = known.paid[row]
    late = np.where(settled, known.days_late[row], np.nan)
    open_days = until - 1 - known.due[row]  # unpaid at the end of the day before
    labels = {days: _label(late, settled, open_days, days) for days in THRESHOLDS}
    return Examples(asked, late, settled, labels)


def _landmarks(known: Ledger, *, until: int, issue_only: bool) -> tuple[Questions, Any]:
    import numpy as np

    rows, days = [np.arange(len(known))], [known.issued]
    for past in () if issue_only else PAST_DUE:
        day = known.due + past
        waits = np.flatnonzero((known.closed >= day) & (day < until) & (day > known.issued))
        rows.append(waits)
        days.append(day[waits])
    row = np.concatenate(rows)
    return Questions.about(known.rows(row), as_of=np.concatenate(days)), row


def _label(late: Any, settled: Any, open_days: Any, days: int) -> Any:
    import numpy as np

    return np.where(settled, late > days, np.where(open_days > days, 1.0, np.nan))
