"""The ledger as the late-payment model reads it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from agent.risk.history import Ledger, Questions
from agent.risk.training import LOOK_BACK_DAYS
from customers.models import Creditor
from customers.payment_columns import NEVER, payment_columns

# A year before the first example, so that the first examples have a past too.
HISTORY = timedelta(days=LOOK_BACK_DAYS + 365)


def load_ledger(*, on: date, rates_on: date | None = None) -> tuple[Ledger, Any]:
    """Columns of the last four years up to a day, and beside them the invoices' keys. Three queries."""
    base = Creditor.objects.order_by("pk").values_list("currency", flat=True).first() or "EUR"
    found = payment_columns(on=on, since=on - HISTORY, base=base, rates_on=rates_on)
    return Ledger(found.debtor, found.issued, found.due, found.closed, found.amount, found.paid), found.invoice


def open_questions(ledger: Ledger, invoices: Any, *, on: date) -> tuple[Questions, Any]:
    """What is open on the day, asked about on that day, with the invoices' keys."""
    import numpy as np

    chosen = ledger.closed == NEVER
    asked = Questions.about(ledger.rows(chosen), as_of=np.full(int(chosen.sum()), on.toordinal()))
    return asked, invoices[chosen]
