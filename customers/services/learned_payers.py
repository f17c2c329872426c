"""What a confirmed payment teaches: the account and the name that it came from pay for that family of customers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from customers.matching.names import plain_name
from customers.models import LearnedPayer

LONGEST_KEY = 300

# The head of each family that a payment's money lies on, reversals taken off, or on whose account it is kept. Bounded,
# so that parents in a circle end.
FAMILIES = """
WITH RECURSIVE paid AS (
    SELECT payment.id, invoice.customer_id
    FROM customers_banktransaction AS payment
    JOIN customers_allocation AS part ON part.transaction_id = payment.id
    JOIN customers_invoice AS invoice ON invoice.id = part.invoice_id
    WHERE payment.id = ANY(%(ids)s::bigint[]) AND payment.amount > 0 AND part.known_at <= %(as_of)s
        AND part.kind = 'invoice' AND part.reverses_id IS NULL
        AND NOT EXISTS (SELECT FROM customers_allocation AS back WHERE back.reverses_id = part.id)
    UNION
    SELECT payment.id, payment.debtor_id
    FROM customers_banktransaction AS payment
    WHERE payment.id = ANY(%(ids)s::bigint[]) AND payment.amount > 0 AND payment.debtor_id IS NOT NULL
        AND payment.state = 'on_account' AND payment.unallocated_amount > 0 AND payment.known_at <= %(as_of)s
),
climb AS (
    SELECT paid.id, paid.customer_id, 0 AS height FROM paid
    UNION
    SELECT climb.id, COALESCE(customer.parent_id, customer.debtor_id), climb.height + 1
    FROM climb JOIN customers_customer AS customer ON customer.id = climb.customer_id
    WHERE COALESCE(customer.parent_id, customer.debtor_id, customer.id) <> customer.id AND climb.height < 10
),
head AS (
    SELECT DISTINCT climb.id, climb.customer_id
    FROM climb JOIN customers_customer AS customer ON customer.id = climb.customer_id
    WHERE COALESCE(customer.parent_id, customer.debtor_id, customer.id) = customer.id
)
SELECT source.creditor_id, payment.payer_account, payment.payer_name, min(head.customer_id), payment.booked_on
FROM head
JOIN customers_banktransaction AS payment ON payment.id = head.id
JOIN customers_ledgersource AS source ON source.id = payment.source_id
GROUP BY payment.id, source.creditor_id
HAVING count(*) = 1
"""

LEARN = """
INSERT INTO customers_learnedpayer (creditor_id, kind, key, customer_id, times, last_on)
SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::int[], %s::date[])
ORDER BY 1, 2, 3, 4
ON CONFLICT (creditor_id, kind, key, customer_id) DO UPDATE
SET times = customers_learnedpayer.times + excluded.times,
    last_on = greatest(customers_learnedpayer.last_on, excluded.last_on)
"""

UNLEARN = """
UPDATE customers_learnedpayer AS known
SET times = greatest(known.times - gone.times, 0)
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::int[]) AS gone(creditor, kind, key, customer, times)
WHERE known.creditor_id = gone.creditor AND known.kind = gone.kind AND known.key = gone.key
    AND known.customer_id = gone.customer
RETURNING known.id, known.times
"""


@dataclass(frozen=True)
class Lesson:
    """`customer_id` is the head of the family that the payer paid for."""

    creditor_id: int
    kind: str
    key: str
    customer_id: int


def payer_keys(*, account: str, name: str) -> list[tuple[str, str]]:
    """How a payer is looked up among the learned ones: kind and key, what is empty left out."""
    keys = ((LearnedPayer.Kind.ACCOUNT, "".join(account.split()).upper()), (LearnedPayer.Kind.NAME, plain_name(name)))
    return [(str(kind), key[:LONGEST_KEY]) for kind, key in keys if key]


def learn_payers(transaction_ids: Collection[int], *, as_of: datetime) -> int:
    """Count each payment for the family that it was booked for. Returns how many lessons; two queries.

    A payment for several families teaches nothing. An account that pays for several, a payment each, is kept with all
    of them: that it says little is for who asks to see.
    """
    lessons, last_on = _lessons(transaction_ids, as_of=as_of)
    if lessons:
        with connection.cursor() as cursor:
            cursor.execute(LEARN, [*_columns(lessons), [last_on[lesson] for lesson in lessons]])
    return len(lessons)


@transaction.atomic
def unlearn_payers(transaction_ids: Collection[int], *, as_of: datetime) -> int:
    """Take back what these payments taught; to be called while their allocations still stand. At most three queries.

    The day of the last payment stays. Returns how many lessons were taken back.
    """
    lessons, _ = _lessons(transaction_ids, as_of=as_of)
    if not lessons:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(UNLEARN, _columns(lessons))
        left = dict(cursor.fetchall())
    LearnedPayer.objects.filter(pk__in=[pk for pk, times in left.items() if not times]).delete()
    return len(left)


def _lessons(transaction_ids: Collection[int], *, as_of: datetime) -> tuple[Counter[Lesson], dict[Lesson, date]]:
    """Each lesson with how many of the payments teach it, and the day of the last of them."""
    lessons: Counter[Lesson] = Counter()
    last_on: dict[Lesson, date] = {}
    with connection.cursor() as cursor:
        cursor.execute(FAMILIES, {"ids": list(transaction_ids), "as_of": as_of})
        rows = cursor.fetchall()
    for creditor_id, account, name, customer_id, booked_on in rows:
        for kind, key in payer_keys(account=account, name=name):
            lesson = Lesson(creditor_id, kind, key, customer_id)
            lessons[lesson] += 1
            last_on[lesson] = max(booked_on, last_on.get(lesson, booked_on))
    return lessons, last_on


def _columns(lessons: Counter[Lesson]) -> list[list[Any]]:
    return [
        [lesson.creditor_id for lesson in lessons],
        [lesson.kind for lesson in lessons],
        [lesson.key for lesson in lessons],
        [lesson.customer_id for lesson in lessons],
        list(lessons.values()),
    ]
