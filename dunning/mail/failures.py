"""What a failed sending means: try again, give up, or nobody knows whether it went out."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    TEMPORARY = "temporary"
    BAD_ADDRESS = "bad_address"
    PERMANENT = "permanent"
    # Perhaps handed over: never sent again without a person.
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Failure:
    fate: Fate
    detail: str


# Said before the text was handed over: nothing can have gone out.
_BEFORE = (smtplib.SMTPConnectError, smtplib.SMTPHeloError, ConnectionRefusedError)
# Replies that mean "no such mailbox" (RFC 5321, 4.2.3).
_NO_MAILBOX = (550, 551, 553)


def failure_of(error: Exception) -> Failure:
    """What an exception out of Django's mail API says; an unknown kind counts as “perhaps sent”."""
    return Failure(_fate(error), f"{type(error).__name__}: {error}"[:500])


def _fate(error: Exception) -> Fate:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return _by_code(codes[0] if codes else 0)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Fate.TEMPORARY  # a wrong password is ours to repair, the message is fine
    if isinstance(error, smtplib.SMTPResponseException) and not isinstance(error, _BEFORE):
        return Fate.TEMPORARY if 400 <= error.smtp_code < 500 else Fate.PERMANENT
    if isinstance(error, _BEFORE):
        return Fate.TEMPORARY
    if isinstance(error, OSError) and not isinstance(error, (smtplib.SMTPException, TimeoutError, ConnectionError)):
        return Fate.TEMPORARY  # a full disk, a name that does not resolve
    return _of_provider(error)


def _by_code(code: int) -> Fate:
    if 400 <= code < 500:
        return Fate.TEMPORARY
    return Fate.BAD_ADDRESS if code in _NO_MAILBOX else Fate.PERMANENT


def _of_provider(error: Exception) -> Fate:
    from anymail.exceptions import (
        AnymailConfigurationError,
        AnymailInvalidAddress,
        AnymailRecipientsRefused,
        AnymailSerializationError,
        AnymailUnsupportedFeature,
    )

    if isinstance(error, (AnymailRecipientsRefused, AnymailInvalidAddress)):
        return Fate.BAD_ADDRESS
    if isinstance(error, (AnymailSerializationError, AnymailUnsupportedFeature)):
        return Fate.PERMANENT
    if isinstance(error, AnymailConfigurationError):
        return Fate.TEMPORARY
    status = getattr(error, "status_code", None)
    if status in (429, 401, 403, 503):
        return Fate.TEMPORARY
    if isinstance(status, int) and 400 <= status < 500:
        return Fate.PERMANENT
    if isinstance(error, (ValueError, TypeError)):
        return Fate.PERMANENT  # the mail could not even be built
    return Fate.UNKNOWN
