"""Invoices and credit notes by number, purchase order and amount."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.db.models import Q

from customers.models import Invoice
from customers.search.known_forms import KnownForms, known_forms
from customers.search.lookups import NOTHING, Condition, Lookup, best, newest, rows_of
from customers.search.number_forms import with_slips, written_out
from customers.search.sought import Sought
from customers.search.words import SHORTEST_BEGINNING

MOST_ORDERS = 4
_OF_SOURCES = '"customers_invoice"."source_id" = ANY(%s::bigint[])'
_OPEN_FIRST = """
"customers_invoice"."closed_how" <> '', "customers_invoice"."due_on" DESC, "customers_invoice"."id"
"""


def exact_numbers(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Invoice]:
    return _rows(numbers(sought, user=user, limit=limit))


def numbers(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    """Those with this very number, or with it in one of the ledger's forms; open ones first."""
    if not sought.has_digits:
        return NOTHING
    known = known_forms()
    return _numbered(known, [*_spellings(sought.text), *written_out(sought.text, known.numbers)], user, limit)


def begun_numbers(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Invoice]:
    return _rows(beginnings(sought, user=user, limit=limit))


def beginnings(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    """Those whose number begins like this."""
    if not sought.has_digits or len(sought.text) < SHORTEST_BEGINNING:
        return NOTHING
    begun = [f"{connection.ops.prep_for_like_query(spelling)}%" for spelling in _spellings(sought.text)]
    either = " OR ".join('"customers_invoice"."number" LIKE %s' for _ in begun)
    condition = Condition(f"{_OF_SOURCES} AND ({either})", (known_forms().sources, *begun))
    return best(Invoice, condition, user=user, order='"customers_invoice"."number"', limit=limit)


def slipped_numbers(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Invoice]:
    return _rows(slips(sought, user=user, limit=limit))


def slips(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    """Those whose number is one slip of the finger away; open ones first."""
    if not sought.has_digits:
        return NOTHING
    known = known_forms()
    near = with_slips(sought.text, known.numbers)
    return _numbered(known, near, user, limit) if near else NOTHING


def of_amount(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Invoice]:
    return _rows(amounts(sought, user=user, limit=limit))


def amounts(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    """Those of this amount, or with so much open, among the newest; open ones first."""
    if sought.amount is None:
        return NOTHING
    either = '("customers_invoice"."amount" = %s OR "customers_invoice"."open_amount" = %s)'
    return _newest_open_first(Condition(either, (sought.amount, sought.amount)), user, limit)


def of_order(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Invoice]:
    return _rows(orders(sought, user=user, limit=limit))


def orders(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    """Those with this purchase order, among the newest; open ones first."""
    if not sought.has_digits or len(sought.text) < SHORTEST_ORDER:
        return NOTHING
    written = [*_spellings(sought.text), *written_out(sought.text, known_forms().orders)]
    some = tuple(dict.fromkeys(written))[:MOST_ORDERS]  # each reads the filters of all invoices once
    either = " OR ".join('"customers_invoice"."purchase_order" = %s' for _ in some)
    return _newest_open_first(Condition(f"({either})", some), user, limit)


SHORTEST_ORDER = 4


def debtors_of_numbers(sought: Sought, *, limit: int) -> set[int]:
    """Who owes the invoices of this number or whose number begins like it; whoever asks. Two queries at most."""
    if not sought.has_digits:
        return set()
    known = known_forms()
    rows = Invoice.objects.filter(source__in=known.sources).values_list("debtor", flat=True)
    numbers = [*_spellings(sought.text), *written_out(sought.text, known.numbers)]
    begun = _begun(sought.text) if len(sought.text) >= SHORTEST_BEGINNING else Q(pk__in=[])
    found = (*rows.filter(number__in=numbers)[:limit], *rows.filter(begun)[:limit])
    return {debtor for debtor in found if debtor is not None}


def _begun(text: str) -> Q:
    begun = Q()
    for spelling in _spellings(text):
        begun |= Q(number__startswith=spelling)
    return begun


def _numbered(known: KnownForms, wanted: list[str], user: User | AnonymousUser, limit: int) -> Lookup:
    """By source, so that the unique index of source and number serves."""
    condition = Condition(f'{_OF_SOURCES} AND "customers_invoice"."number" = ANY(%s::text[])', (known.sources, wanted))
    return best(Invoice, condition, user=user, order=_OPEN_FIRST, limit=limit)


def _newest_open_first(condition: Condition, user: User | AnonymousUser, limit: int) -> Lookup:
    found = newest(Invoice, condition, user=user, limit=limit * 3)
    sql = f'SELECT id FROM "customers_invoice" WHERE id IN ({found.sql}) ORDER BY {_OPEN_FIRST} LIMIT %s'
    return Lookup(sql, (*found.values, limit))


def _rows(lookup: Lookup) -> list[Invoice]:
    return rows_of(lookup, Invoice.objects.select_related("debtor"))


def _spellings(text: str) -> list[str]:
    return list(dict.fromkeys((text, text.upper(), text.lower())))
