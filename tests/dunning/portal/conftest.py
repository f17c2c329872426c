"""An account with a mail that left with a link to its page, and somebody who opens it on AS_OF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from customers.models import Contact, Invoice
from dunning.customer_links import page_address, token_of
from dunning.models import Case, CustomerLink, Message
from tests.factories import (
    AS_OF,
    CaseFactory,
    ContactFactory,
    CustomerFactory,
    InvoiceFactory,
    MessageFactory,
    PolicyFactory,
    SegmentFactory,
)


@dataclass
class Opened:
    """One mail's link and who came by it."""

    case: Case
    contact: Contact
    message: Message
    link: CustomerLink
    invoices: list[Invoice]
    client: Client

    def address(self, name: str = "account", *rest: object) -> str:
        return reverse(f"customer_page:{name}", args=[token_of(self.message.pk), *rest])

    def get(self, name: str = "account", *rest: object):
        return self.client.get(self.address(name, *rest))

    def post(self, name: str, /, **data: object):
        return self.client.post(self.address(name), data)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AS_OF)


@pytest.fixture
def policy_segment(db: None):
    return SegmentFactory.create(policy=PolicyFactory.create(customer_page=True))


@pytest.fixture
def open_page(policy_segment) -> Callable[..., Opened]:
    """Make an account of a language with invoices by (number, amount), and its link."""

    def opened(*, language: str = "en", invoices: tuple[str, ...] = ("INV-1", "INV-2"), **customer: object) -> Opened:
        debtor = CustomerFactory.create(language=language, **customer)
        rows = [InvoiceFactory.create(customer=debtor, number=number) for number in invoices]
        contact = ContactFactory.create(customer=debtor)
        case = CaseFactory.create(debtor=debtor, segment=policy_segment)
        message, link = sent(case, contact, language=language)
        return Opened(case, contact, message, link, rows, Client())

    return opened


def sent(case: Case, contact: Contact, *, language: str = "en", **columns: object) -> tuple[Message, CustomerLink]:
    message = MessageFactory.create(
        case=case,
        contact=contact,
        to_email=contact.email,
        status=Message.Status.SENT,
        sent_at=AS_OF,
        subject="Overdue invoices",
        message_id=f"<m{contact.pk}@creditor.example>",
        language=language,
        **columns,
    )
    message.body_text = f"Here: {page_address(message.pk)}"
    message.save()
    link = CustomerLink.objects.create(
        message=message, debtor=case.debtor, contact=contact, made_at=AS_OF, expires_at=AS_OF + timedelta(days=60)
    )
    return message, link


@pytest.fixture
def page(open_page: Callable[..., Opened]) -> Opened:
    return open_page()
