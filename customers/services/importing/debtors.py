"""Debtors whose account an import changed: collected while it runs, bumped once at its end."""

from __future__ import annotations

from typing import Any

from customers.services.importing.staging import create_table


def start_collecting(cursor: Any) -> None:
    create_table(cursor, "import_debtor", "id bigint PRIMARY KEY")


def collect_debtors(cursor: Any, query: str) -> None:
    """Add the ids that a query without parameters yields."""
    cursor.execute(f"INSERT INTO import_debtor {query} ON CONFLICT DO NOTHING")


def bump_collected(cursor: Any) -> tuple[int, ...]:
    """Bump every collected debtor's version by one; return their ids."""
    cursor.execute(
        """
        UPDATE customers_customer AS customer SET ledger_version = ledger_version + 1
        FROM import_debtor WHERE customer.id = import_debtor.id RETURNING customer.id
        """
    )
    return tuple(row[0] for row in cursor.fetchall())
