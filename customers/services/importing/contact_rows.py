"""Staged contact rows → contacts of known customers."""

from __future__ import annotations

from typing import Any

from django.db import connection

from customers.parsers.mapping import MappedTable
from customers.services.importing.debtors import collect_debtors
from customers.services.importing.rejects import take_refused
from customers.services.importing.report import Counts, ImportOrder
from customers.services.importing.staging import RejectSink, create_table_as

REFUSE = """
UPDATE import_stage AS stage SET why = refused.why
FROM (
    SELECT each.row, CASE
        WHEN customer.id IS NULL THEN format('customer id “%%s” is not known in %%s; import its customer first',
            each.customer_id, %(name)s::text)
        ELSE format('e-mail address “%%s” stands for this customer in row %%s already', each.email, each.first)
    END AS why
    FROM (
        SELECT row, customer_id, email, min(row) OVER (PARTITION BY customer_id, lower(email)) AS first
        FROM import_stage WHERE why IS NULL
    ) AS each
    LEFT JOIN customers_customer AS customer ON customer.source_id = %(source)s
        AND customer.external_id = each.customer_id
    WHERE customer.id IS NULL OR each.row > each.first
) AS refused
WHERE refused.row = stage.row
RETURNING stage.row, CASE WHEN stage.why LIKE 'customer%%' THEN 'customer_id' ELSE 'email' END,
    CASE WHEN stage.why LIKE 'customer%%' THEN stage.customer_id ELSE stage.email END, stage.why,
    jsonb_strip_nulls(to_jsonb(stage) - 'row' - 'why')
"""

# Who left stays away and who is only suggested stays so: that was a person's decision, not the file's.
WORK = """
SELECT customer.id AS customer_id, known.id AS known_id, stage.email, COALESCE(stage.name, known.name, '') AS name,
    COALESCE(stage.language, known.language, '') AS language, COALESCE(stage.role, known.role, 'payables') AS role
FROM import_stage AS stage
JOIN customers_customer AS customer ON customer.source_id = %(source)s AND customer.external_id = stage.customer_id
LEFT JOIN customers_contact AS known ON known.customer_id = customer.id AND lower(known.email) = lower(stage.email)
WHERE stage.why IS NULL AND (known.id IS NULL OR (COALESCE(stage.name, known.name), COALESCE(stage.language,
    known.language),
    COALESCE(stage.role, known.role)) IS DISTINCT FROM (known.name, known.language, known.role))
"""


def land_contacts(*, order: ImportOrder, table: MappedTable, counts: Counts, sink: RejectSink) -> None:
    """Insert new contacts and update name, language and role of known ones."""
    parameters: dict[str, Any] = {"source": order.source.pk, "name": order.source.name}
    with connection.cursor() as cursor:
        cursor.execute(REFUSE, parameters)
        take_refused(cursor, sink)
        create_table_as(cursor, "import_work", WORK, parameters)
        cursor.execute(
            """
            INSERT INTO customers_contact (customer_id, name, email, language, role, state, origin)
            SELECT customer_id, name, email, language, role, 'active', 'import' FROM import_work WHERE known_id IS NULL
            """
        )
        counts.created = cursor.rowcount
        cursor.execute(
            """
            UPDATE customers_contact AS contact SET name = work.name, language = work.language, role = work.role
            FROM import_work AS work WHERE contact.id = work.known_id
            """
        )
        counts.updated = cursor.rowcount
        collect_debtors(
            cursor,
            "SELECT COALESCE(debtor_id, id) FROM customers_customer WHERE id IN (SELECT customer_id FROM import_work)",
        )
