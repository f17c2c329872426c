"""Search boxes of lists over large tables: by the indexes of searching, and customers by name before their rows."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, Func, Q, QuerySet, Value
from django.http import HttpRequest

from customers.search.parties import keys_named
from customers.search.sought import Sought, take_apart
from customers.search.words import with_words

# More customers, or more rows, are not meant by a few words.
MOST_CUSTOMERS, MOST_ROWS = 200, 1_000


class _IsAny(Func):
    """One parameter for all keys: a thousand of them take longer to be written than their rows to be found."""

    arity = 2
    template, arg_joiner = "%(expressions)s)", " = ANY("
    output_field = BooleanField()


def is_one_of(column: str, keys: Collection[int]) -> Q:
    return Q(_IsAny(column, Value(list(keys), ArrayField(BigIntegerField())))) if keys else Q(pk__in=[])


class SearchedAdmin:
    """Before the admin class it is mixed into. Three queries at most, each by an index.

    A condition that joins tables, as `search_fields` make it, reads both whole.
    """

    # The column of the customer that a row belongs to, by whose name it is found; empty for none.
    search_customer: str = ""
    # Whether the table has a column of words of its own.
    search_words: bool = False
    # Shows the box.
    search_fields: Any = ("pk",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        sought = take_apart(search_term) if search_term.strip() else None
        if sought is None:
            return queryset, False
        if not sought.letters:
            return queryset.none(), False
        return queryset.filter(self.said_by_row(sought, request) | self.said_by_customer(sought)), False

    def said_by_row(self, sought: Sought, request: HttpRequest) -> Q:
        if not self.search_words:
            return Q(pk__in=[])
        rows = with_words(self.model._default_manager.all(), sought.letters)  # type: ignore[attr-defined]
        return is_one_of("pk", list(rows.values_list("pk", flat=True)[:MOST_ROWS]))

    def said_by_customer(self, sought: Sought) -> Q:
        if not self.search_customer:
            return Q(pk__in=[])
        return is_one_of(self.search_customer, customers_named(sought))


def customers_named(sought: Sought) -> list[int]:
    return keys_named(sought, limit=MOST_CUSTOMERS)
