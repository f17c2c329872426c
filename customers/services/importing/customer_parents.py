"""Parents named in a customer file: known, and no customer above itself."""

from __future__ import annotations

from typing import Any

from customers.services.importing.rejects import take_refused
from customers.services.importing.staging import RejectSink

RETURNING = (
    "RETURNING stage.row, 'parent_id', stage.parent_id, stage.why, jsonb_strip_nulls(to_jsonb(stage) - 'row' - 'why')"
)

# The file's word on a parent stands before the ledger's.
CYCLES = f"""
WITH RECURSIVE parents AS (
    SELECT customer_id AS child, parent_id AS parent FROM import_stage WHERE why IS NULL AND parent_id IS NOT NULL
    UNION ALL
    SELECT customer.external_id, parent.external_id FROM customers_customer AS customer
    JOIN customers_customer AS parent ON parent.id = customer.parent_id
    WHERE customer.source_id = %(source)s AND NOT EXISTS (
        SELECT FROM import_stage AS stage WHERE stage.customer_id = customer.external_id AND stage.why IS NULL
    )
),
climb AS (
    SELECT child AS start, parent AS reached FROM parents
    UNION ALL
    SELECT climb.start, parents.parent FROM climb JOIN parents ON parents.child = climb.reached
) CYCLE start, reached SET repeated USING path
UPDATE import_stage AS stage
SET why = format('parent id “%%s” makes customer “%%s” a parent of itself', stage.parent_id, stage.customer_id)
FROM (SELECT DISTINCT start FROM climb WHERE start = reached) AS circle
WHERE stage.customer_id = circle.start AND stage.why IS NULL
{RETURNING}
"""

# Repeated until nothing more falls: the child of a refused customer has no parent either.
UNKNOWN = f"""
UPDATE import_stage AS stage
SET why = format('parent id “%%s” is neither in this file nor a known customer', stage.parent_id)
WHERE stage.why IS NULL AND stage.parent_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM import_stage AS parent WHERE parent.customer_id = stage.parent_id
        AND parent.why IS NULL)
    AND NOT EXISTS (
        SELECT FROM customers_customer AS known WHERE known.source_id = %(source)s
            AND known.external_id = stage.parent_id
    )
{RETURNING}
"""


def refuse_bad_parents(cursor: Any, parameters: dict[str, Any], sink: RejectSink) -> None:
    """Mark rows whose parent is unknown or would make a circle."""
    cursor.execute(CYCLES, parameters)
    take_refused(cursor, sink)
    refused = True
    while refused:
        cursor.execute(UNKNOWN, parameters)
        refused = cursor.rowcount > 0
        take_refused(cursor, sink)
