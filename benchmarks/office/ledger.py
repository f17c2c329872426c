"""Customers, their contacts and invoices, what was paid, and the bank's entries."""

from __future__ import annotations

from datetime import datetime

from benchmarks.office import words
from benchmarks.office.rows import insert, run
from customers.models import AccountManager, Allocation, BankTransaction, Contact, Creditor, Customer, Invoice
from customers.models import LedgerSource as Source

MANAGERS = 40


def fill(*, customers: int, as_of: datetime) -> None:
    """Ten invoices a customer, three of them open and overdue by a day to four months."""
    creditor = Creditor.objects.create(
        name="Benchmark Handel GmbH",
        country="DE",
        time_zone="Europe/Berlin",
        sender_name="Clara Weiss",
        sender_email="ar@benchmark.example",
    )
    today = as_of.date()
    source = Source.objects.create(creditor=creditor, name="erp", invoices_as_of=today, payments_as_of=today)
    AccountManager.objects.bulk_create(
        [AccountManager(name=f"Manager {n}", email=f"manager{n}@benchmark.example") for n in range(MANAGERS)]
    )
    _customers(customers, source)
    _contacts()
    _invoices(source, as_of)
    _transactions(source, as_of)
    _allocations(as_of)


def _customers(count: int, source: Source) -> None:
    insert(
        Customer,
        """
        SELECT %(source)s::bigint AS source_id, 'C' || lpad(n::text, 6, '0') AS external_id,
            trim(concat_ws(' ',
                (%(first)s::text[])[1 + floor(random() * cardinality(%(first)s::text[]))::int],
                CASE WHEN random() < 0.4 THEN
                    '& ' || (%(first)s::text[])[1 + floor(random() * cardinality(%(first)s::text[]))::int] END,
                (%(second)s::text[])[1 + floor(random() * cardinality(%(second)s::text[]))::int],
                CASE WHEN random() < 0.5 THEN
                    (%(places)s::text[])[1 + floor(random() * cardinality(%(places)s::text[]))::int] END,
                (%(forms)s::text[])[1 + floor(random() * cardinality(%(forms)s::text[]))::int])) AS name,
            CASE WHEN n %% 10 = 0 THEN
                ARRAY[(%(first)s::text[])[1 + n %% cardinality(%(first)s::text[])] || ' Group'] ELSE '{}' END
                AS aliases,
            (ARRAY['DE','FR','ES','GB','AT'])[1 + n %% 5] AS country,
            (ARRAY['de','fr','es','en','de'])[1 + n %% 5] AS language, 'EUR' AS currency,
            (ARRAY['','retail','industry'])[1 + n %% 3] AS segment,
            CASE WHEN n %% 50 = 0 THEN 'key_account' WHEN n %% 20 = 0 THEN 'high_value' ELSE 'standard' END AS tier,
            (SELECT min(id) FROM customers_accountmanager) + n %% %(managers)s AS account_manager_id,
            ARRAY['DE' || lpad((n * 7919::bigint)::text, 20, '0')] AS bank_accounts, 1 AS ledger_version
        FROM generate_series(1, %(count)s) AS n
        """,
        source=source.pk,
        count=count,
        managers=MANAGERS,
        first=words.FIRST,
        second=words.SECOND,
        places=words.PLACES,
        forms=list(words.FORMS),
    )
    run("ANALYZE customers_customer")


def _contacts() -> None:
    """One each, and a second for every third."""
    insert(
        Contact,
        """
        SELECT id AS customer_id, given || ' ' || family AS name,
            lower(translate(given || '.' || family, 'ßüäöéèşłšëíŁŻ', 'suaoeeslseilz')) || '@c' || id || '-'
                || turn || '.example' AS email,
            language, CASE turn WHEN 1 THEN 'payables' ELSE 'manager' END AS role, 'active' AS state
        FROM (
            SELECT c.id, c.language, turn,
                (%(given)s::text[])[1 + floor(random() * cardinality(%(given)s::text[]))::int] AS given,
                (%(family)s::text[])[1 + floor(random() * cardinality(%(family)s::text[]))::int] AS family
            FROM customers_customer c, generate_series(1, 2) AS turn
            WHERE turn = 1 OR c.id %% 3 = 0
        ) AS people
        """,
        given=words.GIVEN,
        family=words.FAMILY,
    )


