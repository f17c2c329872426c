"""Who is asked to pay for a customer: a change moves its open invoices."""

from __future__ import annotations

from typing import Any

from customers.services.importing.debtors import collect_debtors

# A payer is an ancestor that pays for itself; “paid by itself” is written as no payer.
MOVED = """
SELECT customer.id, customer.debtor_id AS old_id, NULLIF(COALESCE(payer.debtor_id, payer.id), customer.id) AS new_id
FROM import_stage AS stage
JOIN customers_customer AS customer ON customer.source_id = %(source)s AND customer.external_id = stage.customer_id
JOIN customers_customer AS payer ON payer.source_id = %(source)s AND payer.external_id = stage.paid_by
WHERE stage.why IS NULL AND customer.debtor_id IS DISTINCT FROM NULLIF(COALESCE(payer.debtor_id, payer.id), customer.id)
"""


def move_debtors(cursor: Any, parameters: dict[str, Any]) -> set[str]:
    """Set payers named in the file, move open invoices to them, collect old and new payers.

    Returns the customers that changed by this alone: those in `import_work` are counted already.
    """
    cursor.execute("DROP TABLE IF EXISTS pg_temp.import_moved")
    cursor.execute(f"CREATE TEMP TABLE import_moved ON COMMIT DROP AS {MOVED}", parameters)
    cursor.execute(
        """
        UPDATE customers_customer AS customer SET debtor_id = moved.new_id
        FROM import_moved AS moved WHERE moved.id = customer.id
        """
    )
    cursor.execute(
        """
        UPDATE customers_invoice AS invoice SET debtor_id = COALESCE(moved.new_id, moved.id)
        FROM import_moved AS moved WHERE invoice.customer_id = moved.id AND invoice.closed_how = ''
            AND invoice.debtor_id = COALESCE(moved.old_id, moved.id)
        """
    )
    collect_debtors(
        cursor, "SELECT COALESCE(old_id, id) FROM import_moved UNION SELECT COALESCE(new_id, id) FROM import_moved"
    )
    cursor.execute(
        """
        SELECT customer.external_id FROM import_moved JOIN customers_customer AS customer USING (id)
        WHERE customer.external_id NOT IN (SELECT external_id FROM import_work)
        """
    )
    return {external_id for (external_id,) in cursor.fetchall()}
