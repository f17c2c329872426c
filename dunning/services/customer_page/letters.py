"""What a customer says on its page, kept as a mail of its contact: then it goes every way that a mail goes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from dunning.mail.threading import reply_address
from dunning.models import IncomingMail
from dunning.services.customer_page.links import Visit
from dunning.services.inbox.matching import match_mail
from dunning.services.inbox.stages import store_mail

# Names the way in, where mails name their mailbox.
MAILBOX = "customer page"


@dataclass(frozen=True)
class SentFile:
    """A file that came with a form; type and name are ours, by what its bytes are."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """`words` as the customer wrote them or as the page put them. `key`: of the form, so that it counts once."""

    visit: Visit
    words: str
    key: str
    file: SentFile | None = None


def keep_letter(letter: Letter, *, as_of: datetime) -> IncomingMail | None:
    """Store it and give it to its case, within the caller's transaction; the reader takes it from there.

    None if the same form came before.
    """
    key = hashlib.sha256(f"{letter.visit.link_id}\x00{letter.key}".encode()).hexdigest()
    mail = store_mail(_as_mail(letter, key=key, as_of=as_of), dedupe_key=f"page:{key}", mailbox=MAILBOX, as_of=as_of)
    if mail is None:
        return None
    # A person filled in a form: its words may say "out of office" and are no machine's for that.
    IncomingMail.objects.filter(pk=mail.pk).update(automatic="")
    return match_mail(mail.pk, as_of=as_of)


def _as_mail(letter: Letter, *, key: str, as_of: datetime) -> bytes:
    message, contact = letter.visit.message, letter.visit.contact
    mail = EmailMessage()
    mail["From"] = formataddr((_one_line(contact.name), contact.email)) if contact.name else contact.email
    mail["To"] = reply_address(message.case_id, mailbox=message.case.creditor.reply_to)
    mail["Subject"] = f"Re: {_one_line(message.subject)}"
    mail["Date"] = format_datetime(as_of)
    mail["Message-ID"] = f"<{key[:32]}@customer-page.invalid>"
    if message.message_id:
        mail["In-Reply-To"] = message.message_id
    mail.set_content(letter.words + "\n")
    if letter.file:
        main, _, sub = letter.file.content_type.partition("/")
        mail.add_attachment(letter.file.content, maintype=main, subtype=sub, filename=letter.file.name)
    return mail.as_bytes()


def _one_line(text: str) -> str:
    return " ".join(text.split())
