"""Staged invoice rows → invoices and the ERP's own allocations, in a fixed number of statements."""

from __future__ import annotations

from typing import Any

from django.db import connection

from customers.parsers.mapping import MappedTable
from customers.services.importing.absorption import absorb_expected
from customers.services.importing.amendments import release_overpaid
from customers.services.importing.debtors import collect_debtors
from customers.services.importing.rejects import refuse_repeated, take_refused
from customers.services.importing.report import Counts, ImportOrder
from customers.services.importing.snapshots import SNAPSHOT, close_absent, refuse_outdated_snapshot
from customers.services.importing.staging import RejectSink, create_table_as

# OFFSET 0 keeps the planner from merging the layers, which would work out each expression many times over.
# What the file says of each row, beside what the ledger has. Blank cells never erase what is known.
TOLD = """
SELECT stage.row, stage.number, stage.customer_id AS external_id, stage.paid_on,
    CASE WHEN stage.status = 'paid' AND stage.paid_on > %(as_of)s THEN 'open' ELSE COALESCE(stage.status,
        'open') END AS told,
    CASE WHEN stage.status = 'credit_note' OR stage.amount < 0 THEN 'credit_note' ELSE 'invoice' END AS kind,
    customer.id AS customer_id, COALESCE(customer.debtor_id, customer.id) AS debtor_id,
    stage.issued AS issued_on,
    COALESCE(stage.due, stage.issued + customer.payment_terms_days, invoice.due_on,
        CASE WHEN stage.status IN ('credit_note', 'void') OR stage.amount < 0 THEN stage.issued END) AS due_on,
    stage.amount,
    COALESCE(stage.currency, invoice.currency, NULLIF(customer.currency, ''), %(currency)s) AS currency,
    COALESCE(stage.purchase_order, invoice.purchase_order, '') AS purchase_order,
    COALESCE(stage.payment_method, invoice.payment_method, '') AS payment_method,
    -- Settled after the file's day: what is open by now was not yet known then.
    CASE WHEN stage.status = 'paid' AND stage.paid_on > %(as_of)s THEN NULL ELSE stage.open_amount END AS file_open,
    invoice.id AS known_id, invoice.kind AS known_kind, invoice.customer_id AS known_customer_id,
    invoice.debtor_id AS known_debtor_id, invoice.issued_on AS known_issued_on, invoice.due_on AS known_due_on,
    invoice.amount AS known_amount, invoice.open_amount AS known_open, invoice.currency AS known_currency,
    invoice.purchase_order AS known_purchase_order, invoice.payment_method AS known_payment_method,
    invoice.closed_how AS known_closed_how, invoice.closed_on AS known_closed_on,
    invoice.erp_open_amount AS known_erp_open, invoice.as_of AS known_as_of
FROM import_stage AS stage
LEFT JOIN customers_customer AS customer ON customer.source_id = %(source)s AND customer.external_id = stage.customer_id
LEFT JOIN customers_invoice AS invoice ON invoice.source_id = %(source)s AND invoice.number = stage.number
WHERE stage.why IS NULL AND stage.issued <= %(as_of)s
OFFSET 0
"""

# What must be open after this file. A closed invoice that is told open again gets back what the ERP's last word closed.
TARGET = """
SELECT told.*,
    CASE
        WHEN told IN ('paid', 'void') OR amount = 0 THEN 0
        WHEN known_id IS NULL THEN LEAST(GREATEST(COALESCE(file_open, amount), LEAST(amount, 0)), GREATEST(amount, 0))
        WHEN %(erp)s AND file_open IS NOT NULL THEN LEAST(GREATEST(file_open, LEAST(amount, 0)), GREATEST(amount, 0))
        ELSE LEAST(GREATEST(
            known_open + amount - known_amount + CASE WHEN known_closed_how IN ('paid', 'void', 'absent',
                'credited') THEN (
                SELECT COALESCE(sum(closing.amount), 0) FROM customers_allocation AS closing
                WHERE closing.invoice_id = known_id AND closing.origin = 'erp' AND closing.booked_on = known_closed_on
            ) ELSE 0 END,
            LEAST(amount, 0)), GREATEST(amount, 0))
    END AS open_amount,
    CASE WHEN told IN ('paid', 'void') AND COALESCE(file_open, known_erp_open) IS NOT NULL THEN 0
        ELSE COALESCE(file_open, known_erp_open) END AS erp_open
FROM told OFFSET 0
"""

