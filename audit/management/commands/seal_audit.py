from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from audit.sealing import seal_events


class Command(BaseCommand):
    help = "Seal new audit events into the hash chain."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="look for late events in the whole trail, too")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{seal_events(everything=options['all'])} events sealed.")
