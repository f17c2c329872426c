"""An invoice made smaller than what was paid on it: the money beyond it goes back to its transactions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from customers.models import Allocation
from customers.services.ledger import settle_transactions
from customers.services.reversals import unreversed

BANK = (Allocation.Origin.BANK,)

OVERPAID = """
SELECT work.id, -work.settled_now FROM import_work AS work
WHERE NOT work.is_new AND work.settled_now < 0 AND work.kind = 'invoice' AND work.open_amount = 0
    AND EXISTS (SELECT FROM customers_allocation AS part WHERE part.invoice_id = work.id AND part.origin = 'bank')
"""


def release_overpaid(cursor: Any, *, known_at: datetime) -> None:
    """Take the excess off the newest payments; what they keep is booked anew. Few rows, so one at a time."""
    cursor.execute(OVERPAID)
    for invoice_id, excess in cursor.fetchall():
        freed = _release(invoice_id, excess, known_at)
        cursor.execute("UPDATE import_work SET settled_now = settled_now + %s WHERE id = %s", [freed, invoice_id])


def _release(invoice_id: int, excess: Decimal, known_at: datetime) -> Decimal:
    """Return how much the payments gave back, at most the excess."""
    rows = Allocation.objects.filter(invoice_id=invoice_id, origin__in=BANK, kind=Allocation.Kind.INVOICE, amount__gt=0)
    left, touched = excess, set()
    for row in unreversed(list(rows.order_by("-booked_on", "-pk"))):
        if left <= 0:
            break
        kept = max(row.amount - left, Decimal())
        Allocation.objects.bulk_create(_replacement(row, kept, known_at))
        left -= row.amount - kept
        touched.add(row.transaction_id)
    settle_transactions([pk for pk in touched if pk])
    return excess - left


def _replacement(row: Allocation, kept: Decimal, known_at: datetime) -> Sequence[Allocation]:
    again = {
        "invoice_id": row.invoice_id,
        "transaction_id": row.transaction_id,
        "origin": row.origin,
        "kind": row.kind,
        "booked_on": row.booked_on,
        "known_at": known_at,
        "reason": "The invoice was made smaller",
    }
    undone = Allocation(**again, amount=-row.amount, reverses=row)
    return [undone, Allocation(**again, amount=kept)] if kept else [undone]
