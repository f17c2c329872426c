"""Taking what is new in an IMAP mailbox: each mail once, none left out, whenever we stopped."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from dunning.mail.imap import FetchedMail, ImapMailbox
from dunning.models import MailboxPosition
from dunning.services.inbox.stages import store_mail

logger = logging.getLogger(__name__)

# The server's day may begin before or after ours.
MARGIN = timedelta(days=2)


def take_new_mail(box: ImapMailbox, *, as_of: datetime) -> int:
    """Store what arrived since the last look; returns how many mails were new to us.

    Raises MailboxError when the server fails; what was stored by then stays stored, and the next look goes on there.
    """
    name, validity = box.account.name, box.uid_validity()
    position, _ = MailboxPosition.objects.get_or_create(mailbox=name)
    numbered_anew = position.uid_validity != validity or position.looked_at is None
    # Seen before the search, so that what arrives meanwhile is above it.
    highest = max(box.uids(), default=0) if numbered_anew else 0
    uids = _again(box, position, as_of=as_of) if numbered_anew else box.uids(after=position.last_uid)
    sizes = box.sizes(uids)
    stored = sum(_take(box, uid, size=sizes[uid], validity=validity, as_of=as_of) for uid in uids if uid in sizes)
    _finish(name, validity, max([highest, *uids]), as_of=as_of)
    return stored


def note_problem(mailbox: str, problem: str) -> None:
    """Keep why a mailbox cannot be read, where `doctor` and the admin find it."""
    MailboxPosition.objects.update_or_create(mailbox=mailbox, defaults={"problem": problem[:1_000]})


def _again(box: ImapMailbox, position: MailboxPosition, *, as_of: datetime) -> list[int]:
    """The first look, or UIDs that mean other mails now: whatever arrived since the last look; doubles are dropped."""
    since = position.looked_at - MARGIN if position.looked_at else as_of - timedelta(days=settings.IMAP_FIRST_DAYS)
    return box.uids(since=since.date())


def _take(box: ImapMailbox, uid: int, *, size: int, validity: int, as_of: datetime) -> bool:
    mail = box.mail(uid, size=size)
    if mail is None:
        return False
    try:
        return _keep(box.account.name, validity, mail, as_of=as_of)
    except (OperationalError, InterfaceError):
        raise  # the database is gone, not the mail
    except Exception:
        logger.exception("Mail %s of %s could not be stored", uid, box.account.name)
        _set_aside(box.account.name, validity, mail)
        return False


@transaction.atomic
def _keep(name: str, validity: int, mail: FetchedMail, *, as_of: datetime) -> bool:
    """The mail and how far we are, in one transaction. False if it was taken before."""
    position = MailboxPosition.objects.select_for_update().get(mailbox=name)
    if position.uid_validity == validity and position.last_uid >= mail.uid and position.looked_at:
        return False
    stored = store_mail(
        mail.raw,
        dedupe_key=f"imap:{name}:{validity}:{mail.uid}",
        mailbox=f"imap:{name}",
        payload={"bytes": mail.size, "cut": True} if mail.cut else {},
        as_of=as_of,
    )
    if position.looked_at and position.uid_validity == validity:
        position.last_uid = mail.uid
        position.save(update_fields=["last_uid"])
    return stored is not None


def _finish(name: str, validity: int, last_uid: int, *, as_of: datetime) -> None:
    with transaction.atomic():
        position = MailboxPosition.objects.select_for_update().get(mailbox=name)
        same = position.uid_validity == validity
        position.last_uid = max(position.last_uid, last_uid) if same else last_uid
        position.uid_validity, position.looked_at, position.problem = validity, as_of, ""
        position.save()


def _set_aside(name: str, validity: int, mail: FetchedMail) -> None:
    """A mail that our own code stumbles over is kept as a file, so that it neither is lost nor blocks the others."""
    folder = Path(settings.INBOX_DIR) / "refused"
    folder.mkdir(parents=True, exist_ok=True)
    safe = "".join(letter if letter.isalnum() else "_" for letter in name)
    path = folder / f"{safe}-{validity}-{mail.uid}.eml"
    path.write_bytes(mail.raw)
    note_problem(name, f"Mail {mail.uid} could not be stored and lies in {path.name} of the folder refused/.")
