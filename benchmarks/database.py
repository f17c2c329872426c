"""A database of its own for each benchmark, made and thrown away on the configured server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def fresh_database() -> Iterator[None]:
    """Migrated and empty; fsync stays as the server has it."""
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = "dunwell_benchmark"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def analyse() -> None:
    """What autovacuum would have done by then; without it the planner guesses on tables filled a second ago."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
