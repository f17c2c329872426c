"""Does the worker live? Seen from the rows that it moves on."""

from __future__ import annotations

from datetime import datetime, timedelta

from django_q.models import Schedule

# The sweeper runs each minute, the scheduler looks every 30 seconds.
HEARTBEAT = timedelta(minutes=5)


def last_beat() -> datetime | None:
    """When the sweeper's next run is due: the scheduler moves it on while it lives. One query."""
    return Schedule.objects.filter(name="sweeper").values_list("next_run", flat=True).first()


def is_beating(beat: datetime | None, *, as_of: datetime) -> bool:
    return beat is not None and as_of - beat <= HEARTBEAT
