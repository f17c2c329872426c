from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from customers.services.matching import match_payments
from dunning.management.match_summary import match_sentence
from dunning.services.money.matched import match_and_follow

COUNTED = ("looked_at", "matched", "on_account", "unrelated", "returned", "left")


@contextmanager
def _opened(path: Path | None) -> Iterator[TextIO | None]:
    """The file to write, nothing without one. Raises CommandError where it cannot be written."""
    if path is None:
        yield None
        return
    try:
        file = path.open("w", encoding="utf-8", newline="")
    except OSError as problem:
        raise CommandError(f"{path} cannot be written: {problem.strerror}.") from None
    with file:
        yield file


def aware(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    return instant if instant.tzinfo else timezone.make_aware(instant)


class Command(BaseCommand):
    help = "Match bank money that waits, and book what it means for promises, drafts and cases."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", type=aware, metavar="YYYY-MM-DD[THH:MM]", help="Only what was known then.")
        parser.add_argument("--dry-run", action="store_true", help="Show what would be matched, change nothing.")
        parser.add_argument(
            "--export", type=Path, metavar="FILE", help="Write what bank money then stands for, as CSV."
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        as_of, dry_run = options["as_of"] or timezone.now(), options["dry_run"]
        with _opened(options["export"]) as export:
            if dry_run:
                report = match_payments(as_of=as_of, dry_run=True, export=export)
            else:
                report = match_and_follow(as_of=as_of, export=export)
        if options["json"]:
            counts = {name: getattr(report, name) for name in COUNTED}
            self.stdout.write(json.dumps({**counts, "reasons": dict(sorted(report.codes.items())), "dry_run": dry_run}))
            return
        self.stdout.write(match_sentence(report, dry_run=dry_run))
