"""Rows of a model by one INSERT … SELECT: only the telling columns are named, the rest takes the model's defaults."""

from __future__ import annotations

from typing import Any

from django.db import connection, models
from django.db.models import NOT_PROVIDED
from psycopg.types.json import Jsonb


def insert(model: type[models.Model], select: str, **values: Any) -> int:
    """How many rows were made; `select` names its columns as the table does, `values` are its %(…)s."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM ({select}) AS chosen LIMIT 0", values)
        named = [column.name for column in cursor.description or ()]
        others = _defaults(model, set(named))
        columns = ", ".join(f'"{name}"' for name in (*named, *others))
        given = "".join(f", %(default_{name})s" for name in others)
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({columns}) SELECT chosen.*{given} FROM ({select}) AS chosen',
            values | {f"default_{name}": value for name, value in others.items()},
        )
        return cursor.rowcount


def run(statement: str, **values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


def _defaults(model: type[models.Model], named: set[str]) -> dict[str, Any]:
    """What a row has in each column that must be filled and is not named."""
    missing = [
        field
        for field in model._meta.local_concrete_fields
        if field.column not in named and not field.primary_key and not field.null and not field.generated
    ]
    return {str(field.column): _prepared(field) for field in missing if _needs_value(field)}


def _needs_value(field: models.Field[Any, Any]) -> bool:
    return field.db_default is NOT_PROVIDED or field.has_default()


def _prepared(field: models.Field[Any, Any]) -> Any:
    if isinstance(field, models.JSONField):
        return Jsonb(field.get_default())
    return field.get_db_prep_save(field.get_default(), connection)