CLOSED = """
SELECT target.*,
    CASE
        WHEN open_amount <> 0 THEN ''
        WHEN told = 'paid' AND known_closed_how = 'absent' THEN 'paid'
        WHEN known_open = 0 AND (told <> 'void' OR known_closed_how = 'void') THEN known_closed_how
        WHEN told = 'void' OR amount = 0 THEN 'void'
        WHEN kind = 'credit_note' THEN 'credited'
        ELSE 'paid'
    END AS closed_how,
    CASE
        WHEN open_amount <> 0 THEN NULL
        WHEN told = 'paid' AND known_closed_how = 'absent' THEN COALESCE(paid_on, known_closed_on)
        WHEN known_open = 0 AND (told <> 'void' OR known_closed_how = 'void') THEN known_closed_on
        ELSE COALESCE(paid_on, %(as_of)s)
    END AS closed_on
FROM target OFFSET 0
"""

PROBLEM = """
SELECT closed.*,
    CASE
        WHEN customer_id IS NULL THEN 'customer_id'
        WHEN known_kind <> kind THEN 'status'
        WHEN known_currency <> currency THEN 'currency'
        WHEN due_on IS NULL OR (due_on < issued_on AND kind = 'invoice' AND told = 'open') THEN 'due'
    END AS problem
FROM closed
"""

DIFFERS = """
    known_id IS NULL OR problem IS NOT NULL
    OR (customer_id, debtor_id, issued_on, due_on, amount, open_amount, purchase_order, payment_method, closed_how,
        closed_on, erp_open)
    IS DISTINCT FROM
    (known_customer_id, known_debtor_id, known_issued_on, known_due_on, known_amount, known_open, known_purchase_order,
        known_payment_method, known_closed_how, known_closed_on, known_erp_open)
"""

# Rows that the ledger already has as they are leave no trace here: the same file twice costs a join and no write.
WORK = f"""
WITH told AS NOT MATERIALIZED ({TOLD}), target AS NOT MATERIALIZED ({TARGET}), closed AS NOT MATERIALIZED ({CLOSED}),
    judged AS NOT MATERIALIZED ({PROBLEM})
SELECT judged.*, known_id IS NULL AS is_new,
    COALESCE(known_id, nextval('customers_invoice_id_seq'::regclass)) AS id,
    (amount - open_amount) - COALESCE(known_amount - known_open, 0) AS settled_now,
    known_as_of > %(as_of)s OR (known_id IS NOT NULL AND %(confirmed)s > %(as_of)s)
        OR (known_id IS NULL AND told = 'open' AND %(confirmed)s > %(as_of)s) AS outdated
FROM judged
WHERE {DIFFERS}
"""

# A clean file spares the passes that take rows out again.
FLAGS = "SELECT COALESCE(bool_or(problem IS NOT NULL), false), COALESCE(bool_or(outdated), false) FROM import_work"

