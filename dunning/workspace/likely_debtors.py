"""Whose open items stand beside a waiting payment: the families that may have paid it, or what a person looks for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import Case, DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from customers.models import Allocation, BankTransaction, Customer, Invoice, LearnedPayer
from customers.services.learned_payers import payer_keys
from trade.numbers import parse_amount

# More would be found by their numbers, not by eye.
SHOWN_ITEMS = 200
SHOWN_CUSTOMERS = 20
MOST_MEMBERS = 300
SHORTEST_WORD = 2

MEMBERS = """
WITH RECURSIVE climb AS (
    SELECT seed AS id, 0 AS height FROM unnest(%(seeds)s::bigint[]) AS seed
    UNION
    SELECT customer.parent_id, climb.height + 1
    FROM climb JOIN customers_customer AS customer ON customer.id = climb.id
    WHERE customer.parent_id IS NOT NULL AND climb.height < 10
),
fall AS (
    SELECT DISTINCT id, 0 AS depth FROM climb
    UNION
    SELECT customer.id, fall.depth + 1
    FROM fall JOIN customers_customer AS customer ON customer.parent_id = fall.id
    WHERE fall.depth < 10
)
SELECT id FROM fall GROUP BY id ORDER BY min(depth), id LIMIT %(most)s
"""


@dataclass(frozen=True)
class Beside:
    """Open items, oldest due first, and the debtors on whose account money can be kept. `more`: not all are shown."""

    items: tuple[Invoice, ...] = ()
    debtors: tuple[Customer, ...] = ()
    more: bool = False


def learned_payers(payment: BankTransaction) -> list[LearnedPayer]:
    """What confirmed payments taught of this account and name, the surest first. One query."""
    condition = Q(pk__in=())
    for kind, key in payer_keys(account=payment.payer_account, name=payment.payer_name):
        condition |= Q(kind=kind, key=key)
    rows = LearnedPayer.objects.filter(condition, creditor_id=payment.source.creditor_id)
    return list(rows.select_related("customer").order_by("kind", "-times", "pk")[:10])


def likely_items(payment: BankTransaction, *, customer_ids: Sequence[int], named: Collection[int]) -> Beside:
    """The families of these customers, the likeliest first. Three queries.

    `named` are invoices that a proposal names: they stand above all others, then what the likeliest customer owes.
    """
    members = _members(customer_ids)
    if not members and not named:
        return Beside()
    order = [
        Case(When(pk__in=list(named), then=Value(0)), default=Value(1)),
        Case(When(debtor_id__in=customer_ids[:1], then=Value(0)), default=Value(1)),
    ]
    return _beside(payment, Q(debtor_id__in=members) | Q(pk__in=list(named)), members, order)


def found_items(payment: BankTransaction, text: str) -> Beside:
    """What a person looks for: a customer's name or number, an invoice's number, an exact amount. Four queries."""
    words = text.replace("\x00", "").strip()[:100]
    if len(words) < SHORTEST_WORD:
        return Beside()
    customers = Customer.objects.filter(source__creditor_id=payment.source.creditor_id)
    by_name = Q(name__icontains=words) | Q(external_id__iexact=words) | Q(aliases__icontains=words)
    found = list(customers.filter(by_name).order_by("name", "pk").values_list("pk", flat=True)[:SHOWN_CUSTOMERS])
    members = _members(found)
    condition = Q(number__icontains=words) | Q(debtor_id__in=members) | Q(purchase_order__iexact=words)
    if (amount := _amount(words)) is not None:
        condition |= Q(open_amount=amount) | Q(amount=amount)
    return _beside(payment, condition, members, ())


def _members(customer_ids: Collection[int]) -> list[int]:
    """The whole families of these customers, heads first; bounded, so that parents in a circle end."""
    if not customer_ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(MEMBERS, {"seeds": list(customer_ids), "most": MOST_MEMBERS})
        return [row[0] for row in cursor.fetchall()]


def _beside(payment: BankTransaction, condition: Q, members: Sequence[int], order: Sequence[Case]) -> Beside:
    """Other currencies last: they are to be seen, not to be ticked."""
    own = Case(When(currency=payment.currency, then=Value(0)), default=Value(1))
    rows = open_items(payment.source.creditor_id).filter(condition).order_by(own, *order, "due_on", "pk")
    items = list(rows[: SHOWN_ITEMS + 1])
    debtors = {item.debtor_id: item.debtor for item in items}
    for customer in Customer.objects.filter(pk__in=members).select_related("debtor"):
        debtors.setdefault(customer.debtor_or_self_id, customer.debtor or customer)
    listed = sorted(debtors.values(), key=lambda debtor: (debtor.name.casefold(), debtor.pk))
    return Beside(tuple(items[:SHOWN_ITEMS]), tuple(listed), len(items) > SHOWN_ITEMS)


def open_items(creditor_id: int) -> QuerySet[Invoice]:
    """Open invoices and credit notes with `left`, what they can still take: open less what is expected already."""
    expected = (
        Allocation.objects.filter(invoice=OuterRef("pk"), origin=Allocation.Origin.EXPECTED)
        .order_by()
        .values("invoice")
        .annotate(total=Sum("amount"))
        .values("total")
    )
    waits = Coalesce(Subquery(expected), Decimal(), output_field=DecimalField(max_digits=18, decimal_places=2))
    rows = Invoice.objects.still_open().filter(source__creditor_id=creditor_id)
    return rows.annotate(left=F("open_amount") - waits).exclude(left=0).select_related("debtor", "customer")


def _amount(text: str) -> Decimal | None:
    try:
        return parse_amount(text)
    except ValueError:
        return None
