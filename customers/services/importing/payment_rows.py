"""Staged payments → bank transactions, not matched yet."""

from __future__ import annotations

from typing import Any

from django.db import connection

from customers.parsers.mapping import MappedTable
from customers.services.importing.debtors import collect_debtors
from customers.services.importing.rejects import refuse_repeated, take_refused
from customers.services.importing.report import Counts, ImportOrder
from customers.services.importing.staging import RejectSink

# Bank money is booked once: another amount under a known id is no correction but another transaction.
REFUSE = """
UPDATE import_stage AS stage SET why = refused.why
FROM (
    SELECT stage.row, CASE
        WHEN known.id IS NULL AND stage.amount = 0 THEN 'amount is zero'
        WHEN known.id IS NOT NULL
            THEN format('transaction id “%%s” was booked as %%s %%s on %%s, not as %%s %%s on %%s',
            stage.transaction_id, known.amount, known.currency, known.booked_on, stage.amount,
            COALESCE(stage.currency, %(currency)s), stage.booked_on)
        ELSE format('customer id “%%s” is not known in %%s; import its customer first', stage.customer_id,
            %(name)s::text)
    END AS why
    FROM import_stage AS stage
    LEFT JOIN customers_banktransaction AS known ON known.source_id = %(source)s
        AND known.external_id = stage.transaction_id
    LEFT JOIN customers_customer AS customer ON customer.source_id = %(source)s
        AND customer.external_id = stage.customer_id
    WHERE stage.why IS NULL AND (
        (known.id IS NULL AND (stage.amount = 0 OR (stage.customer_id IS NOT NULL AND customer.id IS NULL)))
        OR (known.amount, known.currency, known.booked_on)
            <> (stage.amount, COALESCE(stage.currency, %(currency)s), stage.booked_on)
    )
) AS refused
WHERE refused.row = stage.row
RETURNING stage.row, CASE WHEN stage.why LIKE 'customer%%' THEN 'customer_id' ELSE 'amount' END,
    CASE WHEN stage.why LIKE 'customer%%' THEN stage.customer_id ELSE stage.amount::text END, stage.why,
    jsonb_strip_nulls(to_jsonb(stage) - 'row' - 'why')
"""

# Numbers that the file names beside the bank's text are read like the text.
INSERT = """
INSERT INTO customers_banktransaction (source_id, external_id, booked_on, amount, unallocated_amount, currency,
    payer_name,
    payer_account, reference, method, debtor_id, state, known_at)
SELECT %(source)s, stage.transaction_id, stage.booked_on, stage.amount, stage.amount,
    COALESCE(stage.currency, %(currency)s), COALESCE(stage.payer_name, ''), COALESCE(stage.payer_account, ''),
    concat_ws(E'\n', stage.reference, replace(stage.invoice, '|', E'\n')), COALESCE(stage.method, ''),
    COALESCE(customer.debtor_id, customer.id), 'unmatched', %(known_at)s
FROM import_stage AS stage
LEFT JOIN customers_customer AS customer ON customer.source_id = %(source)s AND customer.external_id = stage.customer_id
WHERE stage.why IS NULL AND stage.booked_on <= %(as_of)s
ORDER BY stage.row
ON CONFLICT (source_id, external_id) DO NOTHING
RETURNING debtor_id
"""


def land_payments(*, order: ImportOrder, table: MappedTable, counts: Counts, sink: RejectSink) -> None:
    """Insert transactions that are not known yet; a debtor named by the file has the money on account meanwhile."""
    parameters: dict[str, Any] = {
        "source": order.source.pk,
        "name": order.source.name,
        "currency": order.source.creditor.currency,
        "as_of": order.as_of,
        "known_at": order.known_at,
    }
    with connection.cursor() as cursor:
        refuse_repeated(cursor, "transaction_id", "transaction id")
        take_refused(cursor, sink)
        cursor.execute(REFUSE, parameters)
        take_refused(cursor, sink)
        cursor.execute("SELECT count(*) FROM import_stage WHERE why IS NULL AND booked_on > %(as_of)s", parameters)
        counts.not_yet = cursor.fetchone()[0]
        cursor.execute(INSERT, parameters)
        debtors = [(debtor_id,) for (debtor_id,) in cursor.fetchall()]
        counts.created = len(debtors)
        named = sorted({debtor_id for (debtor_id,) in debtors if debtor_id})
        collect_debtors(cursor, f"SELECT unnest(ARRAY[{', '.join(map(str, named))}]::bigint[])")
