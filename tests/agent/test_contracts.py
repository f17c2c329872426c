"""Contract JSON to dataclasses and back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from agent.answers import (
    AbsenceAnswer,
    ContactAnswer,
    DisputeAnswer,
    DocumentAnswer,
    IntentAnswer,
    PaymentAnswer,
    PromiseAnswer,
    Reading,
)
from agent.contracts import draft_from_json, reading_to_json, reply_from_json


def _reply(**changes: Any) -> dict[str, Any]:
    reply: dict[str, Any] = {
        "id": "m-1",
        "received_at": "2026-05-04T09:00:00+02:00",
        "from": {"name": "Ada Kern", "email": "ada@kern.example"},
        "to": "ar@us.example",
        "subject": "Re: reminder",
        "headers": {"Auto-Submitted": "no"},
        "body": "Tomorrow.",
        "account": {
            "customer": "Kern AG",
            "country": "DE",
            "language": "de",
            "currency": "EUR",
            "contacts": [{"name": "Ada Kern", "email": "ada@kern.example"}],
            "open_invoices": [
                {
                    "number": "R-17",
                    "issued": "2026-03-01",
                    "due": "2026-04-01",
                    "amount": "119.00",
                    "balance": "100.00",
                    "currency": "EUR",
                    "purchase_order": "PO-9",
                }
            ],
        },
    }
    return reply | changes


def test_a_reply_line_becomes_a_mail_and_an_account() -> None:
    mail, account = reply_from_json(_reply())
    assert (mail.id, mail.from_name, mail.subject, mail.headers) == (
        "m-1",
        "Ada Kern",
        "Re: reminder",
        {"Auto-Submitted": "no"},
    )
    assert mail.received_at.utcoffset() == timedelta(hours=2)
    invoice = account.invoices[0]
    assert (invoice.number, invoice.due, invoice.balance, invoice.amount) == (
        "R-17",
        date(2026, 4, 1),
        Decimal("100.00"),
        Decimal("119.00"),
    )
    assert (invoice.purchase_order, invoice.days_overdue) == ("PO-9", 33)
    assert account.contacts[0].email == "ada@kern.example"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"received_at": "2026-05-04T09:00:00"}, "has no UTC offset"),
        ({"received_at": "yesterday"}, "is not an ISO 8601 time"),
        ({"account": None}, "The key 'account' is missing"),
        ({"account": "Kern AG"}, "Expected an object, found str"),
        ({"account": {"open_invoices": [{"number": "1", "issued": "2026-13-01"}]}}, "is not an ISO date"),
        ({"account": {"open_invoices": {"number": "1"}}}, "holds no list"),
        ({"from": "ada@kern.example"}, "Expected an object, found str"),
    ],
)
def test_a_broken_reply_line_is_refused_with_a_sentence(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        reply_from_json(_reply(**changes))


@pytest.mark.parametrize("balance", ["NaN", "Infinity", "12,50"])
def test_an_amount_that_is_none_is_refused(balance: str) -> None:
    reply = _reply()
    reply["account"]["open_invoices"][0]["balance"] = balance
    with pytest.raises(ValueError, match="is not an amount"):
        reply_from_json(reply)


def test_a_reading_becomes_an_output_line() -> None:
    reading = Reading(
        id="m-1",
        language="de",
        intents=(IntentAnswer("promise_to_pay", 0.91234567, "Morgen."),),
        promises=(PromiseAnswer(date(2026, 5, 5), Decimal("1E+2"), ("R-17",)),),
        disputes=(DisputeAnswer("pricing", ("R-17",)),),
        payments=(PaymentAnswer(None, None, ("R-17",), "VIR-1"),),
        documents=(DocumentAnswer("statement", ()),),
        contacts=(ContactAnswer(None, "b@kern.example"),),
        absence=AbsenceAnswer(None),
        needs_human=True,
        human_reasons=("The message says: dispute.",),
    )
    assert reading_to_json(reading) == {
        "id": "m-1",
        "language": "de",
        "intents": [{"intent": "promise_to_pay", "confidence": 0.9123}],
        "promises": [{"date": "2026-05-05", "amount": "100", "invoices": ["R-17"]}],
        "disputes": [{"reason": "pricing", "invoices": ["R-17"], "amount": None}],
        "payments": [{"date": None, "amount": None, "invoices": ["R-17"], "reference": "VIR-1"}],
        "documents": [{"type": "statement", "invoices": []}],
        "contacts": [{"name": None, "email": "b@kern.example"}],
        "absence": {"until": None},
        "needs_human": True,
    }


def test_a_draft_line_becomes_text_and_facts() -> None:
    subject, body, language, account = draft_from_json(
        {
            "id": "d-1",
            "language": "fr",
            "subject": "Rappel",
            "body": "Bonjour",
            "facts": {
                "customer": "Roux SA",
                "country": "FR",
                "currency": "EUR",
                "contact": "Mme Roux",
                "invoices": [
                    {
                        "number": "F-1",
                        "issued": "2026-01-01",
                        "due": "2026-02-01",
                        "balance": "10.00",
                        "currency": "EUR",
                        "days_overdue": 12,
                    }
                ],
                "total_overdue": "10.00",
                "promises": [{"date": "2026-03-01", "amount": None, "invoices": ["F-1"]}],
                "disputes": [{"reason": "tax", "invoices": ["F-1"]}],
                "allowed": {"discount_percent": 2, "payment_link": "https://pay.example/1", "late_fee": "40.00"},
                "sender": {"name": "Tom", "company": "Us Ltd"},
                "today": "2026-02-13",
            },
        }
    )
    assert (subject, body, language) == ("Rappel", "Bonjour", "fr")
    assert account.contact is not None and account.contact.name == "Mme Roux"
    assert account.invoices[0].days_overdue == 12
    assert account.promises[0].date == date(2026, 3, 1)
    assert account.disputes[0].reason == "tax"
    assert (account.allowed.discount_percent, account.allowed.late_fee) == (Decimal(2), Decimal("40.00"))
    assert account.sender is not None and account.sender.company == "Us Ltd"
    assert (account.today, account.total_overdue) == (date(2026, 2, 13), Decimal("10.00"))


def test_a_draft_line_without_facts_is_refused() -> None:
    with pytest.raises(ValueError, match="The key 'facts' is missing"):
        draft_from_json({"subject": "x", "body": "y", "language": "en"})


@pytest.mark.parametrize("key", ["subject", "body"])
@pytest.mark.parametrize(
    ("value", "problem"),
    [(None, "holds no text"), (42, "holds no text"), (["a"], "holds no text"), ({}, "holds no text")],
    ids=str,
)
def test_a_draft_line_whose_words_are_no_text_is_refused(key: str, value: Any, problem: str) -> None:
    line: dict[str, Any] = {"subject": "x", "body": "y", "language": "en", "facts": {"customer": "Roux SA"}}
    draft_from_json(line)
    with pytest.raises(ValueError, match=f"The key '{key}' {problem}"):
        draft_from_json(line | {key: value})
    del line[key]
    with pytest.raises(ValueError, match=f"The key '{key}' is missing"):
        draft_from_json(line)


def test_an_empty_subject_is_text() -> None:
    subject, body, *_ = draft_from_json({"subject": "", "body": "", "language": "en", "facts": {"customer": "Roux SA"}})
    assert (subject, body) == ("", "")
