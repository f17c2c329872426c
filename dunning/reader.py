"""The one place where the process asks the agent what a mail means. Tests replace it here."""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING

from agent.facts import AccountFacts, ReceivedMail

if TYPE_CHECKING:
    from agent.answers import Reading
    from dunning.models import IncomingMail


def read(mail: ReceivedMail, account: AccountFacts) -> Reading:
    """Ask the reader; takes from milliseconds (embedded) to seconds (a chat model), so never inside a transaction."""
    import agent.reading  # loads the encoder, which the web process never needs

    return agent.reading.read(mail, account)


def received_mail(mail: IncomingMail) -> ReceivedMail:
    """A stored mail as the reader takes it, its time in the sender's own offset."""
    own_zone = timezone(timedelta(minutes=mail.utc_offset_minutes))
    return ReceivedMail(
        id=str(mail.pk),
        received_at=mail.received_at.astimezone(own_zone),
        from_name=mail.from_name,
        from_email=mail.from_email,
        to=mail.to_email,
        subject=mail.subject,
        body=mail.body_text,
        headers={name: str(value) for name, value in mail.headers.items()},
    )
