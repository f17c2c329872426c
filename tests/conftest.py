"""What all tests share: the database server that they run on, and a test database of their own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import fasteners
import pytest
from django.apps import apps
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils import timezone, translation

from config import embedded_postgres
from config.environment import VAR_DIR


@pytest.fixture(scope="session")
def django_db_modify_db_settings(own_database_name: str, django_db_modify_db_settings: None) -> None:
    """Before the test database is made: without DATABASE_URL the embedded server has to run.

    Tests make the policies that they need, so `migrate` makes none for them.
    """
    embedded_postgres.ensure_if_used()
    post_migrate.disconnect(sender=apps.get_app_config("dunning"), dispatch_uid="dunning.defaults")


@pytest.fixture(scope="session")
def own_database_name() -> Iterator[str]:
    """Runs at the same time take test_dunwell, test_dunwell_2 and so on, by a lock that dies with its process."""
    for turn in count(1):
        name = "test_dunwell" if turn == 1 else f"test_dunwell_{turn}"
        lock = fasteners.InterProcessLock(VAR_DIR / "locks" / name)
        if lock.acquire(blocking=False):
            break
    connections.settings["default"]["TEST"]["NAME"] = name
    yield name
    lock.release()


@pytest.fixture(autouse=True)
def language_of_nobody() -> Iterator[None]:
    """A page puts on its reader's language and time zone for its thread; the next test starts without."""
    yield
    translation.deactivate()
    timezone.deactivate()
