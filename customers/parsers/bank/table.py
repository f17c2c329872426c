"""A bank's CSV or XLSX list of movements → statements, by a preset or a column map."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from customers.parsers.bank.details import IBAN, joined_reference, stated
from customers.parsers.bank.running_balance import Movement, balances
from customers.parsers.bank.statement import BankEntry, BankStatement
from customers.parsers.bank.table_presets import LAYOUT, find_bank_preset
from customers.parsers.errors import UnreadableFile
from customers.parsers.mapping import MappedTable, read_rows

Row = Mapping[str, str]
REFERENCE_FIELDS = ("reference", "structured_reference", "end_to_end_id")


def read_bank_table(
    path: Path, *, preset: str = "", mapping: Path | None = None, account: str = "", currency: str = ""
) -> tuple[BankStatement, ...]:
    """One statement for each account and currency. Without preset or map the bank is known by its columns.

    `account` and `currency` serve where the file has none. Opening and closing come from a running balance. A fee kept
    back becomes an entry of its own. Raises UnreadableFile, for a single row that cannot be read too: a statement
    counts as a whole.
    """
    chosen = preset or ("" if mapping else find_bank_preset(path))
    table = read_rows(path, LAYOUT, preset=chosen or None, mapping=mapping)
    own_account = account or _account_above(table)
    statements: dict[tuple[str, str], list[Row]] = {}
    for row in _rows(table):
        key = "".join(row.get("account", own_account).split()), row.get("currency", currency)
        statements.setdefault(key, []).append(row)
    if not statements:
        raise UnreadableFile(f"{path.name} has no booked movements; nothing was imported.")
    return tuple(_statement(rows, *key) for key, rows in statements.items())


def _rows(table: MappedTable) -> list[Row]:
    rows: list[Row] = []
    for chunk in table.chunks():
        if chunk.rejects:
            first = min(chunk.rejects, key=lambda reject: reject.row)
            raise UnreadableFile(f"{table.table.file.path.name} cannot be booked as it is. {first.sentence}")
        for values in chunk.rows:
            rows.append({name: value for name, value in zip(table.fields, values, strict=True) if value is not None})
    return rows


def _account_above(table: MappedTable) -> str:
    """The IBAN in the lines above the header, if there is one."""
    for cells in table.table.file.head(max(table.table.header_row - 1, 0)):
        for cell in cells:
            compact = re.sub(r"\s", "", cell)
            if IBAN.fullmatch(compact):
                return compact
    return ""


def _statement(rows: Sequence[Row], account: str, currency: str) -> BankStatement:
    opening, closing = balances([_movement(row) for row in rows], currency)
    return BankStatement(
        account=account,
        currency=currency,
        opening=opening,
        closing=closing,
        entries=tuple(entry for row in rows for entry in _entries(row, currency)),
    )


def _movement(row: Row) -> Movement:
    balance = Decimal(row["balance"]) if "balance" in row else None
    return Movement(_day(row), _amount(row) - Decimal(row.get("fee", "0")), balance)


def _amount(row: Row) -> Decimal:
    amount = Decimal(row["amount"])
    if "direction" not in row:
        return amount
    return abs(amount) if row["direction"] == "credit" else -abs(amount)


def _day(row: Row) -> date:
    return date.fromisoformat(row["booked_on"])


def _entries(row: Row, currency: str) -> list[BankEntry]:
    amount, fee = _amount(row), Decimal(row.get("fee", "0"))
    entries = []
    if amount:
        entries.append(
            BankEntry(
                booked_on=_day(row),
                amount=amount,
                currency=currency,
                bank_reference=stated(row.get("bank_reference", "")),
                payer_name=row.get("payer_name", ""),
                payer_account="".join(row.get("payer_account", "").split()),
                reference=joined_reference(*(stated(row.get(field, "")) for field in REFERENCE_FIELDS)),
                structured_reference=stated(row.get("structured_reference", "")),
                end_to_end_id=stated(row.get("end_to_end_id", "")),
                method=row.get("method", ""),
            )
        )
    if fee:
        reference = f"{row['bank_reference']} fee" if "bank_reference" in row else ""
        entries.append(BankEntry(_day(row), -fee, currency, bank_reference=reference, reference="fee"))
    return entries