def _invoices(source: Source, as_of: datetime) -> None:
    insert(
        Invoice,
        """
        SELECT %(source)s::bigint AS source_id,
            'INV-' || lpad((row_number() OVER (ORDER BY due_on, customer_id))::text, 7, '0') AS number,
            customer_id, customer_id AS debtor_id, due_on - 30 AS issued_on, due_on, amount,
            CASE WHEN turn > 3 THEN 0 WHEN part < 0.05 THEN round(amount / 2, 2) ELSE amount END AS open_amount,
            'EUR' AS currency,
            CASE WHEN part > 0.6 THEN '45' || lpad(floor(random() * 1e8)::text, 8, '0') ELSE '' END AS purchase_order,
            CASE WHEN turn > 3 THEN 'paid' ELSE '' END AS closed_how,
            CASE WHEN turn > 3 THEN due_on + floor(part * 30)::int END AS closed_on,
            %(today)s::date AS as_of, %(now)s::timestamptz AS known_at
        FROM (
            SELECT c.id AS customer_id, turn, random() AS part,
                %(today)s::date - CASE WHEN turn > 3 THEN 60 + 45 * turn + (c.id %% 45)::int
                    ELSE 1 + (c.id * 7 + turn * 37)::int %% 120 END AS due_on,
                round((exp(4.5 + 3.5 * random() * random()) * 10)::numeric, 2) AS amount
            FROM customers_customer c, generate_series(1, 10) AS turn
        ) AS made
        ORDER BY due_on, customer_id
        """,
        source=source.pk,
        today=as_of.date(),
        now=as_of,
    )
    run("ANALYZE customers_invoice")


def _transactions(source: Source, as_of: datetime) -> None:
    """One for every fifth paid invoice, on the day that it was closed; some that nobody could match."""
    insert(
        BankTransaction,
        """
        SELECT %(source)s::bigint AS source_id, 'BK-' || i.id AS external_id,
            CASE WHEN lost THEN %(today)s::date - (i.id %% 20)::int ELSE i.closed_on END AS booked_on, i.amount,
            CASE WHEN lost THEN i.amount ELSE 0 END AS unallocated_amount, 'EUR' AS currency, c.name AS payer_name,
            c.bank_accounts[1] AS payer_account,
            CASE WHEN lost THEN 'Payment ' || i.id ELSE 'Invoice ' || i.number || ' ' || c.external_id END AS reference,
            'wire' AS method, CASE WHEN lost THEN NULL ELSE i.debtor_id END AS debtor_id,
            CASE WHEN lost THEN 'unmatched' ELSE 'matched' END AS state, %(now)s::timestamptz AS known_at
        FROM customers_invoice i JOIN customers_customer c ON c.id = i.debtor_id,
            LATERAL (SELECT i.id %% 40 = 0) AS l(lost)
        WHERE i.closed_how = 'paid' AND i.id %% 4 = 0
        ORDER BY i.closed_on
        """,
        source=source.pk,
        today=as_of.date(),
        now=as_of,
    )


def _allocations(as_of: datetime) -> None:
    insert(
        Allocation,
        """
        SELECT i.id AS invoice_id, t.id AS transaction_id, CASE WHEN t.id IS NULL THEN 'erp' ELSE 'bank' END AS origin,
            i.amount - i.open_amount AS amount, coalesce(i.closed_on, %(today)s::date - 3) AS booked_on,
            coalesce(i.closed_on::timestamptz, %(now)s::timestamptz) AS known_at
        FROM customers_invoice i
        LEFT JOIN customers_banktransaction t ON t.external_id = 'BK-' || i.id AND t.state = 'matched'
        WHERE i.amount <> i.open_amount
        ORDER BY i.id
        """,
        today=as_of.date(),
        now=as_of,
    )
