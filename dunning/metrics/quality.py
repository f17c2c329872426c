"""How good the agent's texts were: what people and the guard made of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from customers.metrics.formulas import share
from dunning.metrics.period import Period
from dunning.metrics.reading import rows

SQL = """
SELECT c.creditor_id, e.outcome, count(*)
FROM dunning_evidence e JOIN dunning_message m ON m.id = e.message_id JOIN dunning_case c ON c.id = m.case_id
WHERE e.decided_at >= %(since)s AND e.decided_at < %(until)s
    AND e.outcome IN ('unchanged', 'edited', 'rejected', 'alone', 'blocked') {narrowed}
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Quality:
    """The agent's texts decided in the period; `blocked`: the guard found something, and nobody decided yet."""

    unchanged: int = 0
    edited: int = 0
    rejected: int = 0
    alone: int = 0
    blocked: int = 0

    @property
    def unchanged_share(self) -> Decimal | None:
        """Percent that left as written, with or without a look, of what was decided or blocked."""
        return share(self.unchanged + self.alone, self.all)

    @property
    def all(self) -> int:
        return self.unchanged + self.edited + self.rejected + self.alone + self.blocked


def quality(period: Period) -> dict[int, Quality]:
    """By creditor. One query."""
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for creditor_id, outcome, count in rows(SQL, period, narrowed="m.debtor_id"):
        counts[creditor_id][outcome] = count
    return {creditor_id: Quality(**outcomes) for creditor_id, outcomes in counts.items()}
