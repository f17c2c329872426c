"""A customer that owes, a mail from its contact, and a reader that answers what the test says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from email.message import EmailMessage
from typing import Any

import pytest

from agent.answers import IntentAnswer, Reading
from agent.facts import AccountFacts, ReceivedMail
from customers.models import Contact, Customer, Invoice
from dunning import reader
from dunning.models import Case
from tests.factories import CaseFactory, ContactFactory, InvoiceFactory


@pytest.fixture
def case(db: None) -> Case:
    return CaseFactory.create(debtor__name="Alder Creek Brewing")


@pytest.fixture
def contact(case: Case) -> Contact:
    return ContactFactory.create(customer=case.debtor, name="Paula Payer", email="paula@aldercreek.example")


@pytest.fixture
def invoice(case: Case) -> Invoice:
    return InvoiceFactory.create(
        customer=case.debtor, number="INV-5521", amount=Decimal("1860.00"), due_on=date(2026, 2, 20)
    )


@pytest.fixture
def debtor(case: Case) -> Customer:
    return case.debtor


def eml(body: str = "We will pay on Friday.", **headers: str) -> bytes:
    """A mail from Paula as bytes; headers by name with underscores."""
    message = EmailMessage()
    given = {
        "From": "Paula Payer <paula@aldercreek.example>",
        "To": "ar@creditor.example",
        "Subject": "Re: Overdue invoices",
        "Date": "Wed, 04 Mar 2026 09:30:00 +0000",
        "Message-ID": "<reply-1@aldercreek.example>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    for name, value in given.items():
        if value:
            message[name] = value
    message.set_content(body)
    return message.as_bytes()


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`says("promise_to_pay", promises=(…))`: what the reader answers from now on."""

    def set_answer(*intents: str, confidence: float = 0.95, **parts: Any) -> None:
        def read(mail: ReceivedMail, account: AccountFacts) -> Reading:
            named = tuple(IntentAnswer(intent, confidence, mail.body.strip()[:80]) for intent in intents)
            return Reading(id=mail.id, language="en", intents=named, new_text=mail.body, **parts)

        monkeypatch.setattr(reader, "read", read)

    set_answer("acknowledgement")
    return set_answer
