"""Letters in and out as a customer's mail program sees them: our .eml read, an answer or a bounce made. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import format_datetime, formataddr, getaddresses
from hashlib import sha256
from zoneinfo import ZoneInfo

from config.demo.companies import Company
from config.demo.reply_words import ANSWER_PREFIX, AWAY_PREFIX, REPLIES, SIGN_OFF, WROTE
from trade.countries import time_zone_for
from trade.dates import format_date

NUMBER = re.compile(r"LI-\d{5}")


@dataclass(frozen=True)
class Letter:
    """One of our mails as it arrived."""

    to_email: str
    from_email: str
    reply_to: str
    from_name: str
    subject: str
    text: str
    message_id: str

    @property
    def numbers(self) -> tuple[str, ...]:
        """Invoices that it names, in their order."""
        return tuple(dict.fromkeys(NUMBER.findall(self.text)))


def read_letter(raw: bytes) -> Letter:
    mail = BytesParser(policy=policy.default).parsebytes(raw)
    body = mail.get_body(("plain",))
    name, sender = getaddresses([str(mail["From"])])[0]
    return Letter(
        to_email=getaddresses([str(mail["To"])])[0][1],
        from_email=sender,
        reply_to=getaddresses([str(mail["Reply-To"])])[0][1],
        from_name=name,
        subject=str(mail["Subject"]),
        text=body.get_content() if body else "",
        message_id=str(mail["Message-ID"]),
    )


def answer_to(letter: Letter, *, company: Company, kind: str, values: Mapping[str, str], at: datetime) -> bytes:
    """The company's answer as its mail program writes it: its words, a signature, our letter quoted below."""
    local = at.astimezone(ZoneInfo(time_zone_for(company.country)))
    mail = _addressed(letter, company=company, at=local)
    automatic = kind == "away"
    prefix = AWAY_PREFIX.get(company.language, "Automatic reply: ") if automatic else ""
    mail["Subject"] = f"{prefix or ANSWER_PREFIX.get(company.language, 'Re: ')}{letter.subject}"
    mail["In-Reply-To"] = mail["References"] = letter.message_id
    if automatic:
        mail["Auto-Submitted"] = "auto-replied"
    mail.set_content(_body(letter, company=company, kind=kind, values=values, local=local, quoted=not automatic))
    return mail.as_bytes()


def bounce_of(letter: Letter, *, at: datetime) -> bytes:
    """What the company's mail server says when nobody has the address (RFC 3464)."""
    domain = letter.to_email.rpartition("@")[2]
    status = (
        f"Reporting-MTA: dns; mail.{domain}\r\n\r\n"
        f"Final-Recipient: rfc822; {letter.to_email}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        f"Diagnostic-Code: smtp; 550 5.1.1 <{letter.to_email}>: user unknown\r\n"
    )
    lines = [
        f"From: Mail Delivery System <mailer-daemon@mail.{domain}>",
        f"To: {letter.from_email}",
        "Subject: Undelivered Mail Returned to Sender",
        f"Date: {format_datetime(at)}",
        f"Message-ID: <{_token(letter, 'bounce')}@mail.{domain}>",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="part"',
        "",
        "--part\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n",
        f"--part\r\nContent-Type: message/delivery-status\r\n\r\n{status}",
        f"--part\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {letter.message_id}",
        f"To: {letter.to_email}\r\n",
        "--part--",
    ]
    return "\r\n".join(lines).encode()


def _addressed(letter: Letter, *, company: Company, at: datetime) -> EmailMessage:
    mail = EmailMessage()
    name = company.second_contact if letter.to_email == company.email(company.second_contact) else company.contact
    mail["From"] = formataddr((name, letter.to_email))
    mail["To"] = letter.reply_to
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{_token(letter, company.id)}@{company.domain}>"
    return mail


def _body(
    letter: Letter, *, company: Company, kind: str, values: Mapping[str, str], local: datetime, quoted: bool
) -> str:
    wordings = REPLIES[kind]
    text = wordings.get(company.language) or wordings["en" if "en" in wordings else next(iter(wordings))]
    sign_off = f"{SIGN_OFF[company.language]}\n{company.contact}\n{company.name}\n"
    body = f"{text.format_map(values)}\n{sign_off}"
    if not quoted:
        return body
    day = format_date(local.date(), language=company.language, country=company.country)
    intro = WROTE[company.language].format(date=day, name=letter.from_name)
    lines = "\n".join(f"> {line}" for line in letter.text.splitlines())
    return f"{body}\n{intro}\n{lines}\n"


def _token(letter: Letter, salt: str) -> str:
    """The same letter gets the same answer's id: a run can be repeated."""
    return sha256(f"{salt}/{letter.to_email}/{letter.subject}/{letter.text}".encode()).hexdigest()[:24]
