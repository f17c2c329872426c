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
        subject=_line(mail.subject),
        from_name=_line(mail.from_name),
        from_email=_line(mail.from_email),
        to=_line(mail.to),
        headers={_line(name): _line(value) for name, value in list(mail.headers.items())[:MOST_HEADERS]},
    )


def _line(text: str) -> str:
    """Cut, and without lone surrogates, which no file and no database takes."""
    return text[:MOST_OF_LINE].encode("utf-8", "replace").decode("utf-8")
