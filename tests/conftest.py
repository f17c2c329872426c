"""What all tests share: the database server that they run on."""

from __future__ import annotations

import pytest

from config import embedded_postgres


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Before the test database is made: without DATABASE_URL the embedded server has to run. Tests without one don't."""
    embedded_postgres.ensure_if_used()
