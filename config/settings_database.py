"""Where the database is. Only addresses: nothing is started here."""

from __future__ import annotations

from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from config import environment
from config.postgres_cluster import own_cluster

POSTGRESQL = "django.db.backends.postgresql"


def default_database() -> dict[str, Any]:
    """The server that DATABASE_URL names, else the embedded one. Never a psycopg pool: the task cluster hangs in it."""
    url = environment.text("DATABASE_URL")
    if url and not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL server: postgresql://user:password@host/name.")
    place: dict[str, Any] = {**dj_database_url.parse(url)} if url else {"ENGINE": POSTGRESQL, **own_cluster().address()}
    return place | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": default_database()}
