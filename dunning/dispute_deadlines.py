"""Within how many business days a dispute is to be settled, by its reason, where a policy starts."""

from __future__ import annotations

# A missing order number is a minute's work; a complaint about quality takes an inspection.
DEADLINE_DAYS: dict[str, int] = {
    "pricing": 10,
    "quantity": 7,
    "quality": 15,
    "non_delivery": 5,
    "duplicate": 3,
    "missing_credit": 7,
    "missing_po": 3,
    "tax": 7,
    "billing_details": 3,
    "contract_terms": 15,
    "other": 10,
}
