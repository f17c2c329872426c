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
        {"Subject": "Odpowiedź automatyczna: Przypomnienie"},
        {"Subject": "Автоматический ответ: счёт"},
        {"Subject": "自動応答: 請求書"},
        {"Subject": "رد تلقائي: فاتورة"},
        {"Subject": "Απουσία από το γραφείο"},
        {"body": "Dies ist eine automatisch generierte Nachricht, bitte nicht antworten."},
        {"body": "Thank you for your email.\nPlease do not reply to this message."},
        {"body": "これは自動送信メールです。"},
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
        {"Subject": "Niedostarczone: Przypomnienie"},
        {"From": "<>", "body": "Your message could not be delivered to paula@aldercreek.example."},
        {"From": "no-reply@mx.example", "body": "It could not be delivered to: <paula@aldercreek.example>"},
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
        {"Subject": "Re: our holiday schedule"},
        {"body": "We pay by an automatic run on Friday.\n\n> This is an automatically generated message."},
        {"body": "Your parcel could not be delivered, so we do not pay."},
    ],
)
def test_a_persons_mail_stays_a_persons(headers: dict[str, str]):
    assert kind(**headers) == ""
