"""What an invoice row means once its cells are read: its amount from its lines, its status, its sign."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from customers.parsers.chunks import Chunk, Values
from customers.parsers.columns import INVOICES
from customers.parsers.errors import Reject

NUMBER, AMOUNT, STATUS, PAID_ON, OPEN_AMOUNT, LINE_AMOUNT = (
    INVOICES.names.index(name) for name in ("number", "amount", "status", "paid_on", "open_amount", "line_amount")
)


def finish_invoices(chunk: Chunk) -> Chunk:
    """Rows without the line amount, which stands last; a row that has no amount either way is rejected."""
    rows = [row[:LINE_AMOUNT] if _is_plain(row) else _settled(row) for row in chunk.rows]
    filled = [row[AMOUNT] is not None for row in rows]
    if all(filled):
        return Chunk(chunk.numbers, rows, chunk.rejects, chunk.skipped, chunk.blank, chunk.merged)
    missing = [
        Reject(number, "amount", "", "amount is missing", row[NUMBER] or "")
        for number, row in zip(chunk.numbers, rows, strict=True)
        if row[AMOUNT] is None
    ]
    numbers: Sequence[int] = list(compress(chunk.numbers, filled))
    return Chunk(
        numbers, list(compress(rows, filled)), [*chunk.rejects, *missing], chunk.skipped, chunk.blank, chunk.merged
    )


def _is_plain(row: Values) -> bool:
    return row[STATUS] == "open" and (row[AMOUNT] or "-")[0] != "-" and row[OPEN_AMOUNT] is None


def _settled(row: Values) -> Values:
    """A blank status is paid with a payment date, else open; a credit note's amounts are negative, whatever the file's.

    A negative open item is a credit note, whatever the file calls it.
    """
    values = list(row[:LINE_AMOUNT])
    values[AMOUNT] = row[AMOUNT] if row[AMOUNT] is not None else row[LINE_AMOUNT]
    status = row[STATUS] or ("paid" if row[PAID_ON] else "open")
    if status == "open" and (values[AMOUNT] or "").startswith("-"):
        status = "credit_note"
    values[STATUS] = status
    if status == "credit_note":
        for place in (AMOUNT, OPEN_AMOUNT):
            values[place] = _negative(values[place])
    return tuple(values)


def _negative(amount: str | None) -> str | None:
    if amount is None or amount.startswith("-") or not amount.strip("0."):
        return amount
    return f"-{amount}"
