"""The office's own database on the configured server: made once, kept between runs, migrated each time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks.office import ledger, mail, work
from benchmarks.office.rows import run
from dunning.services.cases.defaults import ensure_defaults
from dunning.services.reviews.ranks import refresh_ranks

# Raise it when the rows change: the database is then made anew.
VERSION = 1
# Deadlines and due dates hang on the day that it was made.
KEPT_DAYS = 21


def open_office(*, customers: int) -> str:
    """Connect to it, filling it first if need be; its name. One a size: the large one and a small one for a look."""
    name = "dunwell_pages" if customers >= 100_000 else f"dunwell_pages_{customers}"
    if _note(name) != _wanted(customers):
        _make(name, customers)
    _connect(name)
    call_command("migrate", verbosity=0)
    while refresh_ranks(as_of=timezone.now()):
        pass
    return name


def _wanted(customers: int) -> str:
    return f"office {VERSION} of {customers}"


def _note(name: str) -> str:
    """What the database says of itself, without its day; empty where it is missing, half made or too old."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name])
        found = cursor.fetchone()
    made, _, day = ((found and found[0]) or "").rpartition(" on ")
    fresh = day >= (timezone.localdate() - timedelta(days=KEPT_DAYS)).isoformat()
    return made if fresh else ""


def _make(name: str, customers: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    _connect(name)
    call_command("migrate", verbosity=0)
    ensure_defaults()
    run("SELECT setseed(0.42)")
    as_of = timezone.now().replace(minute=0, second=0, microsecond=0)
    for what, make in _steps(customers, as_of):
        started = time.monotonic()
        make()
        print(f"   {what}: {time.monotonic() - started:.1f} s", file=sys.stderr, flush=True)
    connection.set_autocommit(True)
    run("VACUUM ANALYZE")
    run(f"COMMENT ON DATABASE \"{name}\" IS '{_wanted(customers)} on {as_of.date()}'")


def _steps(customers: int, as_of: Any) -> list[tuple[str, Callable[[], None]]]:
    return [
        ("customers, invoices, bank", lambda: ledger.fill(customers=customers, as_of=as_of)),
        ("cases and decisions", lambda: work.open_cases(as_of=as_of)),
        ("mail both ways", lambda: mail.fill(as_of=as_of)),
        ("promises, disputes, what waits", lambda: work.fill(as_of=as_of)),
    ]


def _connect(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
