"""Figures of a large ledger of two years, as of today and as of a day long past."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from benchmarks.database import analyse
from benchmarks.ledgers import AS_OF, TODAY, fill_ledger
from benchmarks.measuring import Figure, measured

TARGET = "5 s"
CURRENCIES = ("EUR", "USD", "GBP", "CHF")

SPREAD = """
UPDATE customers_invoice i SET issued_on = i.issued_on - d.days, due_on = i.due_on - d.days,
    currency = (%(currencies)s::text[])[1 + i.debtor_id %% 4]
FROM (SELECT id, ((id * 7919) %% 670)::int AS days FROM customers_invoice) d WHERE d.id = i.id
"""
PAY = """
INSERT INTO customers_allocation (invoice_id, origin, kind, amount, booked_on, known_at, reason)
SELECT id, 'bank', 'invoice', amount, due_on + ((id * 31) %% 45)::int - 10, %(as_of)s, ''
FROM customers_invoice WHERE due_on + ((id * 31) %% 45)::int - 10 <= %(today)s AND id %% 20 > 0
"""
CLOSE = """
UPDATE customers_invoice i SET open_amount = 0, closed_how = 'paid', closed_on = a.booked_on
FROM customers_allocation a WHERE a.invoice_id = i.id
"""


def measure(*, invoices: int) -> Iterator[Figure]:
    from django.db import connection

    from customers.metrics import ledger_figures

    fill_ledger(debtors=invoices // 10, invoices_each=10)
    values = {"currencies": list(CURRENCIES), "as_of": AS_OF, "today": TODAY}
    with connection.cursor() as cursor:
        for statement in (SPREAD, PAY, CLOSE):
            cursor.execute(statement, values)
    analyse()
    for name, back in (("today", 0), ("30 days ago", 30), ("a year ago", 365)):
        with measured(f"figures as of {name}", unit="invoices", target=TARGET) as figure:
            ledger_figures(on=TODAY - timedelta(days=back))
            figure.count = invoices
        yield figure
