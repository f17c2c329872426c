"""What bank money stands for, as a file: a row for each piece of a payment."""

from __future__ import annotations

import csv
from typing import TextIO

from django.db import connection

COLUMNS = ("transaction_id", "invoice", "amount", "kind")
# Reversed pieces and their reversals cancel out. A payment that waits for a person has no row.
STANDING = """
SELECT payment.external_id, invoice.number, sum(part.amount)::text,
    CASE WHEN invoice.kind = 'credit_note' THEN 'credit_note' ELSE part.kind END AS kind
FROM customers_banktransaction AS payment
JOIN customers_ledgersource AS source ON source.id = payment.source_id
JOIN customers_allocation AS part ON part.transaction_id = payment.id
JOIN customers_invoice AS invoice ON invoice.id = part.invoice_id
WHERE source.creditor_id = %(creditor)s
GROUP BY payment.id, payment.external_id, invoice.id, invoice.number, 4
HAVING sum(part.amount) <> 0
UNION ALL
SELECT payment.external_id, '', payment.unallocated_amount::text, payment.state
FROM customers_banktransaction AS payment JOIN customers_ledgersource AS source ON source.id = payment.source_id
WHERE source.creditor_id = %(creditor)s AND payment.state IN ('on_account', 'unrelated') AND payment.amount > 0
    AND payment.unallocated_amount > 0
ORDER BY 1, 2, 4
"""


def write_allocations(file: TextIO, *, creditor_id: int, header: bool = True) -> int:
    """CSV rows of one creditor; returns how many. One query."""
    writer = csv.writer(file, lineterminator="\n")
    if header:
        writer.writerow(COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(STANDING, {"creditor": creditor_id})
        rows = cursor.fetchall()
    writer.writerows(rows)
    return len(rows)
