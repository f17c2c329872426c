from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django_q.models import Schedule

from config.schedules import SCHEDULES, Scheduled


class Command(BaseCommand):
    help = "Make the worker's schedules what the code says: missing ones added, changed ones put right, others removed."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for scheduled in SCHEDULES:
            _, made = Schedule.objects.update_or_create(name=scheduled.name, defaults=columns(scheduled))
            self.stdout.write(f"{'added' if made else 'kept'} {scheduled.name}")
        gone = Schedule.objects.exclude(name__in=[scheduled.name for scheduled in SCHEDULES])
        for name in list(gone.values_list("name", flat=True)):
            self.stdout.write(f"removed {name}")
        gone.delete()


def columns(scheduled: Scheduled) -> dict[str, Any]:
    """A schedule's columns but for its next run, which is the worker's to move."""
    return {
        "func": scheduled.task,
        "schedule_type": Schedule.CRON if scheduled.cron else Schedule.MINUTES,
        "minutes": scheduled.minutes,
        "cron": scheduled.cron or None,
        "repeats": -1,
        "args": None,
        "kwargs": None,
        "cluster": None,
    }
