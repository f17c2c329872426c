"""A mailbox on an IMAP server, opened read-only: nothing is deleted, moved or flagged."""

from __future__ import annotations

import imaplib
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from dunning.mail.imap_account import ImapAccount

# Servers that say nothing for so long are gone. Seconds.
TIMEOUT = 30
# RFC 2177 allows 29 minutes; routers forget silent connections sooner. Seconds.
IDLE_FOR = 240
# A mail beyond this is not fetched whole. Bytes.
MAX_BYTES = 50_000_000
# Of a mail that is too large: its beginning, enough for the words of a person.
FIRST_BYTES = 200_000
_BATCH = 200
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")  # RFC 3501, no locale
_UID_SIZE = re.compile(rb"UID (\d+)")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxError(Exception):
    """The server cannot be reached, refused, or broke off; another try later may succeed."""


class LoginRefused(MailboxError):
    """User, password or folder is wrong: trying often would only lock the account."""


@dataclass(frozen=True)
class FetchedMail:
    """`size` in bytes on the server; `raw` is the beginning only where `cut` is true."""

    uid: int
    raw: bytes
    size: int
    cut: bool = False


class ImapMailbox:
    """One connection with its folder opened by EXAMINE. Every method raises MailboxError when the server fails."""

    def __init__(self, account: ImapAccount) -> None:
        self.account = account
        self._box: Any = None
        self._idle_until = 0.0
        self._validity = 0

    @property
    def connected(self) -> bool:
        return self._box is not None

    def connect(self) -> None:
        """Log in and open the folder. LoginRefused if the server does not want us."""
        from imap_tools import MailboxFolderSelectError, MailboxLoginError

        self.close()
        with _failures():
            box = self._open()
            try:
                box.login(self.account.user, self.account.password, initial_folder=None)
                box.folder.set(self.account.folder, readonly=True)  # EXAMINE: even \\Recent stays
            except (MailboxLoginError, MailboxFolderSelectError) as refusal:
                _hang_up(box)
                raise LoginRefused(f"{self.account.name}: {refusal}"[:500]) from None
            self._box = box

    def close(self) -> None:
        """Hang up, whatever state the connection is in."""
        box, self._box, self._idle_until = self._box, None, 0.0
        if box is not None:
            _hang_up(box)

    def uid_validity(self) -> int:
        """The number under which the UIDs of the opened folder hold, 0 if the server has none."""
        with _failures():
            _, said = self._box.client.response("UIDVALIDITY")
            self._validity = int(said[-1]) if said and said[-1] else self._validity
        return self._validity

    def uids(self, *, after: int = 0, since: date | None = None) -> list[int]:
        """UIDs above `after` in ascending order; `since`: only what arrived on that day or later."""
        wanted = ["ALL"] if not after else [f"UID {after + 1}:*"]
        if since is not None:
            wanted.append(f"SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}")
        with _failures():
            self._box.client.noop()  # some servers tell of new mail only then
            found = self._box.uids(" ".join(wanted))
        # `n:*` names the last mail even where its UID is below n.
        return sorted(int(uid) for uid in found if int(uid) > after)

    def sizes(self, uids: list[int]) -> dict[int, int]:
        """Bytes by UID; a mail that has been removed meanwhile is missing."""
        sizes: dict[int, int] = {}
        for start in range(0, len(uids), _BATCH):
            for line in self._fetch(",".join(map(str, uids[start : start + _BATCH])), "(UID RFC822.SIZE)"):
                head = line[0] if isinstance(line, tuple) else line
                uid, size = _UID_SIZE.search(head or b""), _SIZE.search(head or b"")
                if uid and size:
                    sizes[int(uid[1])] = int(size[1])
        return sizes

    def mail(self, uid: int, *, size: int) -> FetchedMail | None:
        """A mail's bytes without marking it as seen, only the first ones of an endless mail; None if it is gone."""
        cut = size > MAX_BYTES
        wanted = f"(BODY.PEEK[]<0.{FIRST_BYTES}>)" if cut else "(BODY.PEEK[])"
        for line in self._fetch(str(uid), wanted):
            if isinstance(line, tuple):
                return FetchedMail(uid, bytes(line[1]), size, cut)
        return None

    def wait(self, seconds: float) -> bool:
        """Sleep until something may have arrived or the time is over; True if a look is due.

        By IDLE where the server knows it, kept up over several waits; else always due after the time.
        """
        if "IDLE" not in self._box.client.capabilities:
            time.sleep(seconds)
            return True
        with _failures():
            if not self._idle_until:
                self._box.idle.start()
                self._idle_until = time.monotonic() + IDLE_FOR
            started = time.monotonic()
            said = self._box.idle.poll(timeout=seconds)
            woken_without_word = not said and time.monotonic() - started < seconds * 0.9
            if said or woken_without_word or time.monotonic() >= self._idle_until:
                self._idle_until = 0.0
                self._box.idle.stop()  # raises if the connection is gone
                return True
        return False

    def stop_waiting(self) -> None:
        """End IDLE, so that other commands may be given."""
        if self._idle_until:
            self._idle_until = 0.0
            with _failures():
                self._box.idle.stop()

    def _fetch(self, uids: str, parts: str) -> list[Any]:
        with _failures():
            status, lines = self._box.client.uid("fetch", uids, parts)
            if status != "OK":
                raise MailboxError(f"The server did not hand out mail {uids[:50]}: {status}.")
        return [line for line in lines if line is not None]

    def _open(self) -> Any:
        from imap_tools import MailBox, MailBoxStartTls, MailBoxUnencrypted

        kind = MailBox if self.account.encrypted else MailBoxUnencrypted if self.account.is_here else MailBoxStartTls
        return kind(self.account.host, self.account.port, timeout=TIMEOUT)


@contextmanager
def _failures() -> Iterator[None]:
    """Turns whatever sockets, imaplib and imap-tools raise into MailboxError."""
    from imap_tools import ImapToolsError

    try:
        yield
    except (OSError, EOFError, imaplib.IMAP4.error, ImapToolsError) as error:
        raise MailboxError(f"{type(error).__name__}: {error}"[:500]) from error


def _hang_up(box: Any) -> None:
    from imap_tools import ImapToolsError

    with suppress(OSError, EOFError, imaplib.IMAP4.error, ImapToolsError):
        box.client.sock.settimeout(2)
        box.logout()
    with suppress(OSError, imaplib.IMAP4.error):
        box.client.shutdown()


def backoff() -> Iterator[float]:
    """Seconds to wait before each next try: 1, 2, 4 … up to five minutes."""
    seconds = 1.0
    while True:
        yield seconds
        seconds = min(seconds * 2, 300.0)
