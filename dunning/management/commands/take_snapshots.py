from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from customers.management.day_argument import day_argument
from dunning.services.upkeep.snapshots import BACKFILL_DAYS, take_missing_snapshots, take_snapshots


class Command(BaseCommand):
    help = (
        "Keep the figures of each day. Without dates: yesterday, and what is missing of the last "
        f"{BACKFILL_DAYS} days. A day taken twice is the same."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", dest="first", type=day_argument, help="first day, as 2026-01-31")
        parser.add_argument("--to", dest="last", type=day_argument, help="last day; yesterday when not given")
        parser.add_argument("--missing", action="store_true", help="leave days alone that are kept already")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        first, last = options["first"], options["last"]
        if first is None and last is None:
            taken = take_missing_snapshots(today=timezone.localdate(), as_of=now)
            self.stdout.write(f"{taken} days kept.")
            return
        last = last or timezone.localdate() - timedelta(days=1)
        first = first or last
        if first > last:
            raise CommandError(f"{first} comes after {last}.")
        if last > timezone.localdate():
            raise CommandError(f"{last} has not come yet.")
        for day, count in take_snapshots(first=first, last=last, anew=not options["missing"], as_of=now):
            self.stdout.write(f"{day}: {count} figures")
