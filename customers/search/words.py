"""Beginnings of words in short texts: names, references, quotes. By the column of words that the database keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import F, Model, QuerySet, Subquery, TextField
from django.db.models.expressions import RawSQL

Row = TypeVar("Row", bound=Model)

# Shorter words are looked for whole: half of all names have a word that begins with a given letter.
SHORTEST_BEGINNING = 3
# Shorter texts are like half of all names.
SHORTEST_ALIKE = 4
# What is common is found among the last rows, so many for each wanted, without collecting everything that has it.
NEWEST, NEWEST_EACH = 500, 20


def searched(model: type[Model]) -> RawSQL:
    """The words of a row; models do not know this column, so that no page reads it."""
    return RawSQL(f'"{model._meta.db_table}"."search"', [], output_field=TextField())


def with_words(rows: QuerySet[Row], words: Iterable[str]) -> QuerySet[Row, Any]:
    """Rows in which every word begins a word, or is one if it is short. Words as `Sought.letters` has them."""
    found: Any = rows.alias(searched=searched(rows.model))
    for word in words:
        found = found.filter(searched__contains=f" {word}" if len(word) >= SHORTEST_BEGINNING else f" {word} ")
    return found


def newest(rows: QuerySet[Row], limit: int) -> list[Row]:
    """The newest rows that a search by index finds; one query.

    First among the last added, one by one; only if these are too few by the index. Left to itself the planner walks
    the whole table where words that are common apart never stand together.
    """
    last = Subquery(rows.model._default_manager.order_by("-pk").values("pk")[:1]) - walked(limit)
    among_last = rows.filter(pk__gt=last).order_by("-pk")[:limit]
    # "+ 0", so that the index of the primary key does not offer itself.
    by_index = rows.alias(place=F("pk") + 0).filter(place__lte=last).order_by("-place")[:limit]
    return list(among_last.union(by_index, all=True)[:limit])


def walked(limit: int) -> int:
    """How many of the last added are looked at one by one; a text takes some hundredths of a millisecond to unpack."""
    return min(limit * NEWEST_EACH, NEWEST)
