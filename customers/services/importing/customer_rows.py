"""Staged customer rows → customers, their account managers and contacts."""

from __future__ import annotations

from typing import Any

from django.db import connection

from customers.parsers.mapping import MappedTable
from customers.services.importing.customer_parents import refuse_bad_parents
from customers.services.importing.debtors import collect_debtors
from customers.services.importing.payers import move_debtors
from customers.services.importing.rejects import refuse_repeated, take_refused
from customers.services.importing.report import Counts, ImportOrder
from customers.services.importing.staging import RejectSink, create_table, create_table_as
from trade.countries import language_for, time_zone_for

# Blank cells and columns that the file lacks never erase what is known.
WORK = """
WITH told AS (
    SELECT stage.row, stage.customer_id AS external_id, stage.name,
        COALESCE(string_to_array(stage.aliases, '|')::varchar[], known.aliases, '{}') AS aliases,
        COALESCE(stage.country, known.country, '') AS country,
        COALESCE(stage.language, NULLIF(known.language, ''), place.language, '') AS language,
        COALESCE(stage.time_zone, NULLIF(known.time_zone, ''), place.time_zone, '') AS time_zone,
        COALESCE(stage.currency, known.currency, '') AS currency,
        COALESCE(stage.payment_terms_days, known.payment_terms_days) AS payment_terms_days,
        COALESCE(stage.segment, known.segment, '') AS segment,
        stage.segment IS NULL AND COALESCE(known.segment_by_rule, false) AS segment_by_rule,
        COALESCE(stage.tier, known.tier, 'standard') AS tier,
        COALESCE(string_to_array(lower(stage.tags), '|')::varchar[], known.tags, '{}') AS tags,
        COALESCE(manager.id, known.account_manager_id) AS account_manager_id,
        COALESCE(stage.credit_limit, known.credit_limit) AS credit_limit,
        COALESCE(string_to_array(stage.bank_accounts, '|')::varchar[], known.bank_accounts, '{}') AS bank_accounts,
        COALESCE(stage.payment_method, known.payment_method, '') AS payment_method,
        COALESCE(stage.do_not_contact, known.do_not_contact, false) AS do_not_contact,
        COALESCE(stage.insolvent, known.insolvent, false) AS insolvent,
        COALESCE(stage.natural_person, known.natural_person, false) AS natural_person,
        known.id AS known_id
    FROM import_stage AS stage
    LEFT JOIN customers_customer AS known ON known.source_id = %(source)s AND known.external_id = stage.customer_id
    LEFT JOIN customers_accountmanager AS manager ON manager.email = lower(stage.account_manager_email)
    LEFT JOIN import_place AS place ON place.country = COALESCE(stage.country, known.country)
    WHERE stage.why IS NULL
)
SELECT told.* FROM told LEFT JOIN customers_customer AS known ON known.id = told.known_id
WHERE told.known_id IS NULL OR ({told}) IS DISTINCT FROM ({known})
"""

COLUMNS = (
    "name", "aliases", "country", "language", "time_zone", "currency", "payment_terms_days", "segment",
    "segment_by_rule", "tier", "tags",
    "account_manager_id", "credit_limit", "bank_accounts", "payment_method", "do_not_contact", "insolvent",
    "natural_person",
)  # fmt: skip


def land_customers(*, order: ImportOrder, table: MappedTable, counts: Counts, sink: RejectSink) -> None:
    """Insert new customers and update changed ones, parents and payers after all are there."""
    parameters: dict[str, Any] = {"source": order.source.pk}
    with connection.cursor() as cursor:
        refuse_repeated(cursor, "customer_id", "customer id")
        take_refused(cursor, sink)
        refuse_bad_parents(cursor, parameters, sink)
        _make_account_managers(cursor)
        _name_places(cursor, parameters)
        create_table_as(cursor, "import_work", _work_query(), parameters)
        _write(cursor, parameters, counts)
        moved = _set_parents(cursor, parameters, named="parent_id" in table.mapped)
        if "paid_by" in table.mapped:
            moved |= move_debtors(cursor, parameters)
        counts.updated += len(moved)
        _add_contacts(cursor, parameters)


