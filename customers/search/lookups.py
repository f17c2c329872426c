"""Keys of rows, each found in its own way, all asked for in one statement.

A row that is shown with what belongs to it takes longer to ask for than its key takes to find.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

from customers.access import is_restricted, narrow
from customers.search.words import SHORTEST_BEGINNING, walked

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Condition:
    """What a row must hold, in SQL that names the table of each column, and its parameters."""

    sql: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Lookup:
    """SQL that selects keys of rows, best first, and its parameters."""

    sql: str
    values: tuple[Any, ...] = ()


NOTHING = Lookup("SELECT 0::bigint WHERE false")


def keys_of(lookups: Sequence[Lookup]) -> list[list[int]]:
    """The keys that each finds, in its order. One query."""
    if not lookups:
        return []
    arrays = ", ".join(f"ARRAY({lookup.sql})" for lookup in lookups)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {arrays}", [value for lookup in lookups for value in lookup.values])
        found: Any = cursor.fetchone()
    return [list(keys) for keys in found]


def rows_of(lookup: Lookup, rows: QuerySet[Row, Any]) -> list[Row]:
    """The rows that it finds, best first. Two queries."""
    return rows_in_order(rows, keys_of([lookup])[0])


def rows_in_order(rows: QuerySet[Row, Any], keys: Iterable[int]) -> list[Row]:
    """One query, none without keys."""
    wanted = list(dict.fromkeys(keys))
    by_key = {row.pk: row for row in rows.filter(pk__in=wanted)} if wanted else {}
    return [by_key[key] for key in wanted if key in by_key]


def best(
    model: type[Model],
    condition: Condition,
    *,
    user: User | AnonymousUser,
    order: str,
    limit: int,
    by: tuple[Any, ...] = (),
) -> Lookup:
    """The first of what the person may see, by `order` with the parameters `by`."""
    seen = _visible(model, user)
    values = (*seen.values, *condition.values, *by, limit)
    return Lookup(f"{seen.sql} AND {condition.sql} ORDER BY {order} LIMIT %s", values)


def newest(model: type[Model], condition: Condition, *, user: User | AnonymousUser, limit: int) -> Lookup:
    """The newest of what the person may see, as `words.newest` finds them."""
    seen, key = _visible(model, user), f'"{model._meta.db_table}"."id"'
    last = f'(SELECT max(id) FROM "{model._meta.db_table}") - {walked(limit)}'
    # "IS TRUE", so that the condition's own index does not offer itself.
    among_last = f"{seen.sql} AND {key} > {last} AND ({condition.sql}) IS TRUE ORDER BY {key} DESC LIMIT %s"
    by_index = f"{seen.sql} AND {key} + 0 <= {last} AND {condition.sql} ORDER BY {key} + 0 DESC LIMIT %s"
    values = (*seen.values, *condition.values, limit)
    return Lookup(f"({among_last}) UNION ALL ({by_index}) LIMIT %s", (*values, *values, limit))


def beginnings(model: type[Model], words: Iterable[str]) -> Condition:
    """Every word begins a word of the row, or is one if it is short, as `words.with_words` has it."""
    column = f'"{model._meta.db_table}"."search"'
    values = tuple(f"% {word}%" if len(word) >= SHORTEST_BEGINNING else f"% {word} %" for word in words)
    each = " AND ".join(f"{column} LIKE %s" for _ in values)
    return Condition(each or "true", values)


def _visible(model: type[Model], user: User | AnonymousUser) -> Condition:
    """The keys of all rows that the person may see: a SELECT with a WHERE to go on from."""
    table = model._meta.db_table
    every = f'SELECT "{table}"."id" FROM "{table}" WHERE '
    if not is_restricted(user):
        return Condition(f"{every}true")
    rows: Any = narrow(model._default_manager.order_by(), user=user).values("pk")
    try:
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return Condition(f"{every}false")
    return Condition(sql, tuple(values))
