"""Customers by name, alias and number, and the people at them."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, User
from django.db.models.functions import Length

from customers.access import narrow
from customers.models import Contact, Customer
from customers.search.sought import Sought
from customers.search.words import alike, with_words


def named_customers(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Customer]:
    """Every word begins a word of its name, an alias or its number; the shortest name, being the likest, first."""
    rows = with_words(narrow(Customer.objects.all(), user=user), sought.name_letters)
    return list(rows.order_by(Length("name"), "pk")[:limit])


def keys_named(sought: Sought, *, limit: int) -> list[int]:
    """Their keys, whoever asks: for lists that show each person its own rows alone. One query."""
    return list(with_words(Customer.objects.all(), sought.name_letters).values_list("pk", flat=True)[:limit])


def alike_customers(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Customer]:
    """Spelled much like it."""
    return alike(narrow(Customer.objects.all(), user=user), " ".join(sought.name_letters), limit)


def customers_with_account(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Customer]:
    if not sought.account:
        return []
    return list(narrow(Customer.objects.filter(bank_accounts__contains=[sought.account]), user=user)[:limit])


def contacts(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Contact]:
    """People by name or address; those who are still there first."""
    rows = with_words(narrow(Contact.objects.all(), user=user), sought.letters)
    found = list(rows.select_related("customer").order_by(Length("name"), "pk")[:limit])
    return sorted(found, key=lambda row: row.state == Contact.State.LEFT)


def alike_contacts(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Contact]:
    rows = narrow(Contact.objects.select_related("customer"), user=user)
    return alike(rows, " ".join(sought.letters), limit)
