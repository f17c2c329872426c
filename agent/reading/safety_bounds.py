"""How much of a mail is looked at: a sender decides its size, so nothing below may depend on it."""

from __future__ import annotations

from dataclasses import replace

from agent.facts import ReceivedMail

# Raw characters with all markup and quoted history; the newly written part of any reply lies far within.
MOST_OF_BODY = 100_000
MOST_OF_LINE = 1_000
MOST_HEADERS = 100


def within_bounds(mail: ReceivedMail) -> ReceivedMail:
    """The beginning of everything that its sender wrote, headers in their order. The stored mail stays whole."""
    return replace(
        mail,
        body=mail.body[:MOST_OF_BODY],
        subject=mail.subject[:MOST_OF_LINE],
        from_name=mail.from_name[:MOST_OF_LINE],
        from_email=mail.from_email[:MOST_OF_LINE],
        to=mail.to[:MOST_OF_LINE],
        headers={
            name[:MOST_OF_LINE]: value[:MOST_OF_LINE] for name, value in list(mail.headers.items())[:MOST_HEADERS]
        },
    )
