"""Aging, DSO and collection effectiveness of today."""

from __future__ import annotations

from typing import Any

from customers.metrics import ledger_figures
from dunning.prepared.scope import Scope


def ledger(scope: Scope) -> dict[str, Any]:
    """Each creditor's figures, converted first, then by currency. Three queries, one of them over the whole ledger."""
    found = ledger_figures(on=scope.today, debtor_ids=scope.debtor_ids)
    return {
        "on": scope.today.isoformat(),
        "rows": [
            {
                "creditor": one.creditor_id,
                "currency": one.currency,
                "converted": one.converted,
                "missing": list(one.missing),
                "items": one.sums.bucket_items,
                "values": {name: None if value is None else str(value) for name, value in one.values().items()},
            }
            for one in found
        ],
    }
