"""Answers with documents: a statement made on the spot, only to who may see it, and no talk between machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from agent.answers import DocumentAnswer
from customers.models import Contact, Document, Invoice
from dunning.models import Case, Message, Review
from dunning.services.inbox.stages import drain_inbox, store_mail
from dunning.services.outbox.drafting import draft_due_messages
from tests.dunning.inbox.conftest import eml
from tests.factories import AS_OF, ContactFactory, CustomerFactory, DocumentFactory, MessageFactory

pytestmark = pytest.mark.django_db
STATEMENT = (DocumentAnswer("statement", ()),)


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    yield


def asks(body: str = "Please send a statement of our account.", *, number: int = 1, **headers: str) -> None:
    store_mail(eml(body, Message_ID=f"<ask-{number}@aldercreek.example>", **headers), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)


def test_a_statement_is_made_of_today_and_written_to_like_any_answer(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
):
    says("document_request", documents=STATEMENT)
    asks()
    message = Message.objects.get()
    document = message.documents.get()
    assert (document.kind, document.customer, document.name) == (
        "statement",
        case.debtor,
        "Statement of account 2026-03-04.pdf",
    )
    assert document.file.read().startswith(b"%PDF-")
    assert not Review.objects.exists()
    draft_due_messages(as_of=AS_OF)
    message.refresh_from_db()
    assert message.status in ("awaiting_approval", "approved")
    assert message.to_email == contact.email
    assert message.violations == []


def test_an_older_stored_statement_is_not_sent(case: Case, contact: Contact, says: Callable[..., None]):
    old = DocumentFactory.create(customer=case.debtor, invoice=None, kind="statement")
    says("document_request", documents=STATEMENT)
    asks()
    assert Message.objects.get().documents.get() != old


def test_a_statement_overtaken_by_money_is_made_anew(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
):
    says("document_request", documents=STATEMENT)
    asks()
    says("acknowledgement")
    Invoice.objects.filter(pk=invoice.pk).update(open_amount=Decimal("860.00"))
    asks("Thanks.", number=2)
    first, second = Message.objects.order_by("pk")
    assert (first.status, second.status) == ("superseded", "due")
    assert first.documents.get() != second.documents.get()
    assert first.documents.get().file.read() != second.documents.get().file.read()


def test_who_writes_for_a_part_of_the_account_gets_no_statement_of_the_whole(case: Case, says: Callable[..., None]):
    child = CustomerFactory.create(source=case.debtor.source, debtor=case.debtor)
    ContactFactory.create(customer=child, email="paula@aldercreek.example")
    says("document_request", documents=STATEMENT)
    asks()
    assert not Document.objects.exists()
    assert Review.objects.get().why == "Asked for: statement, which is not stored."


@pytest.mark.parametrize("state", ["suggested", "left"])
def test_who_is_not_confirmed_gets_no_documents(state: str, case: Case, contact: Contact, says: Callable[..., None]):
    Contact.objects.filter(pk=contact.pk).update(state=state)
    says("document_request", documents=STATEMENT)
    asks()
    assert not Message.objects.exists()
    assert not Document.objects.exists()


def test_a_machine_gets_no_documents(case: Case, contact: Contact, says: Callable[..., None]):
    says("document_request", documents=STATEMENT)
    asks(Auto_Submitted="auto-replied")
    assert not Message.objects.exists()


def test_a_fourth_answer_within_a_day_waits_for_a_person(case: Case, contact: Contact, says: Callable[..., None]):
    says("document_request", documents=STATEMENT)
    for number in (1, 2, 3):
        asks(number=number)
        Message.objects.filter(status="due").update(status="sent", sent_at=AS_OF)
    asks(number=4)
    assert Message.objects.count() == 3
    assert "perhaps a machine answers our answers" in Review.objects.get().why


def test_answers_of_other_days_are_no_loop(case: Case, contact: Contact, says: Callable[..., None]):
    for number in range(3):
        store_mail(eml(Message_ID=f"<old-{number}@aldercreek.example>"), as_of=AS_OF)
        MessageFactory.create(case=case, kind="document", status="sent", created_at=AS_OF - timedelta(days=2))
    says("document_request", documents=STATEMENT)
    asks()
    assert Message.objects.filter(purpose="document_answer", status="due").exists()
