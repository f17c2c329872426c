from __future__ import annotations

import smtplib
import socket
from types import SimpleNamespace

import pytest
from anymail.exceptions import AnymailAPIError, AnymailInvalidAddress, AnymailRecipientsRefused

from dunning.mail.failures import Fate, failure_of


def provider_error(status: int) -> AnymailAPIError:
    error = AnymailAPIError("refused", response=SimpleNamespace(status_code=status, reason="no", text="", headers={}))
    error.status_code = status
    return error


@pytest.mark.parametrize(
    ("error", "fate"),
    [
        (ConnectionRefusedError("nobody listens"), Fate.TEMPORARY),
        (smtplib.SMTPConnectError(421, b"busy"), Fate.TEMPORARY),
        (socket.gaierror(-2, "name not known"), Fate.TEMPORARY),
        (smtplib.SMTPAuthenticationError(535, b"wrong password"), Fate.TEMPORARY),
        (smtplib.SMTPDataError(451, b"later"), Fate.TEMPORARY),
        (smtplib.SMTPDataError(554, b"refused"), Fate.PERMANENT),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"unknown")}), Fate.BAD_ADDRESS),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (452, b"full")}), Fate.TEMPORARY),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (554, b"policy")}), Fate.PERMANENT),
        (smtplib.SMTPServerDisconnected("while waiting"), Fate.UNKNOWN),
        (TimeoutError("while waiting"), Fate.UNKNOWN),
        (ConnectionResetError("while waiting"), Fate.UNKNOWN),
        (AnymailRecipientsRefused(), Fate.BAD_ADDRESS),
        (AnymailInvalidAddress("no address"), Fate.BAD_ADDRESS),
        (provider_error(429), Fate.TEMPORARY),
        (provider_error(422), Fate.PERMANENT),
        (provider_error(500), Fate.UNKNOWN),
        (RuntimeError("something else"), Fate.UNKNOWN),
    ],
)
def test_only_what_surely_was_not_handed_over_may_be_tried_again(error, fate):
    assert failure_of(error).fate == fate
