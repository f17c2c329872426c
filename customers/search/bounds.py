"""A search never holds up a page: each statement has its time, and whatever is too slow is left out and said so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
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
_SET = "; ".join(f"SET {name} = {value}" for name, value in _SETTINGS.items())
_RESET = "; ".join(f"RESET {name}" for name in _SETTINGS)


@contextmanager
def searching() -> Iterator[None]:
    """The connection's statements are bounded until the block ends."""
    with connection.cursor() as cursor:
        cursor.execute(_SET)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(_RESET)


def bounded(find: Callable[[], list[Found]]) -> list[Found] | None:
    """What `find` answers; None when it took too long. Outside a transaction no savepoint is needed."""
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            return find()
    except OperationalError as error:
        if isinstance(error.__cause__, QueryCanceled):
            return None
        raise