def _work_query() -> str:
    told, known = (", ".join(f"{table}.{name}" for name in COLUMNS) for table in ("told", "known"))
    return WORK.replace("{told}", told).replace("{known}", known)


def _write(cursor: Any, parameters: dict[str, Any], counts: Counts) -> None:
    names = ", ".join(COLUMNS)
    cursor.execute(
        f"""
        INSERT INTO customers_customer (source_id, external_id, exit, ledger_version, {names})
        SELECT %(source)s, external_id, '', 0, {names} FROM import_work WHERE known_id IS NULL
        """,
        parameters,
    )
    counts.created = cursor.rowcount
    changes = ", ".join(f"{name} = work.{name}" for name in COLUMNS)
    cursor.execute(
        f"UPDATE customers_customer AS old SET {changes} FROM import_work AS work WHERE old.id = work.known_id"
    )
    counts.updated = cursor.rowcount
    collect_debtors(
        cursor,
        """
        SELECT COALESCE(customer.debtor_id, customer.id) FROM customers_customer AS customer
        JOIN import_work AS work ON work.known_id = customer.id
        """,
    )


def _make_account_managers(cursor: Any) -> None:
    cursor.execute(
        """
        INSERT INTO customers_accountmanager (name, email, language)
        SELECT DISTINCT '', lower(account_manager_email), '' FROM import_stage
        WHERE why IS NULL AND account_manager_email IS NOT NULL
        EXCEPT SELECT '', email, '' FROM customers_accountmanager
        ON CONFLICT DO NOTHING
        """
    )


def _name_places(cursor: Any, parameters: dict[str, Any]) -> None:
    """Language and time zone of each country in the file, for customers that have none of their own."""
    create_table(cursor, "import_place", "country text PRIMARY KEY, language text, time_zone text")
    cursor.execute(
        """
        SELECT DISTINCT country FROM import_stage WHERE country IS NOT NULL
        UNION SELECT DISTINCT country FROM customers_customer WHERE source_id = %(source)s AND country <> ''
        """,
        parameters,
    )
    rows = [(country, language_for(country), time_zone_for(country)) for (country,) in cursor.fetchall()]
    cursor.executemany("INSERT INTO import_place VALUES (%s, %s, %s)", rows)


def _set_parents(cursor: Any, parameters: dict[str, Any], *, named: bool) -> set[str]:
    """Set parents by id; return the customers that changed by this alone."""
    if not named:
        return set()
    cursor.execute(
        """
        WITH changed AS (
            UPDATE customers_customer AS customer SET parent_id = parent.id
            FROM import_stage AS stage
            LEFT JOIN customers_customer AS parent ON parent.source_id = %(source)s
                AND parent.external_id = stage.parent_id
            WHERE stage.why IS NULL AND customer.source_id = %(source)s AND customer.external_id = stage.customer_id
                AND customer.parent_id IS DISTINCT FROM parent.id
            RETURNING customer.external_id
        )
        SELECT external_id FROM changed WHERE external_id NOT IN (SELECT external_id FROM import_work)
        """,
        parameters,
    )
    return {external_id for (external_id,) in cursor.fetchall()}


def _add_contacts(cursor: Any, parameters: dict[str, Any]) -> None:
    """One contact for each address; the contact's name belongs to the first. Known contacts keep name and state."""
    cursor.execute(
        """
        INSERT INTO customers_contact (customer_id, name, email, language, role, state, origin)
        SELECT customer.id, CASE WHEN address.place = 1 THEN COALESCE(stage.contact_name, '') ELSE '' END,
            address.email,
            '', 'payables', 'active', 'import'
        FROM import_stage AS stage
        JOIN customers_customer AS customer ON customer.source_id = %(source)s
            AND customer.external_id = stage.customer_id
        CROSS JOIN LATERAL unnest(string_to_array(stage.email, '|')) WITH ORDINALITY AS address (email, place)
        WHERE stage.why IS NULL AND stage.email IS NOT NULL AND NOT EXISTS (
            SELECT FROM customers_contact AS known
            WHERE known.customer_id = customer.id AND lower(known.email) = lower(address.email)
        )
        ON CONFLICT DO NOTHING
        """,
        parameters,
    )
