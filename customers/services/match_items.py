"""The items that a chunk of payments may concern: a fixed number of queries for any number of payments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from customers.matching.checked_references import reference_bodies
from customers.matching.citations import mentions_in
from customers.matching.directory import Directory
from customers.matching.items import Item, Payment
from customers.matching.open_ledger import OpenLedger
from customers.matching.payment_text import PaymentText, text_of
from customers.matching.written_words import written_words

# Every open item of one creditor, once for a run; expected money is taken off what it can still take.
OPEN_ITEMS = """
CREATE TEMP TABLE match_item ON COMMIT DROP AS
SELECT invoice.id, invoice.number, invoice.customer_id, invoice.debtor_id,
    ((invoice.open_amount - COALESCE(expected.amount, 0)) * 100)::bigint AS room,
    (invoice.amount * 100)::bigint AS amount, invoice.currency, invoice.issued_on, invoice.due_on,
    invoice.purchase_order
FROM customers_invoice AS invoice
JOIN customers_ledgersource AS source ON source.id = invoice.source_id
LEFT JOIN (
    SELECT invoice_id, sum(amount) AS amount FROM customers_allocation WHERE origin = 'expected' GROUP BY invoice_id
) AS expected ON expected.invoice_id = invoice.id
WHERE invoice.closed_how = '' AND source.creditor_id = %(creditor)s AND invoice.known_at <= %(as_of)s
"""

# The keys of customers.matching.number_keys: whole, without leading zeros, the digits of both, the order number.
KEYS = """
CREATE TEMP TABLE match_key ON COMMIT DROP AS
SELECT DISTINCT key.value, item.id
FROM match_item AS item
CROSS JOIN LATERAL (SELECT regexp_replace(upper(item.number), '(^|[^0-9])0+(?=[0-9])', '\\1', 'g') AS squeezed) AS short
CROSS JOIN LATERAL (VALUES
    (regexp_replace(upper(item.number), '[^A-Z0-9]', '', 'g')),
    (regexp_replace(short.squeezed, '[^A-Z0-9]', '', 'g')),
    (ltrim(regexp_replace(item.number, '[^0-9]', '', 'g'), '0')),
    (regexp_replace(short.squeezed, '[^0-9]', '', 'g')),
    (regexp_replace(upper(item.purchase_order), '[^A-Z0-9]', '', 'g'))
) AS key (value)
WHERE length(key.value) >= 3
"""

ITEM = """
SELECT item.id, item.number, item.customer_id, item.debtor_id, item.room, item.amount, item.currency, item.issued_on,
    item.due_on, item.purchase_order, customer.country
FROM match_item AS item JOIN customers_customer AS customer ON customer.id = item.customer_id
"""

# Settled invoices that a text names as they are written, or that the likely payers paid with an equal amount.
CLOSED = """
SELECT invoice.id, invoice.number, invoice.customer_id, invoice.debtor_id, 0, (invoice.amount * 100)::bigint,
    invoice.currency, invoice.issued_on, invoice.due_on, invoice.purchase_order, '',
    invoice.closed_how = 'paid' AND NOT EXISTS (
        SELECT FROM customers_allocation AS part WHERE part.invoice_id = invoice.id AND part.origin <> 'erp'
    ), invoice.closed_on
FROM customers_invoice AS invoice
WHERE invoice.closed_how <> '' AND invoice.source_id = ANY(%(sources)s)
    AND (
        invoice.number = ANY(%(words)s)
        OR (invoice.debtor_id = ANY(%(debtors)s) AND invoice.amount = ANY(%(amounts)s))
    )
"""


def open_items_of(creditor_id: int, *, as_of: datetime) -> int:
    """Make this transaction's tables of open items and their keys; how many items there are."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.match_key, pg_temp.match_item")
        cursor.execute(OPEN_ITEMS, {"creditor": creditor_id, "as_of": as_of})
        count = cursor.rowcount
        cursor.execute("CREATE INDEX ON match_item (id)")
        cursor.execute("CREATE INDEX ON match_item (customer_id)")
        cursor.execute("CREATE INDEX ON match_item (room)")
        cursor.execute(KEYS)
        cursor.execute("CREATE INDEX ON match_key (value)")
        cursor.execute("ANALYZE match_item, match_key")
    return max(count, 0)


def ledger_for(
    payments: Sequence[Payment], directory: Directory, *, source_ids: Sequence[int], run: OpenLedger
) -> OpenLedger:
    """What this chunk may pay; `run` carries what earlier chunks took. Six queries."""
    texts = {id(payment): text_of(payment.text, payment.booked_on.year) for payment in payments}
    ledger = OpenLedger(size=run.size, room=run.room, taken=run.taken)
    with connection.cursor() as cursor:
        keys = sorted({key for text in texts.values() for key in _keys(text)})
        _add(ledger, cursor, "item.id IN (SELECT id FROM match_key WHERE value = ANY(%s))", keys)
        roots = {
            directory.root(customer_id)
            for payment in payments
            for who in (directory.payers(payment, texts[id(payment)]), directory.named_in(texts[id(payment)]))
            for customer_id in who
        }
        roots |= {directory.root(item.customer_id) for item in ledger.items.values()}
        closed = _closed(cursor, payments, texts.values(), roots, directory, source_ids)
        roots |= {directory.root(item.customer_id) for item in closed}
        members = [member for root in roots for member in directory.families.get(root, [root])]
        _add(ledger, cursor, "item.customer_id = ANY(%s)", members)
        _add(ledger, cursor, "item.room = ANY(%s)", [payment.amount for payment in payments])
        _add(ledger, cursor, "item.room = ANY(%s)", _rests(payments, texts, ledger))
    for item in closed:
        ledger.add_closed(item)
    return ledger


def _keys(text: PaymentText) -> Iterator[str]:
    for spelling in text.spellings:
        yield spelling.text
        yield spelling.squeezed
        if spelling.is_digits:
            yield spelling.text.lstrip("0")
    for body in reference_bodies(text.plain):
        for length in range(min(len(body), 14), 3, -1):
            yield body[-length:].lstrip("0")
            yield body[-length:]
        yield body


def _rests(payments: Sequence[Payment], texts: dict[int, PaymentText], ledger: OpenLedger) -> list[int]:
    """What is left of each amount after what its text names for certain: another item may be just that."""
    rests = set()
    for payment in payments:
        named = {mention.meant[0][0] for mention in mentions_in(texts[id(payment)], ledger) if len(mention.meant) == 1}
        if rest := payment.amount - sum(ledger.left(item) for item in named):
            rests.add(rest)
    return sorted(rests)


def _closed(
    cursor: Any,
    payments: Sequence[Payment],
    texts: Iterable[PaymentText],
    roots: Iterable[int],
    directory: Directory,
    source_ids: Sequence[int],
) -> list[Item]:
    members = (member for root in roots for member in directory.families.get(root, [root]))
    parameters = {
        "sources": list(source_ids),
        "words": sorted({word for payment in payments for word in written_words(payment.text)}),
        "debtors": sorted({directory.parties[member].debtor_id for member in members if member in directory.parties}),
        "amounts": [Decimal(amount) / 100 for amount in sorted({payment.amount for payment in payments})],
    }
    cursor.execute(CLOSED, parameters)
    return [Item(*row) for row in cursor.fetchall()]


def _add(ledger: OpenLedger, cursor: Any, where: str, values: Sequence[Any]) -> None:
    cursor.execute(f"{ITEM} WHERE {where} ORDER BY item.id", [list(values)])
    for row in cursor.fetchall():
        ledger.add(Item(*row))
