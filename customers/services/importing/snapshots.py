"""A complete list of open items closes what it no longer has, within the source's safety share."""

from __future__ import annotations

from typing import Any

from customers.services.importing.report import ImportOrder, ImportRefused
from customers.services.importing.staging import create_table_as

SNAPSHOT = "snapshot"

# Credit notes count as missing only where the file has credit notes at all: many lists of open invoices leave them out.
ABSENT = """
SELECT invoice.id FROM customers_invoice AS invoice
WHERE invoice.source_id = %(source)s AND invoice.closed_how = '' AND invoice.as_of <= %(as_of)s
    AND invoice.issued_on <= %(as_of)s
    AND NOT EXISTS (SELECT FROM import_stage AS stage WHERE stage.number = invoice.number)
    AND (invoice.kind = 'invoice' OR EXISTS (SELECT FROM import_stage WHERE amount < 0))
"""

# A currency of a few items says little by its value; it counts from a fifth of all open items up.
SHARES = """
SELECT count(absent.id), count(*), currency, COALESCE(sum(abs(open_amount)) FILTER (WHERE absent.id IS NOT NULL), 0),
    sum(abs(open_amount)), count(*) * 5 >= sum(count(*)) OVER () AS counts
FROM customers_invoice AS invoice LEFT JOIN import_absent AS absent ON absent.id = invoice.id
WHERE source_id = %(source)s AND closed_how = '' AND known_at <= %(known_at)s AND NOT EXISTS (
    SELECT FROM import_work AS work WHERE work.id = invoice.id AND work.is_new
)
GROUP BY currency
"""

ADD = """
INSERT INTO import_work (number, told, kind, customer_id, debtor_id, known_debtor_id, issued_on, due_on, amount,
    open_amount, currency, purchase_order, payment_method, closed_how, closed_on, erp_open, is_new, id, settled_now)
SELECT number, 'absent', kind, customer_id, debtor_id, debtor_id, issued_on, due_on, amount,
    0, currency, purchase_order, payment_method, 'absent', %(as_of)s, erp_open_amount * 0, false, invoice.id,
    open_amount
FROM customers_invoice AS invoice JOIN import_absent USING (id)
"""


def refuse_outdated_snapshot(order: ImportOrder) -> None:
    """Raise ImportRefused for a snapshot older than the newest one that landed."""
    newest = order.source.snapshot_as_of
    if order.kind == SNAPSHOT and newest and order.as_of < newest:
        raise ImportRefused(
            f"This list of open items is of {order.as_of}, but one of {newest} has landed already;"
            " an older one never overrides a newer one."
        )


def close_absent(cursor: Any, order: ImportOrder, parameters: dict[str, Any]) -> int:
    """Put the open invoices that the snapshot lacks into `import_work`, to be closed; return how many.

    Raises ImportRefused when that were more than the source's share of items or value, unless a person accepted it.
    """
    create_table_as(cursor, "import_absent", ABSENT, parameters)
    if not order.accept_closing:
        cursor.execute(SHARES, parameters)
        _refuse_above_share(cursor.fetchall(), order)
    cursor.execute(ADD, parameters)
    return int(cursor.rowcount)


def _refuse_above_share(shares: list[tuple[Any, ...]], order: ImportOrder) -> None:
    limit = order.source.snapshot_close_share
    closing, total = sum(row[0] for row in shares), sum(row[1] for row in shares)
    by_value = [row for row in shares if row[5] and row[3] > limit * row[4]]
    if closing <= limit * total and not by_value:
        return
    value = f", {by_value[0][3]} of {by_value[0][4]} {by_value[0][2]}" if by_value else ""
    raise ImportRefused(
        f"This list lacks {closing} of the {total} invoices that are open{value}; more than {limit:.0%} would be"
        " closed, so nothing landed. Is the file complete? If it is, import it again and accept the closing"
        " (--accept-closing)."
    )
