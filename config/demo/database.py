"""The demo's database: fresh, half made, whole, or not the demo's at all."""

from __future__ import annotations

from enum import Enum

from django.core.management import call_command
from django.db import connection

from audit.models import AuditEvent
from customers.models import Creditor
from dunning.models import Installation

FINISHED = "demo.finished"


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
    """Make a simulation's database new. Raises RuntimeError for any other: nobody's own data is ever dropped here."""
    if state() not in (State.UNFINISHED, State.WHOLE):
        raise RuntimeError("Only a simulation's database is made new.")
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connection.close()
    migrate()
