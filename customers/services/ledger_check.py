"""The ledger worked out anew from its allocations, to be compared with what stands there."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

# Each yields: what, number or id, what stands, what it should be.
CHECKS = {
    "open amount": """
        SELECT 'open amount of ' || invoice.number, invoice.open_amount::text,
            (invoice.amount - COALESCE(sum(part.amount), 0))::text
        FROM customers_invoice AS invoice
        LEFT JOIN customers_allocation AS part ON part.invoice_id = invoice.id AND part.origin <> 'expected'
        GROUP BY invoice.id HAVING invoice.open_amount <> invoice.amount - COALESCE(sum(part.amount), 0)
    """,
    "unallocated amount": """
        WITH rest AS (
            SELECT transaction.id, transaction.returns_id, transaction.amount - COALESCE(sum(part.amount), 0) AS amount
            FROM customers_banktransaction AS transaction LEFT JOIN customers_allocation AS part
                ON part.transaction_id = transaction.id AND part.kind NOT IN ('discount', 'bank_fee')
            GROUP BY transaction.id
        ),
        right_amount AS (
            SELECT COALESCE(returns_id, id) AS id, sum(amount) AS amount FROM rest GROUP BY 1
        )
        SELECT 'unallocated amount of ' || transaction.external_id, transaction.unallocated_amount::text,
            COALESCE(right_amount.amount, 0)::text
        FROM customers_banktransaction AS transaction LEFT JOIN right_amount ON right_amount.id = transaction.id
        WHERE transaction.unallocated_amount <> COALESCE(right_amount.amount, 0)
    """,
    "orphans": """
        SELECT 'customer or debtor of ' || invoice.number, invoice.customer_id || ' and ' || invoice.debtor_id,
            'two known customers'
        FROM customers_invoice AS invoice
        LEFT JOIN customers_customer AS customer ON customer.id = invoice.customer_id
        LEFT JOIN customers_customer AS debtor ON debtor.id = invoice.debtor_id
        LEFT JOIN customers_ledgersource AS source ON source.id = invoice.source_id
        WHERE customer.id IS NULL OR debtor.id IS NULL OR source.id IS NULL
        UNION ALL
        SELECT 'invoice of allocation ' || part.id, part.invoice_id::text, 'a known invoice'
        FROM customers_allocation AS part LEFT JOIN customers_invoice AS invoice ON invoice.id = part.invoice_id
        WHERE invoice.id IS NULL
    """,
    "debtor": """
        SELECT 'debtor of open invoice ' || invoice.number, invoice.debtor_id::text, COALESCE(customer.debtor_id,
            customer.id)::text
        FROM customers_invoice AS invoice JOIN customers_customer AS customer ON customer.id = invoice.customer_id
        WHERE invoice.closed_how = '' AND invoice.debtor_id <> COALESCE(customer.debtor_id, customer.id)
    """,
    "reversal": """
        SELECT 'reversal ' || undoing.id, undoing.amount::text, (-done.amount)::text
        FROM customers_allocation AS undoing JOIN customers_allocation AS done ON done.id = undoing.reverses_id
        WHERE undoing.amount <> -done.amount OR undoing.invoice_id <> done.invoice_id
    """,
}


@dataclass(frozen=True)
class Difference:
    what: str
    stands: str
    should_be: str


def find_differences(*, limit: int = 1000) -> list[Difference]:
    """At most `limit` of each check; one statement each, whatever the size of the ledger."""
    found: list[Difference] = []
    with connection.cursor() as cursor:
        for query in CHECKS.values():
            cursor.execute(f"SELECT * FROM ({query}) AS difference LIMIT {limit:d}")
            found += [Difference(*row) for row in cursor.fetchall()]
    return found
