"""The forms of invoice numbers and orders in this ledger, learned from a sample and kept for ten minutes."""

from __future__ import annotations

import random
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Max

from customers.models import Invoice, LedgerSource
from customers.search.number_forms import Form, learn_forms

NEWEST, SPREAD = 1_000, 1_000
_KEPT_SECONDS = 600
_KEY = "search:number-forms"


@dataclass(frozen=True)
class KnownForms:
    sources: list[int]
    numbers: list[Form]
    orders: list[Form]


def known_forms() -> KnownForms:
    """Four queries every ten minutes, none in between."""
    known: KnownForms | None = cache.get(_KEY)
    if known is None:
        known = _learn()
        if known.numbers:
            cache.set(_KEY, known, _KEPT_SECONDS)
    return known


def _learn() -> KnownForms:
    last = Invoice.objects.aggregate(last=Max("pk"))["last"] or 0
    spread = random.Random(last).sample(range(1, last + 1), min(SPREAD, last))
    columns = ("number", "purchase_order")
    rows = [
        *Invoice.objects.order_by("-pk").values_list(*columns)[:NEWEST],
        *Invoice.objects.filter(pk__in=spread).values_list(*columns),
    ]
    return KnownForms(
        sources=list(LedgerSource.objects.values_list("pk", flat=True)),
        numbers=learn_forms(number for number, _ in rows),
        orders=learn_forms(order for _, order in rows if order),
    )
