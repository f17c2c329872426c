"""What people and the guard made of the agent's texts lately."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from dunning.metrics.period import Period
from dunning.metrics.quality import Quality
from dunning.metrics.quality import quality as by_creditor
from dunning.metrics.recovery import Recovery, recovery
from dunning.prepared.scope import Scope

DAYS = 30


def quality(scope: Scope) -> dict[str, Any]:
    """Counts of 30 days over all creditors, and what came after reminders. Three queries."""
    period = Period(scope.today, DAYS, scope.debtor_ids)
    counts = dict.fromkeys(Quality.__dataclass_fields__, 0)
    for found in by_creditor(period).values():
        for name, count in asdict(found).items():
            counts[name] += count
    return {
        "counts": counts,
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        "recovery": [_plain(row) for row in recovery(Period(scope.today, debtor_ids=scope.debtor_ids))],
    }


def _plain(row: Recovery) -> dict[str, Any]:
    amounts = {currency: str(amount) for currency, amount in row.recovered.items()}
    return asdict(row) | {"recovered": amounts}
