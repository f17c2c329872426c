"""Telling a person's mail from a machine's. Subjects are those of Exchange, Gmail and Outlook in their languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dunning.mail.automatic import automatic_kind
from dunning.mail.incoming import parse_mail
from tests.dunning.inbox.conftest import eml

ARRIVED = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


def kind(**headers: str) -> str:
    return automatic_kind(parse_mail(eml(**headers), arrived_at=ARRIVED))


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; owner-email=x"},
        {"X_Autoreply": "yes"},
        {"X_Auto_Response_Suppress": "All"},
        {"Precedence": "auto_reply"},
        {"Precedence": "bulk", "List_Id": "<news.example>"},
        {"Return_Path": "<>"},
        {"Subject": "Automatische Antwort: Mahnung"},
        {"Subject": "AW: Réponse automatique : Relance"},
        {"Subject": "Abwesenheit bis 12.08."},
        {"Subject": "Out of office: Invoice"},
        {"Subject": "Gelesen: Mahnung"},
        {"Subject": "Delivery Status Notification (Delay)"},
    ],
)
def test_automatic_replies_and_notices(headers: dict[str, str]):
    assert kind(**headers) == "auto_reply"


@pytest.mark.parametrize(
    "headers",
    [
        {"From": "Mail Delivery System <MAILER-DAEMON@mx.example>"},
        {"X_Failed_Recipients": "paula@aldercreek.example"},
        {"Subject": "Undelivered Mail Returned to Sender"},
        {"Subject": "Unzustellbar: Mahnung"},
        {"Subject": "Échec de la remise du message"},
    ],
)
def test_bounces(headers: dict[str, str]):
    assert kind(**headers) == "bounce"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Auto_Submitted": "no"},
        {"Precedence": "bulk"},
        {"Subject": "Re: Frage zur automatischen Abrechnung"},
        {"X_Auto_Response_Suppress": "DR, OOF"},
    ],
)
def test_a_persons_mail_stays_a_persons(headers: dict[str, str]):
    assert kind(**headers) == ""
