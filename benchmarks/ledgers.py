"""Made-up ledgers: rows straight into the tables, or files for the importer. Dates hang on AS_OF."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connection

from customers.models import Creditor, LedgerSource

# A Wednesday.
AS_OF = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
TODAY = AS_OF.date()
COUNTRIES = ("DE", "FR", "ES", "GB", "AT")


def make_source() -> LedgerSource:
    creditor = Creditor.objects.create(
        name="Benchmark Handel GmbH", country="DE", time_zone="Europe/Berlin", sender_email="ar@benchmark.example"
    )
    return LedgerSource.objects.create(creditor=creditor, name="erp", invoices_as_of=TODAY, payments_as_of=TODAY)


def fill_ledger(*, debtors: int, invoices_each: int) -> None:
    """Debtors with one contact and open invoices each, all overdue by 4 to 60 days. Set-based."""
    source = make_source()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO customers_customer (source_id, external_id, name, country, language, currency, aliases,
                bank_accounts, time_zone, segment, tier, payment_method, do_not_contact, insolvent, natural_person,
                exit, ledger_version)
            SELECT %s, 'C' || n, 'Customer ' || n, (%s::text[])[1 + n %% 5],
                (ARRAY['de','fr','es','en','de'])[1 + n %% 5],
                'EUR', '{}', '{}', '', '', 'standard', '', false, false, false, '', 1
            FROM generate_series(1, %s) AS n
            """,
            [source.pk, list(COUNTRIES), debtors],
        )
        cursor.execute(
            """
            INSERT INTO customers_contact (customer_id, name, email, language, role, state, origin)
            SELECT id, 'Person ' || id, 'person' || id || '@customer.example', language, 'payables', 'active', 'import'
            FROM customers_customer
            """
        )
        cursor.execute(
            """
            INSERT INTO customers_invoice (source_id, number, kind, customer_id, debtor_id, issued_on, due_on, amount,
                open_amount, currency, purchase_order, payment_method, debit_returned, closed_how, as_of, known_at)
            SELECT %(source)s, 'R-' || c.id || '-' || n, 'invoice', c.id, c.id,
                %(today)s::date - 34 - ((c.id + n * 7) %% 57)::int,
                %(today)s::date - 4 - ((c.id + n * 7) %% 57)::int, 100 + n * 17, 100 + n * 17, 'EUR', '', '', false, '',
                %(today)s, %(as_of)s
            FROM customers_customer c, generate_series(1, %(each)s) AS n
            """,
            {"source": source.pk, "today": TODAY, "as_of": AS_OF, "each": invoices_each},
        )


def write_files(folder: Path, *, customers: int, invoices: int) -> tuple[Path, Path]:
    """customers.csv and invoices.csv in the contract's layout."""
    return _write_customers(folder / "customers.csv", customers), _write_invoices(
        folder / "invoices.csv", customers, invoices
    )


def _write_customers(path: Path, count: int) -> Path:
    header = (
        "customer_id,name,parent_id,country,language,currency,payment_terms_days,email,contact_name,"
        "account_manager_email,aliases,bank_accounts"
    )
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split(","))
        for n in range(count):
            email = f"person{n}@customer.example"
            country = COUNTRIES[n % 5]
            writer.writerow(
                [f"C{n}", f"Customer {n} Ltd", "", country, "", "EUR", 30, email, f"Person {n}", "", "", ""]
            )
    return path


def _write_invoices(path: Path, customers: int, count: int) -> Path:
    days = [(TODAY - timedelta(days=back)).isoformat() for back in range(400)]
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["number", "customer_id", "issued", "due", "amount", "currency", "purchase_order", "status", "paid_on"]
        )
        for n in range(count):
            age = 30 + n % 90
            writer.writerow(
                [
                    f"INV-{n:07}",
                    f"C{n % customers}",
                    days[age],
                    days[age - 30],
                    f"{100 + n % 900}.{n % 100:02}",
                    "EUR",
                    "",
                    "open",
                    "",
                ]
            )
    return path
