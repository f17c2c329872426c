"""Invoices and credit notes by number, purchase order and amount."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q, QuerySet

from customers.access import narrow
from customers.models import Invoice
from customers.search.known_forms import KnownForms, known_forms
from customers.search.number_forms import with_slips, written_out
from customers.search.sought import Sought
from customers.search.words import SHORTEST_BEGINNING, newest

MOST_ORDERS = 4


def exact_numbers(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Invoice]:
    """Those with this very number, or with it in one of the ledger's forms; open ones first."""
    if not sought.has_digits:
        return []
    known = known_forms()
    numbers = [*_spellings(sought.text), *written_out(sought.text, known.numbers)]
    return _open_first(_numbered(known, user).filter(number__in=numbers)[: limit * 3], limit)


def begun_numbers(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Invoice]:
    """Those whose number begins like this."""
    if not sought.has_digits or len(sought.text) < SHORTEST_BEGINNING:
        return []
    return list(_numbered(known_forms(), user).filter(_begun(sought.text)).order_by("number")[:limit])


def slipped_numbers(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Invoice]:
    """Those whose number is one slip of the finger away; open ones first."""
    known = known_forms()
    numbers = with_slips(sought.text, known.numbers) if sought.has_digits else []
    rows = _numbered(known, user).filter(number__in=numbers)[: limit * 5] if numbers else []
    return _open_first(rows, limit)


def of_amount(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Invoice]:
    """Those of this amount, or with so much open, newest first."""
    if sought.amount is None:
        return []
    rows = narrow(Invoice.objects.filter(Q(amount=sought.amount) | Q(open_amount=sought.amount)), user=user)
    return _open_first(newest(rows.select_related("debtor"), limit * 3), limit)


def of_order(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Invoice]:
    """Those with this purchase order."""
    if not sought.has_digits or len(sought.text) < SHORTEST_ORDER:
        return []
    orders = [*_spellings(sought.text), *written_out(sought.text, known_forms().orders)]
    any_of = Q()
    for order in list(dict.fromkeys(orders))[:MOST_ORDERS]:  # each reads the filters of all invoices once
        any_of |= Q(purchase_order=order)
    rows = narrow(Invoice.objects.filter(any_of), user=user).select_related("debtor")
    return _open_first(newest(rows, limit * 3), limit)


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


def _numbered(known: KnownForms, user: User | AnonymousUser) -> QuerySet[Invoice]:
    """By source, so that the unique index of source and number serves."""
    return narrow(Invoice.objects.filter(source__in=known.sources), user=user).select_related("debtor")


def _spellings(text: str) -> list[str]:
    return list(dict.fromkeys((text, text.upper(), text.lower())))


def _open_first(rows: Iterable[Invoice], limit: int) -> list[Invoice]:
    return sorted(rows, key=lambda row: (bool(row.closed_how), -row.due_on.toordinal(), row.pk))[:limit]
