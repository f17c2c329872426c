"""A search never holds up a page: each statement has its time, and whatever is too slow is left out and said so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

Found = TypeVar("Found")

STATEMENT_MILLISECONDS = 150
_SETTINGS = {
    "statement_timeout": str(STATEMENT_MILLISECONDS),
    # A large table is never read whole for a search, and never by several processes: they take longer to start.
    "enable_seqscan": "off",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    # Of a word that stands in more mails than this, some are looked at.
    "gin_fuzzy_search_limit": "5000",
    "pg_trgm.word_similarity_threshold": "0.55",
}


@contextmanager
def searching() -> Iterator[None]:
    """A transaction in which statements are bounded. Rolled back with its settings: nothing is written."""
    with transaction.atomic():
        calls = ", ".join("set_config(%s, %s, true)" for _ in _SETTINGS)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {calls}", [part for pair in _SETTINGS.items() for part in pair])
        yield
        transaction.set_rollback(True)


def bounded(find: Callable[[], list[Found]]) -> list[Found] | None:
    """What `find` answers; None when it took too long."""
    try:
        with transaction.atomic():
            return find()
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            return None
        raise
