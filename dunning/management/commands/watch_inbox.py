"""Take mails from the inbox folder and work them in, once or until stopped."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dunning.mail.folder import TooLarge, take_file, waiting_files
from dunning.services.inbox import drain_inbox, store_mail


class Command(BaseCommand):
    help = "Stores every .eml file of the inbox folder, then matches, reads and applies what is new."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.INBOX_DIR, help="default: %(default)s")
        parser.add_argument("--once", action="store_true", help="stop when the folder is empty")
        parser.add_argument("--every", type=float, default=5.0, metavar="SECONDS", help="how often to look")

    def handle(self, *, folder: Path, once: bool, every: float, **options: Any) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise CommandError(f"{folder} cannot be an inbox folder: {problem.strerror}.") from None
        if not once:
            self.stdout.write(f"Watching {folder}; stop with Ctrl-C.")
        try:
            while True:
                self._look(folder, always=once)
                if once:
                    return
                time.sleep(every)
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")

    def _look(self, folder: Path, *, always: bool) -> None:
        stored = sum(self._take(path) for path in waiting_files(folder))
        if not stored and not always:
            return
        report = drain_inbox(as_of=timezone.now())
        self.stdout.write(
            f"{stored} new; {report.applied} applied, {report.queued} for a person, {report.unmatched} of nobody known"
            f", {report.ignored} ignored, {report.failed} failed."
        )

    def _take(self, path: Path) -> int:
        """1 for a new mail, 0 for one that was stored before or could not be taken."""
        kept: list[object] = []
        try:
            take_file(path, lambda raw: kept.append(store_mail(raw, mailbox="folder", as_of=timezone.now())))
        except (TooLarge, OSError) as problem:
            self.stderr.write(f"{path.name}: {problem}")
        return int(any(kept))