REFUSED = """
DELETE FROM import_work AS work USING import_stage AS stage
WHERE stage.row = work.row AND work.problem IS NOT NULL AND work.outdated IS NOT TRUE
RETURNING work.row, work.problem,
    CASE work.problem WHEN 'customer_id' THEN work.external_id WHEN 'status' THEN work.kind
        WHEN 'currency' THEN work.currency ELSE work.due_on::text END,
    CASE work.problem
        WHEN 'customer_id' THEN format('customer id “%%s” is not known in %%s; import its customer first',
            work.external_id, %(name)s::text)
        WHEN 'status' THEN format('invoice number “%%s” is an %%s in the ledger and a %%s here', work.number,
            replace(work.known_kind, '_', ' '), replace(work.kind, '_', ' '))
        WHEN 'currency' THEN format('currency “%%s” differs from %%s, in which invoice “%%s” was first booked',
            work.currency, work.known_currency, work.number)
        WHEN 'due' THEN CASE WHEN work.due_on IS NULL
            THEN 'due date is missing, and the customer has no payment terms to find it by'
            ELSE format('due date %%s is before the issue date %%s', work.due_on, work.issued_on) END
    END,
    jsonb_strip_nulls(to_jsonb(stage) - 'row' - 'why')
"""

INSERT = """
INSERT INTO customers_invoice (id, source_id, number, kind, customer_id, debtor_id, issued_on, due_on, amount,
    open_amount,
    currency, purchase_order, payment_method, debit_returned, closed_how, closed_on, as_of, known_at, erp_open_amount)
SELECT id, %(source)s, number, kind, customer_id, debtor_id, issued_on, due_on, amount, open_amount, currency,
    purchase_order, payment_method, false, closed_how, closed_on, %(as_of)s, %(known_at)s, erp_open
FROM import_work WHERE is_new
"""

UPDATE = """
UPDATE customers_invoice AS invoice
SET customer_id = work.customer_id, debtor_id = work.debtor_id, issued_on = work.issued_on, due_on = work.due_on,
    amount = work.amount, open_amount = work.open_amount, purchase_order = work.purchase_order,
    payment_method = work.payment_method, closed_how = work.closed_how, closed_on = work.closed_on,
    erp_open_amount = work.erp_open, as_of = %(as_of)s
FROM import_work AS work WHERE invoice.id = work.id AND NOT work.is_new
"""

# What the ERP settled, or took back: one row for each invoice whose settled amount moved.
ALLOCATE = """
INSERT INTO customers_allocation (invoice_id, origin, kind, amount, booked_on, known_at, reverses_id, reason)
SELECT work.id, 'erp', CASE WHEN work.told IN ('void', 'absent') THEN work.told ELSE 'invoice' END, work.settled_now,
    CASE WHEN work.closed_how = 'paid' THEN work.closed_on ELSE %(as_of)s END, %(known_at)s,
    CASE WHEN NOT work.is_new AND work.open_amount <> 0 THEN (
        SELECT max(closing.id) FROM customers_allocation AS closing
        LEFT JOIN customers_allocation AS undoing ON undoing.reverses_id = closing.id
        WHERE closing.invoice_id = work.id AND closing.origin = 'erp' AND closing.amount = -work.settled_now
            AND undoing.id IS NULL
    ) END, ''
FROM import_work AS work WHERE work.settled_now <> 0
"""

REPLACES = """
UPDATE customers_invoice AS invoice SET replaces_id = older.id
FROM import_stage AS stage
JOIN customers_invoice AS older ON older.source_id = %(source)s AND older.number = stage.replaces
WHERE stage.why IS NULL AND stage.replaces IS NOT NULL AND invoice.source_id = %(source)s
    AND invoice.number = stage.number AND older.id <> invoice.id AND invoice.replaces_id IS DISTINCT FROM older.id
"""

CONFIRM = """
UPDATE customers_invoice AS invoice SET as_of = %(as_of)s
FROM import_stage AS stage
WHERE stage.why IS NULL AND invoice.source_id = %(source)s AND invoice.number = stage.number
    AND invoice.as_of < %(as_of)s
    AND stage.issued <= %(as_of)s
"""


