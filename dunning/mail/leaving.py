"""Where mail goes in this installation: to files until the environment names a server or a provider."""

from __future__ import annotations

from django.conf import settings


def leaves_in_files() -> bool:
    return "outbox" in settings.EMAIL_BACKEND or "filebased" in settings.EMAIL_BACKEND


def comes_in_by_itself() -> bool:
    """A mailbox or a provider's webhook is named; else mail comes as files of the inbox folder."""
    return bool(settings.IMAP_URL or settings.MAILDIR or settings.ANYMAIL)
