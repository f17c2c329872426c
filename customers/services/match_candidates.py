"""What could explain a payment: open items, closed ones that are named, known payers; queries per chunk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import connection

from customers.matching import OpenItem, Payment, Question
from customers.matching.citing import cited_items
from customers.matching.references import Mentions, digits_key, mentions, whole_key
from customers.models import BankTransaction

# Every open item of one creditor with its keys, once for a run; expected money is taken off what it can still take.
OPEN_ITEMS = """
CREATE TEMP TABLE match_item ON COMMIT DROP AS
SELECT invoice.id, invoice.number, invoice.debtor_id, invoice.customer_id, invoice.currency, invoice.issued_on,
    invoice.amount,
    invoice.open_amount - COALESCE(expected.amount, 0) AS room,
    regexp_replace(upper(invoice.number), '[^A-Z0-9]', '', 'g') AS whole,
    ltrim(regexp_replace(invoice.number, '\\D', '', 'g'), '0') AS digits
FROM customers_invoice AS invoice
JOIN customers_ledgersource AS source ON source.id = invoice.source_id
LEFT JOIN (
    SELECT invoice_id, sum(amount) AS amount FROM customers_allocation WHERE origin = 'expected' GROUP BY invoice_id
) AS expected ON expected.invoice_id = invoice.id
WHERE invoice.closed_how = '' AND source.creditor_id = %(creditor)s AND invoice.known_at <= %(as_of)s
"""

ITEM = """
SELECT item.id, item.number, item.debtor_id, item.room, item.amount, item.currency, item.issued_on, customer.country,
    array_cat(ARRAY[customer.name, debtor.name], array_cat(customer.aliases, debtor.aliases)), false
FROM match_item AS item
JOIN customers_customer AS customer ON customer.id = item.customer_id
JOIN customers_customer AS debtor ON debtor.id = item.debtor_id
"""

CLOSED = """
SELECT invoice.id, invoice.number, invoice.debtor_id, 0::numeric, invoice.amount, invoice.currency, invoice.issued_on,
    '', ARRAY[]::varchar[], invoice.closed_how = 'paid' AND NOT EXISTS (
        SELECT FROM customers_allocation AS part WHERE part.invoice_id = invoice.id AND part.origin <> 'erp'
    )
FROM customers_invoice AS invoice JOIN customers_ledgersource AS source ON source.id = invoice.source_id
WHERE source.creditor_id = %(creditor)s AND invoice.closed_how <> '' AND invoice.number = ANY(%(words)s)
    AND invoice.source_id = ANY(%(sources)s)
"""

PAYERS = """
SELECT upper(customer.external_id), '', COALESCE(customer.debtor_id, customer.id)
FROM customers_customer AS customer
WHERE customer.source_id = ANY(%(sources)s) AND customer.external_id = ANY(%(words)s)
UNION ALL
SELECT '', account.key, COALESCE(customer.debtor_id, customer.id)
FROM customers_customer AS customer
CROSS JOIN LATERAL (
    SELECT upper(replace(each, ' ', '')) AS key FROM unnest(customer.bank_accounts) AS each
) AS account
WHERE customer.source_id = ANY(%(sources)s) AND customer.bank_accounts <> '{}' AND account.key = ANY(%(accounts)s)
"""


@dataclass
class Candidates:
    """Everything that a chunk of payments may concern. `room` follows what earlier payments of the run took."""

    by_key: dict[str, list[OpenItem]]
    by_debtor: dict[int, list[OpenItem]]
    by_amount: dict[Decimal, list[OpenItem]]
    closed: dict[str, list[OpenItem]]
    by_customer_id: dict[str, set[int]]
    by_account: dict[str, set[int]]
    texts: dict[int, Mentions]
    room: dict[int, Decimal]

    def question(self, payment: BankTransaction) -> Question:
        found = self.texts[payment.pk]
        keys = found.wholes | {f"#{digits}" for digits in found.digits}
        named = {item.invoice_id: item for key in keys for item in self.by_key.get(key, ())}
        named |= {item.invoice_id: item for word in found.words for item in self.closed.get(word, ())}
        payer_id = self._payer(payment, found)
        amount = payment.unallocated_amount
        return Question(
            payment=Payment(amount, payment.currency, payment.booked_on, payment.payer_name),
            cited=cited_items(found, self._now(named[pk] for pk in sorted(named))),
            payer_id=payer_id,
            payer_items=tuple(self._now(self.by_debtor.get(payer_id or 0, ()))),
            same_amount=tuple(
                item
                for item in self._now(self.by_amount.get(amount, ()))
                if item.open_amount == amount and item.currency == payment.currency
            ),
        )

    def _payer(self, payment: BankTransaction, found: Mentions) -> int | None:
        """Named by the file, by account, or by customer number; two answers are none."""
        if payment.debtor_id:
            return payment.debtor_id
        debtors = set(self.by_account.get(account_key(payment.payer_account), ()))
        for word in found.words:
            if len(word) >= 4 and any(c.isdigit() for c in word):
                debtors |= self.by_customer_id.get(word.upper(), set())
        return debtors.pop() if len(debtors) == 1 else None

    def _now(self, items: Iterable[OpenItem]) -> list[OpenItem]:
        return [replace(item, open_amount=self.room.get(item.invoice_id, item.open_amount)) for item in items]


def open_items_of(creditor_id: int, *, as_of: Any) -> None:
    """Make this transaction's table of open items."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.match_item")
        cursor.execute(OPEN_ITEMS, {"creditor": creditor_id, "as_of": as_of})
        cursor.execute("CREATE INDEX ON match_item (debtor_id)")
        cursor.execute("ANALYZE match_item")


