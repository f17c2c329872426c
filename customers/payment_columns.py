"""Invoices and their payments as plain columns of numbers, for what learns from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connections

from customers.models import Rate

FETCHED = 50_000
# An invoice that is open closes after every day.
NEVER = 3_000_000

COLUMNS = """
SELECT id, debtor_id, issued_on - DATE '0001-01-01' + 1, due_on - DATE '0001-01-01' + 1,
    coalesce(closed_on - DATE '0001-01-01' + 1, %(never)s), amount::float8 * coalesce(rates.rate, 1),
    (closed_how = 'paid')::int
FROM customers_invoice
LEFT JOIN json_to_recordset(%(rates)s::json) AS rates(currency text, rate float8) USING (currency)
WHERE kind = 'invoice' AND amount > 0 AND (closed_how = '' OR issued_on >= %(since)s) AND issued_on <= %(on)s
    AND debtor_id NOT IN (SELECT id FROM customers_customer WHERE natural_person)
"""


@dataclass(frozen=True, eq=False)
class PaymentColumns:
    """numpy arrays of equal length, a row an invoice. Days as `date.toordinal()`; open: closed on NEVER.

    Amounts in one currency where a rate to it is known, else as they are.
    """

    invoice: Any
    debtor: Any
    issued: Any
    due: Any
    closed: Any
    amount: Any
    paid: Any


def payment_columns(*, on: date, since: date, base: str, rates_on: date | None = None) -> PaymentColumns:
    """Every open invoice, and those issued from a day to another, but for natural persons. Two queries, streamed.

    `rates_on`: the day whose rates convert, `on` unless given.
    """
    import numpy as np

    fetched = _fetched(on=on, since=since, base=base, rates_on=rates_on or on)
    parts = [np.array(rows, dtype=np.float64) for rows in fetched]
    table = np.concatenate(parts) if parts else np.empty((0, 7))
    invoice, debtor, issued, due, closed = (table[:, place].astype(np.int64) for place in range(5))
    return PaymentColumns(invoice, debtor, issued, due, closed, table[:, 5], table[:, 6] > 0)


def _fetched(*, on: date, since: date, base: str, rates_on: date) -> Iterator[list[tuple[Any, ...]]]:
    import json

    rates = [
        {"currency": currency, "rate": float(rate)}
        for (currency, other), rate in Rate.objects.known_on(rates_on).items()
        if other == base
    ]
    with connections["default"].chunked_cursor() as cursor:
        cursor.execute(COLUMNS, {"never": NEVER, "rates": json.dumps(rates), "since": since, "on": on})
        while rows := cursor.fetchmany(FETCHED):
            yield rows
