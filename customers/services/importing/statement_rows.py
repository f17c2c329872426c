"""New entries of statements → bank transactions, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from customers.models import BankStatement, BankTransaction, ImportRun, LedgerSource
from customers.parsers.bank.statement import BankEntry
from customers.parsers.errors import storable
from customers.services.importing.entry_keys import cents, key_from
from customers.services.importing.known_entries import AccountEntries
from customers.services.importing.staging import SETTINGS, create_table
from customers.services.importing.statement_spans import Span

State = BankTransaction.State
Accounts = dict[tuple[str, str], AccountEntries]

KNOWN = """
SELECT statement.account, statement.currency, statement.id, entry.external_id, entry.booked_on, entry.amount,
    entry.currency
FROM customers_banktransaction AS entry JOIN customers_bankstatement AS statement ON statement.id = entry.statement_id
WHERE statement.source_id = %s AND statement.account = ANY(%s) AND entry.booked_on BETWEEN %s AND %s
ORDER BY entry.id
"""
COLUMNS = "external_id, booked_on, amount, currency, payer_name, payer_account, reference, method, state, statement_id"
STAGE = """
external_id text, booked_on date, amount numeric(18, 2), currency text, payer_name text, payer_account text,
reference text, method text, state text, statement_id bigint
"""
INSERT = f"""
INSERT INTO customers_banktransaction (source_id, known_at, unallocated_amount, doubt, {COLUMNS})
SELECT %s, %s, amount, '', {COLUMNS} FROM import_entry
"""


@dataclass(frozen=True, slots=True)
class NewEntry:
    external_id: str
    entry: BankEntry
    span_key: int

    @property
    def state(self) -> State:
        """Money in and money that a payer took back are asked about; our own payments and charges never are."""
        return State.UNMATCHED if (self.entry.amount < 0) == self.entry.is_return else State.UNRELATED


def known_accounts(source: LedgerSource, accounts: Iterable[str], days: tuple[date, date] | None) -> Accounts:
    """Statements of the accounts, and their entries booked on these days, by account and currency. Two queries."""
    found: Accounts = {}
    listed = sorted(set(accounts))
    for row in BankStatement.objects.filter(source=source, account__in=listed).order_by("pk"):
        found.setdefault((row.account, row.currency), AccountEntries()).spans.append(_span(row))
    if days is None or not found:
        return found
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [source.pk, listed, *days])
        for account, currency, statement_id, external_id, booked_on, amount, own in cursor.fetchall():
            key = key_from(external_id, booked_on=booked_on, amount=amount, currency=own)
            found[account, currency].add(key, statement_id)
    return found


def keep_statements(spans: Sequence[Span], *, run: ImportRun, known_at: datetime) -> dict[int, int]:
    """Their primary keys, by the keys of the spans. One query."""
    rows = BankStatement.objects.bulk_create(
        BankStatement(
            source_id=run.source_id,
            run=run,
            account=span.account,
            currency=span.currency,
            number=span.number,
            opening_on=span.opening_on,
            opening_amount=span.opening,
            closing_on=span.closing_on,
            closing_amount=span.closing,
            entries=span.entries,
            known_at=known_at,
        )
        for span in spans
    )
    return {span.key: row.pk for span, row in zip(spans, rows, strict=True)}


def book_entries(
    entries: Sequence[NewEntry], *, source: LedgerSource, statements: dict[int, int], known_at: datetime
) -> None:
    """By COPY and one INSERT."""
    with connection.cursor() as cursor:
        cursor.execute(SETTINGS)
        create_table(cursor, "import_entry", STAGE)
        with cursor.copy(f"COPY import_entry ({COLUMNS}) FROM STDIN") as copy:
            for new in entries:
                copy.write_row(_row(new, statements[new.span_key]))
        cursor.execute(INSERT, [source.pk, known_at])


def _row(new: NewEntry, statement_id: int) -> tuple[Any, ...]:
    entry = new.entry
    return (
        new.external_id,
        entry.booked_on,
        cents(entry.amount),
        entry.currency,
        storable(entry.payer_name)[:300],
        storable(entry.payer_account)[:60],
        _reference(entry),
        storable(entry.method)[:20],
        str(new.state),
        statement_id,
    )


def _reference(entry: BankEntry) -> str:
    """Whom somebody pays for stands in no column of its own; beside the text it is read like the text."""
    lines = [storable_text(entry.reference)]
    if entry.ultimate_payer_name and entry.ultimate_payer_name not in entry.reference:
        lines.append(storable_text(entry.ultimate_payer_name))
    return "\n".join(filter(None, lines))


def storable_text(text: str) -> str:
    return "\n".join(storable(line) for line in text.splitlines())


def _span(row: BankStatement) -> Span:
    opening, closing = row.opening_amount, row.closing_amount
    return Span(
        key=row.pk,
        account=row.account,
        currency=row.currency,
        number=row.number,
        opening_on=row.opening_on,
        opening=Decimal(opening) if opening is not None else None,
        closing_on=row.closing_on,
        closing=Decimal(closing) if closing is not None else None,
        entries=row.entries,
    )
