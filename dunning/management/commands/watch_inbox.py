"""Take mails from the inbox folder, a maildir and an IMAP mailbox and work them in, once or until stopped."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from dunning.mail.imap import MailboxError
from dunning.mail.imap_account import WrongAddress, account_from
from dunning.mail.maildir import is_maildir
from dunning.models import Installation
from dunning.services.inbox.sources import FolderSource, ImapSource, MaildirSource, Source
from dunning.services.inbox.stages import drain_inbox

# While the database is away. Seconds.
DATABASE_PAUSE = 5.0


class Command(BaseCommand):
    help = (
        "Stores every .eml file of the inbox folder, every new mail of a maildir (MAILDIR) and of an IMAP mailbox "
        "(IMAP_URL), then matches, reads and applies what is new."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.INBOX_DIR, help="default: %(default)s")
        parser.add_argument("--maildir", type=Path, default=settings.MAILDIR or None, help="default: MAILDIR")
        parser.add_argument("--once", action="store_true", help="stop when nothing new is left")
        parser.add_argument("--every", type=float, default=5.0, metavar="SECONDS", help="how often to look")

    def handle(self, *, folder: Path, maildir: Path | None, once: bool, every: float, **options: Any) -> None:
        sources = self._sources(folder, maildir)
        imap = next((source for source in sources if isinstance(source, ImapSource)), None)
        try:
            if once:
                self._look_once(sources, imap)
            else:
                self.stdout.write(f"Watching {', '.join(source.name for source in sources)}; stop with Ctrl-C.")
                self._watch(sources, every)
        except KeyboardInterrupt:
            self.stdout.write("Stopped.")
        finally:
            if imap:
                imap.close()

    def _sources(self, folder: Path, maildir: Path | None) -> list[Source]:
        """The IMAP mailbox last: while it waits for the server's word, the others are looked at as often as asked."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise CommandError(f"{folder} cannot be an inbox folder: {problem.strerror}.") from None
        sources: list[Source] = [FolderSource(folder, complain=self.stderr.write)]
        if Installation.current().simulation:
            return sources  # real mail has no place among invented customers
        if maildir:
            if not is_maildir(maildir):
                raise CommandError(f"{maildir} is no maildir: it has no new/ and cur/ in it.")
            sources.append(MaildirSource(maildir, complain=self.stderr.write))
        if settings.IMAP_URL:
            try:
                account = account_from(settings.IMAP_URL, password=settings.IMAP_PASSWORD)
            except WrongAddress as problem:
                raise CommandError(str(problem)) from None
            sources.append(ImapSource(account, complain=self.stderr.write))
        return sources

    def _look_once(self, sources: list[Source], imap: ImapSource | None) -> None:
        now = timezone.now()
        stored = sum(source.look(as_of=now) for source in sources if source is not imap)
        problem = None
        if imap:
            try:
                stored += imap.look_now(as_of=now)
            except MailboxError as error:
                problem = error
        self._drain(stored)
        if problem:
            raise CommandError(str(problem))

    def _watch(self, sources: list[Source], every: float) -> None:
        while True:
            try:
                stored = sum(source.look(as_of=timezone.now()) for source in sources)
                if stored:
                    self._drain(stored)
                sources[-1].wait(every)
            except (OperationalError, InterfaceError) as problem:
                self.stderr.write(f"The database is away: {problem}")
                connection.close()
                time.sleep(DATABASE_PAUSE)

    def _drain(self, stored: int) -> None:
        report = drain_inbox(as_of=timezone.now())
        self.stdout.write(
            f"{stored} new; {report.applied} applied, {report.queued} for a person, {report.unmatched} of nobody known"
            f", {report.ignored} ignored, {report.failed} failed."
        )
