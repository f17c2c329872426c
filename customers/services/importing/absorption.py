"""Bank money that was expected in the ERP's balance, and is in it now; or was, and no longer is."""

from __future__ import annotations

from typing import Any

from customers.services.ledger import settle_transactions

# Standing bank money on the invoices of this file, and how far their balance dropped; a credit note's counts upwards.
STANDING = """
SELECT part.id, part.invoice_id, part.transaction_id, part.kind, part.amount, part.booked_on, part.reason,
    work.told, abs(part.amount) AS size, sign(part.amount) AS turn, abs(work.open_amount) AS open_size,
    CASE work.kind WHEN 'credit_note' THEN -work.settled_now ELSE work.settled_now END AS settled
FROM import_work AS work
JOIN customers_allocation AS part ON part.invoice_id = work.id
LEFT JOIN customers_allocation AS undoing ON undoing.reverses_id = part.id
WHERE NOT work.is_new AND part.origin = '{origin}' AND part.transaction_id IS NOT NULL AND part.reverses_id IS NULL
    AND undoing.id IS NULL AND (part.amount < 0) = (work.kind = 'credit_note')
"""

# Oldest first until the drop of the balance is spent: how much of each expected allocation the ERP has booked by now.
# A void invoice drops to nothing without any money.
ABSORBED = f"""
WITH waiting AS (
    SELECT *, sum(size) OVER (PARTITION BY invoice_id ORDER BY booked_on, id) AS running
    FROM ({STANDING.format(origin="expected")}) AS standing WHERE settled > 0 AND told <> 'void'
)
SELECT *, turn * LEAST(size, settled - (running - size)) AS moved FROM waiting WHERE settled > running - size
"""

# Newest first until the rise of the balance is spent: the ERP's booking of bank money, which it took back.
DROPPED = f"""
WITH booked AS (
    SELECT *, sum(size) OVER (PARTITION BY invoice_id ORDER BY booked_on DESC, id DESC) AS running
    FROM ({STANDING.format(origin="erp")}) AS standing WHERE settled < 0
)
SELECT *, turn * LEAST(size, -settled - (running - size)) AS moved FROM booked WHERE -settled > running - size
"""

# Newest first: what is expected beyond all that is open by now.
BEYOND = f"""
WITH waiting AS (
    SELECT *, sum(size) OVER (PARTITION BY invoice_id ORDER BY booked_on, id) AS running
    FROM ({STANDING.format(origin="expected")}) AS standing
)
SELECT *, turn * LEAST(size, running - open_size) AS moved FROM waiting WHERE running > open_size
"""

REVERSE = """
INSERT INTO customers_allocation
    (invoice_id, transaction_id, origin, kind, amount, booked_on, known_at, reverses_id, reason)
SELECT invoice_id, transaction_id, %(origin)s, kind, -amount, booked_on, %(known_at)s, id, %(why)s
FROM import_moved
"""

# What a piece keeps of its origin.
REST = """
INSERT INTO customers_allocation (invoice_id, transaction_id, origin, kind, amount, booked_on, known_at, reason)
SELECT invoice_id, transaction_id, %(origin)s, kind, amount - moved, booked_on, %(known_at)s, reason
FROM import_moved WHERE moved <> amount
"""

# The money keeps its transaction, so that this stays allocated.
BOOK = """
INSERT INTO customers_allocation (invoice_id, transaction_id, origin, kind, amount, booked_on, known_at, reason)
SELECT invoice_id, transaction_id, %(target)s, kind, moved, booked_on, %(known_at)s, %(booked)s
FROM import_moved
"""

# Closed by money that was seen at the bank: paid on that day, whatever day the ERP says.
SETTLE = """
UPDATE import_work AS work
SET settled_now = settled_now - taken.moved,
    closed_how = CASE WHEN NOT taken.covers THEN work.closed_how WHEN work.kind = 'credit_note' THEN 'credited'
        ELSE 'paid' END,
    closed_on = CASE WHEN taken.covers THEN taken.booked_on ELSE work.closed_on END
FROM (
    SELECT work.id, sum(moved) AS moved, max(booked_on) AS booked_on,
        work.closed_how = 'paid' OR (work.closed_how = 'absent' AND work.settled_now = sum(moved)) AS covers
    FROM import_moved JOIN import_work AS work ON work.id = import_moved.invoice_id
    GROUP BY work.id, work.closed_how, work.settled_now
) AS taken
WHERE work.id = taken.id
"""

TAKEN_BACK = """
UPDATE import_work AS work SET settled_now = settled_now + taken.moved
FROM (SELECT invoice_id, sum(moved) AS moved FROM import_moved GROUP BY invoice_id) AS taken
WHERE work.id = taken.invoice_id
"""


EXPECTED_BEFORE = "Expected from the bank"
NO_MORE_BOOKED = "No more in the ERP's balance"


def absorb_expected(cursor: Any, parameters: dict[str, Any]) -> None:
    """Bring expected money of invoices in `import_work` in line with the ERP's new balance.

    A drop turns it into the ERP's own booking, a rise turns that back; what no longer fits is its payments' again.
    """
    known = {"known_at": parameters["known_at"]}
    words = {"origin": "expected", "target": "erp", "why": "In the ERP's balance now", "booked": EXPECTED_BEFORE}
    _move(cursor, ABSORBED, known | words, REVERSE, REST, BOOK, SETTLE)
    words = {"origin": "erp", "target": "expected", "why": "The ERP took it back", "booked": NO_MORE_BOOKED}
    _move(cursor, DROPPED, known | words, REVERSE, REST, BOOK, TAKEN_BACK)
    words = {"origin": "expected", "why": "More than is open in the ERP"}
    if _move(cursor, BEYOND, known | words, REVERSE, REST):
        cursor.execute("SELECT DISTINCT transaction_id FROM import_moved")
        settle_transactions([row[0] for row in cursor.fetchall()])


def _move(cursor: Any, rows: str, parameters: dict[str, Any], *statements: str) -> int:
    """Apply statements to what `rows` finds; return how many it found."""
    cursor.execute("DROP TABLE IF EXISTS pg_temp.import_moved")
    cursor.execute(f"CREATE TEMP TABLE import_moved ON COMMIT DROP AS {rows}")
    found = int(cursor.rowcount)
    for statement in statements if found else ():
        cursor.execute(statement, parameters)
    return found
