"""Where mail comes from that nobody posts to us: a folder, a maildir, an IMAP mailbox. Each is asked in turn."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from dunning.mail.folder import TooLarge, take_file, waiting_files
from dunning.mail.imap import ImapMailbox, LoginRefused, MailboxError, backoff
from dunning.mail.imap_account import ImapAccount
from dunning.mail.maildir import take_mail, waiting_mails
from dunning.services.inbox.mailboxes import note_problem, take_new_mail
from dunning.services.inbox.stages import store_mail

# Asking more often with a refused password would only get the account locked. Seconds.
AFTER_REFUSAL = 300.0
Say = Callable[[str], object]


class Source(Protocol):
    name: str

    def look(self, *, as_of: datetime) -> int:
        """Store what is new; returns how many mails were."""

    def wait(self, seconds: float) -> None:
        """Sleep that long, or until the source says that something came."""


class FolderSource:
    """`.eml` files in a folder."""

    def __init__(self, folder: Path, *, complain: Say) -> None:
        self.folder, self.name, self._complain = folder, str(folder), complain

    def look(self, *, as_of: datetime) -> int:
        return sum(
            _take(path, take_file, "folder", as_of=as_of, complain=self._complain)
            for path in waiting_files(self.folder)
        )

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)


class MaildirSource:
    """Mails that a mail server delivers into a maildir."""

    def __init__(self, maildir: Path, *, complain: Say) -> None:
        self.maildir, self.name, self._complain = maildir, str(maildir), complain

    def look(self, *, as_of: datetime) -> int:
        mails = waiting_mails(self.maildir)
        return sum(_take(path, take_mail, "maildir", as_of=as_of, complain=self._complain) for path in mails)

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)


class ImapSource:
    """An IMAP mailbox: one connection kept up by IDLE, made anew with growing pauses when it breaks."""

    def __init__(self, account: ImapAccount, *, complain: Say) -> None:
        self.name, self._complain = account.name, complain
        self._box, self._pauses, self._try_at, self._due = ImapMailbox(account), backoff(), 0.0, True

    def look(self, *, as_of: datetime) -> int:
        if not self._due or time.monotonic() < self._try_at:
            return 0
        try:
            return self.look_now(as_of=as_of)
        except MailboxError as problem:
            self._give_up_for_now(problem)
            return 0

    def look_now(self, *, as_of: datetime) -> int:
        """As `look`, at once; raises MailboxError instead of trying again later."""
        if not self._box.connected:
            self._box.connect()
        self._box.stop_waiting()
        stored = take_new_mail(self._box, as_of=as_of)
        self._due, self._pauses, self._try_at = False, backoff(), 0.0
        return stored

    def wait(self, seconds: float) -> None:
        if not self._box.connected:
            time.sleep(seconds)
            return
        try:
            self._due = self._box.wait(seconds) or self._due
        except MailboxError as problem:
            self._give_up_for_now(problem)

    def close(self) -> None:
        self._box.close()

    def _give_up_for_now(self, problem: MailboxError) -> None:
        self._box.close()
        pause = AFTER_REFUSAL if isinstance(problem, LoginRefused) else next(self._pauses)
        self._due, self._try_at = True, time.monotonic() + pause
        self._complain(f"{self.name}: {problem} Next try in {pause:.0f} s.")
        note_problem(self.name, str(problem))


def _take(
    path: Path, take: Callable[[Path, Callable[[bytes], object]], None], mailbox: str, *, as_of: datetime, complain: Say
) -> int:
    """1 for a new mail, 0 for one that was stored before or could not be taken."""
    kept: list[object] = []
    try:
        take(path, lambda raw: kept.append(store_mail(raw, mailbox=mailbox, as_of=as_of)))
    except (TooLarge, OSError) as problem:
        complain(f"{path.name}: {problem}")
    return int(any(kept))
