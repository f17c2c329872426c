"""Customers by name, alias and number, and the people at them."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser, User

from customers.models import Contact, Customer
from customers.search.lookups import NOTHING, Condition, Lookup, beginnings, best, rows_of
from customers.search.sought import Sought
from customers.search.words import SHORTEST_ALIKE, with_words

_SHORTEST_NAME = 'length("{table}"."name"), "{table}"."id"'


def named_customers(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Customer]:
    return rows_of(names(sought, user=user, limit=limit), Customer.objects.all())


def names(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    """Every word begins a word of its name, an alias or its number; the shortest name, being the likest, first."""
    order = _SHORTEST_NAME.format(table="customers_customer")
    return best(Customer, beginnings(Customer, sought.name_letters), user=user, order=order, limit=limit)


def keys_named(sought: Sought, *, limit: int) -> list[int]:
    """Their keys, whoever asks: for lists that show each person its own rows alone. One query."""
    return list(with_words(Customer.objects.all(), sought.name_letters).values_list("pk", flat=True)[:limit])


def alike_customers(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Customer]:
    return rows_of(names_alike(sought, user=user, limit=limit), Customer.objects.all())


def names_alike(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    """Spelled much like it."""
    return _alike(Customer, " ".join(sought.name_letters), user=user, limit=limit)


def customers_with_account(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Customer]:
    return rows_of(accounts(sought, user=user, limit=limit), Customer.objects.all())


def accounts(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    """Whose bank account it is."""
    if not sought.account:
        return NOTHING
    holds = Condition('"customers_customer"."bank_accounts" @> %s::varchar[]', ([sought.account],))
    return best(Customer, holds, user=user, order='"customers_customer"."id"', limit=limit)


def contacts(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Contact]:
    rows = Contact.objects.select_related("customer")
    return there_first(rows_of(people(sought, user=user, limit=limit), rows))


def people(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    """By name or address."""
    order = _SHORTEST_NAME.format(table="customers_contact")
    return best(Contact, beginnings(Contact, sought.letters), user=user, order=order, limit=limit)


def alike_contacts(sought: Sought, *, user: User | AnonymousUser, limit: int) -> list[Contact]:
    return rows_of(people_alike(sought, user=user, limit=limit), Contact.objects.select_related("customer"))


def people_alike(sought: Sought, *, user: User | AnonymousUser, limit: int) -> Lookup:
    return _alike(Contact, " ".join(sought.letters), user=user, limit=limit)


def there_first(rows: list[Contact]) -> list[Contact]:
    """Those who are still there before those who left."""
    return sorted(rows, key=lambda row: row.state == Contact.State.LEFT)


def _alike(model: type[Customer] | type[Contact], text: str, *, user: User | AnonymousUser, limit: int) -> Lookup:
    """Rows that hold something spelled much like the text, the likest first."""
    if len(text) < SHORTEST_ALIKE:
        return NOTHING
    table = model._meta.db_table
    order = f'word_similarity(%s, "{table}"."search") DESC, "{table}"."id"'
    return best(
        model, Condition(f'"{table}"."search" %%> %s', (text,)), user=user, order=order, limit=limit, by=(text,)
    )
