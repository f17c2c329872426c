"""Beginnings of words in short texts: names, references, quotes. By the column of words that the database keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Max, Model, QuerySet, TextField, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

Row = TypeVar("Row", bound=Model)

# Shorter words are looked for whole: half of all names have a word that begins with a given letter.
SHORTEST_BEGINNING = 3
# Shorter texts are like half of all names.
SHORTEST_ALIKE = 4
# What is common is found among these at once, without collecting everything that has it.
NEWEST = 2_000


def searched(model: type[Model]) -> RawSQL:
    """The words of a row; models do not know this column, so that no page reads it."""
    return RawSQL(f'"{model._meta.db_table}"."search"', [], output_field=TextField())


def with_words(rows: QuerySet[Row], words: Iterable[str]) -> QuerySet[Row, Any]:
    """Rows in which every word begins a word, or is one if it is short."""
    rows = rows.alias(searched=searched(rows.model))
    for word in words:
        rows = rows.filter(searched__contains=f" {word}" if len(word) >= SHORTEST_BEGINNING else f" {word} ")
    return rows


def newest(rows: QuerySet[Row], limit: int) -> list[Row]:
    """The newest rows that a search by index finds, in at most three queries.

    First among the last added, one by one; then by the index. Left to itself the planner walks the whole table where
    words that are common apart never stand together.
    """
    last: int = rows.model._default_manager.aggregate(last=Max("pk"))["last"] or 0
    found = list(rows.filter(pk__gt=last - NEWEST).order_by("-pk")[:limit])
    if len(found) < limit and last > NEWEST:
        found += rows.filter(pk__lte=last - NEWEST).order_by((F("pk") + 0).desc())[: limit - len(found)]
    return found


def alike(rows: QuerySet[Row], text: str, limit: int) -> list[Row]:
    """Rows that hold something spelled much like the text, the likest first."""
    if len(text) < SHORTEST_ALIKE:
        return []
    likeness = TrigramWordSimilarity(Cast(Value(text), TextField()), searched(rows.model))
    rows = rows.alias(searched=searched(rows.model)).filter(searched__trigram_word_similar=text)
    return list(rows.order_by(likeness.desc(), "pk")[:limit])