def candidates_for(
    payments: Sequence[BankTransaction], *, creditor_id: int, source_ids: Sequence[int], room: dict[int, Decimal]
) -> Candidates:
    """Five queries for any number of payments; needs `open_items_of` before."""
    texts = {payment.pk: mentions(f"{payment.reference}\n{payment.external_id}") for payment in payments}
    words = {word for found in texts.values() for word in (*found.words, *(w.upper() for w in found.words))}
    accounts = {key for payment in payments if (key := account_key(payment.payer_account))}
    with connection.cursor() as cursor:
        parameters: dict[str, Any] = {
            "creditor": creditor_id,
            "sources": list(source_ids),
            "words": list(words),
            "accounts": list(accounts),
        }
        cursor.execute(PAYERS, parameters)
        by_customer_id, by_account = _payers(cursor.fetchall())
        named = {debtor for found in (by_customer_id, by_account) for ids in found.values() for debtor in ids}
        named |= {payment.debtor_id for payment in payments if payment.debtor_id}
        cursor.execute(CLOSED, parameters)
        closed = _grouped(_items(cursor.fetchall()), lambda item: [item.number])
        keyed = _open(cursor, "item.whole = ANY(%s) OR item.digits = ANY(%s)", [_wholes(texts), _digits(texts)])
        owed = _open(cursor, "item.debtor_id = ANY(%s)", [list(named)])
        equal = _open(cursor, "item.room = ANY(%s)", [[payment.unallocated_amount for payment in payments]])
    return Candidates(
        by_key=_grouped(keyed, lambda item: [whole_key(item.number), f"#{digits_key(item.number)}"]),
        by_debtor=_grouped(owed, lambda item: [item.debtor_id]),
        by_amount=_grouped(equal, lambda item: [item.open_amount]),
        closed=closed,
        by_customer_id=by_customer_id,
        by_account=by_account,
        texts=texts,
        room=room,
    )


def account_key(account: str) -> str:
    return account.replace(" ", "").upper()


def _open(cursor: Any, where: str, parameters: list[Any]) -> list[OpenItem]:
    cursor.execute(f"{ITEM} WHERE {where} ORDER BY item.id", parameters)
    return _items(cursor.fetchall())


def _items(rows: Iterable[tuple[Any, ...]]) -> list[OpenItem]:
    return [
        OpenItem(pk, number, debtor, room, amount, currency, issued, country, tuple(names), by_erp)
        for pk, number, debtor, room, amount, currency, issued, country, names, by_erp in rows
    ]


def _payers(rows: Iterable[tuple[str, str, int]]) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    by_customer_id: dict[str, set[int]] = defaultdict(set)
    by_account: dict[str, set[int]] = defaultdict(set)
    for customer_id, account, debtor_id in rows:
        (by_customer_id[customer_id] if customer_id else by_account[account]).add(debtor_id)
    return by_customer_id, by_account


def _grouped(items: Iterable[OpenItem], keys: Any) -> dict[Any, list[OpenItem]]:
    groups: dict[Any, list[OpenItem]] = defaultdict(list)
    for item in items:
        for key in keys(item):
            groups[key].append(item)
    return groups


def _wholes(texts: dict[int, Mentions]) -> list[str]:
    return sorted({key for found in texts.values() for key in found.wholes})


def _digits(texts: dict[int, Mentions]) -> list[str]:
    return sorted({key for found in texts.values() for key in found.digits})
