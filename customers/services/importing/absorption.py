"""Bank money that was expected in the ERP's balance, and is in it now."""

from __future__ import annotations

from typing import Any

# Oldest first until the drop of the balance is spent: how much of each expected allocation the ERP has booked by now.
ABSORBED = """
WITH waiting AS (
    SELECT expected.id, expected.invoice_id, expected.transaction_id, expected.amount, expected.booked_on,
        work.settled_now,
        sum(expected.amount) OVER (PARTITION BY expected.invoice_id ORDER BY expected.booked_on, expected.id) AS running
    FROM import_work AS work
    JOIN customers_allocation AS expected ON expected.invoice_id = work.id AND expected.origin = 'expected'
    LEFT JOIN customers_allocation AS undoing ON undoing.reverses_id = expected.id
    WHERE NOT work.is_new AND work.settled_now > 0 AND expected.amount > 0 AND undoing.id IS NULL
)
SELECT id, invoice_id, transaction_id, amount, booked_on,
    LEAST(amount, settled_now - (running - amount)) AS absorbed
FROM waiting WHERE settled_now > running - amount
"""

REVERSE = """
INSERT INTO customers_allocation
    (invoice_id, transaction_id, origin, kind, amount, booked_on, known_at, reverses_id, reason)
SELECT invoice_id, transaction_id, 'expected', 'invoice', -amount, booked_on, %(known_at)s, id,
    'In the ERP''s balance now'
FROM import_absorbed
"""

REST = """
INSERT INTO customers_allocation (invoice_id, transaction_id, origin, kind, amount, booked_on, known_at, reason)
SELECT invoice_id, transaction_id, 'expected', 'invoice', amount - absorbed, booked_on, %(known_at)s,
    'Rest not in the ERP''s balance yet'
FROM import_absorbed WHERE absorbed < amount
"""

# The money keeps its transaction, so that this stays allocated.
BOOK = """
INSERT INTO customers_allocation (invoice_id, transaction_id, origin, kind, amount, booked_on, known_at, reason)
SELECT invoice_id, transaction_id, 'erp', 'invoice', absorbed, booked_on, %(known_at)s, 'Expected from the bank'
FROM import_absorbed
"""

# Closed by money that was seen at the bank: paid on that day, whatever day the ERP says.
SETTLE = """
UPDATE import_work AS work
SET settled_now = settled_now - taken.absorbed,
    closed_how = CASE WHEN taken.covers THEN 'paid' ELSE work.closed_how END,
    closed_on = CASE WHEN taken.covers THEN taken.booked_on ELSE work.closed_on END
FROM (
    SELECT work.id, sum(absorbed) AS absorbed, max(booked_on) AS booked_on,
        work.closed_how = 'paid' OR (work.closed_how = 'absent' AND work.settled_now = sum(absorbed)) AS covers
    FROM import_absorbed JOIN import_work AS work ON work.id = import_absorbed.invoice_id
    GROUP BY work.id, work.closed_how, work.settled_now
) AS taken
WHERE work.id = taken.id
"""


def absorb_expected(cursor: Any, parameters: dict[str, Any]) -> None:
    """Turn expected allocations of invoices in `import_work` into the ERP's own, as far as the balance dropped."""
    cursor.execute("DROP TABLE IF EXISTS pg_temp.import_absorbed")
    cursor.execute(f"CREATE TEMP TABLE import_absorbed ON COMMIT DROP AS {ABSORBED}")
    for statement in (REVERSE, REST, BOOK, SETTLE):
        cursor.execute(statement, parameters)