def land_invoices(*, order: ImportOrder, table: MappedTable, counts: Counts, sink: RejectSink) -> None:
    """Insert new invoices, update changed ones, book what the ERP settled; debtors concerned are collected."""
    refuse_outdated_snapshot(order)
    parameters = _parameters(order)
    with connection.cursor() as cursor:
        refuse_repeated(cursor, "number", "invoice number")
        take_refused(cursor, sink)
        counts.not_yet = _count(cursor, "FROM import_stage WHERE why IS NULL AND issued > %(as_of)s", parameters)
        if _names_customers(table):
            counts.customers_made = _make_customers(cursor, parameters)
        create_table_as(cursor, "import_work", WORK, parameters)
        cursor.execute(FLAGS)
        if any(cursor.fetchone()):
            cursor.execute(REFUSED, parameters)
            take_refused(cursor, sink)
            cursor.execute("DELETE FROM import_work WHERE outdated")
            counts.older = cursor.rowcount
        _write(cursor, order, parameters, counts, replacing="replaces" in table.mapped)


def _write(cursor: Any, order: ImportOrder, parameters: dict[str, Any], counts: Counts, *, replacing: bool) -> None:
    cursor.execute(INSERT, parameters)
    counts.created = cursor.rowcount
    if order.kind == SNAPSHOT:
        counts.closed = close_absent(cursor, order, parameters)
    if _count(cursor, "FROM import_work WHERE NOT is_new", {}):
        release_overpaid(cursor, known_at=order.known_at)
        absorb_expected(cursor, parameters)
        cursor.execute(UPDATE, parameters)
        counts.updated = cursor.rowcount - counts.closed
    cursor.execute(ALLOCATE, parameters)
    if replacing:
        cursor.execute(REPLACES, parameters)
    collect_debtors(cursor, "SELECT DISTINCT debtor_id FROM import_work")
    if counts.updated or counts.closed:
        collect_debtors(cursor, "SELECT DISTINCT known_debtor_id FROM import_work WHERE NOT is_new")
    if order.kind != SNAPSHOT and counts.created < counts.read:
        # A snapshot confirms all of its source at once; a delta only what it names.
        cursor.execute(CONFIRM, parameters)


def _names_customers(table: MappedTable) -> bool:
    """Whether the file or a column map gives customers a name; an id that stands in for a name makes no customer."""
    name = table.mapped.get("customer_name")
    return name is not None and (bool(table.section.columns) or name != table.mapped.get("customer_id"))


def _make_customers(cursor: Any, parameters: dict[str, Any]) -> int:
    """Customers that the file names and the ledger does not have, with what the row says of them."""
    cursor.execute(
        """
        INSERT INTO customers_customer (source_id, external_id, name, aliases, country, language, time_zone, currency,
            segment, tier, bank_accounts, payment_method, do_not_contact, insolvent, natural_person, exit,
            ledger_version)
        SELECT DISTINCT ON (customer_id) %(source)s, customer_id, customer_name, '{}'::varchar[], '', '', '',
            COALESCE(currency, ''), '', 'standard', '{}'::varchar[], '', false, false, false, '', 0
        FROM import_stage WHERE why IS NULL AND customer_name IS NOT NULL
            AND issued <= %(as_of)s ORDER BY customer_id, row
        ON CONFLICT DO NOTHING
        """,
        parameters,
    )
    return int(cursor.rowcount)


def _parameters(order: ImportOrder) -> dict[str, Any]:
    source = order.source
    return {
        "source": source.pk,
        "name": source.name,
        "currency": source.creditor.currency,
        "erp": source.truth == source.Truth.ERP,
        "as_of": order.as_of,
        "known_at": order.known_at,
        # The newest complete snapshot spoke of every invoice, also of those that it left unchanged.
        "confirmed": source.snapshot_as_of,
    }


def _count(cursor: Any, what: str, parameters: dict[str, Any]) -> int:
    cursor.execute(f"SELECT count(*) {what}", parameters)
    return int(cursor.fetchone()[0])
