"""The demo's database: fresh, half made, whole, or not the demo's at all."""

from __future__ import annotations

from enum import Enum

from django.core.management import call_command
from django.db import OperationalError, connection, transaction

from audit.models import AuditEvent
from customers.models import Creditor
from dunning.models import Installation

FINISHED = "demo.finished"


class StillInUse(Exception):
    """Somebody works with the database; the message says so in a sentence."""


class State(Enum):
    EMPTY = "empty"
    UNFINISHED = "unfinished"
    WHOLE = "whole"
    FOREIGN = "foreign"


def state() -> State:
    """What the migrated database holds."""
    if not Creditor.objects.exists():
        return State.EMPTY
    if not Installation.current().simulation:
        return State.FOREIGN
    return State.WHOLE if AuditEvent.objects.filter(action=FINISHED).exists() else State.UNFINISHED


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def trade_safety_for_speed() -> None:
    """For this connection: an example cut short by a power failure is made anew anyway."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")


def empty() -> None:
    """Make a simulation's database new.

    Raises RuntimeError for any other: nobody's own data is ever dropped here. StillInUse while a demo runs on it.
    """
    if state() not in (State.UNFINISHED, State.WHOLE):
        raise RuntimeError("Only a simulation's database is made new.")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout TO '10s'")
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    except OperationalError as problem:
        raise StillInUse("The example is in use: end the demo that runs on it first.") from problem
    connection.close()
    migrate()
