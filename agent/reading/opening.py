"""A mail before anything is judged: bounded, trimmed, its language told. The same for both readers and for training."""

from __future__ import annotations

from dataclasses import dataclass

from agent.facts import AccountFacts, ReceivedMail
from agent.reading.clauses import Context
from agent.reading.cleaning import plain_text
from agent.reading.language import language_of
from agent.reading.safety_bounds import within_bounds
from agent.reading.trimming import Trimmed, trim


@dataclass(frozen=True)
class Opened:
    """`mail` as far as it is looked at, what of it is new, and what the finders need to know."""

    mail: ReceivedMail
    trimmed: Trimmed
    language: str
    context: Context


def open_mail(mail: ReceivedMail, account: AccountFacts) -> Opened:
    """Any mail is accepted, however long or odd."""
    mail = within_bounds(mail)
    trimmed = trim(plain_text(mail.body), sender=mail.from_name, ours=mail.to)
    language = language_of(trimmed.text, expected=account.language.partition("-")[0])
    context = Context(account, mail.received_at.date(), (language, account.language, "en"))
    return Opened(mail, trimmed, language, context)
