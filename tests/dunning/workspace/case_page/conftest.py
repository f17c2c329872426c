"""A case with an overdue invoice, and conversations of any length."""

from __future__ import annotations

from datetime import timedelta

import pytest

from customers.models import Invoice
from dunning.account_facts import account_facts, addressed_to
from dunning.facts_json import facts_digest, facts_to_json
from dunning.models import Case, IncomingMail, Message
from tests import factories as make
from tests.dunning.admin.conftest import boss, office, that_day
from tests.factories import AS_OF, days_ago

__all__ = ["boss", "office", "that_day"]


@pytest.fixture
def case(db: None) -> Case:
    """Alder GmbH, with LI-1 of 1,000 € thirty days past due and somebody to write to."""
    case = make.CaseFactory.create(debtor__name="Alder GmbH", action="wait", reason_text="The step “firm” follows.")
    make.InvoiceFactory.create(customer=case.debtor, number="LI-1", due_on=days_ago(30))
    make.ContactFactory.create(customer=case.debtor, name="Paula Payer", email="paula@alder.example")
    return case


@pytest.fixture
def invoice(case: Case) -> Invoice:
    return Invoice.objects.get()


def a_mail(case: Case, body: str = "We will pay on Friday.", *, hours_ago: int = 1, **more: object) -> IncomingMail:
    at = AS_OF - timedelta(hours=hours_ago)
    given = {"status": "queued", "body_text": body, **more}
    return make.IncomingMailFactory.create(case=case, debtor=case.debtor, received_at=at, stored_at=at, **given)


def a_draft(case: Case, body: str, **more: object) -> Message:
    """A text that awaits approval, written from today's facts."""
    contact = case.debtor.contacts.first()
    facts = addressed_to(account_facts(case, as_of=AS_OF), contact, language="en")
    given = {"status": "awaiting_approval", "subject": "LI-1 is overdue", "text_hash": "abc", "language": "en", **more}
    return make.MessageFactory.create(
        case=case, body_text=body, facts=facts_to_json(facts), facts_digest=facts_digest(facts), contact=contact,
        to_email=contact.email, to_name=contact.name, **given,
    )  # fmt: skip


def conversation(case: Case, mails: int) -> None:
    """So many mails in, each read and answered, over as many hours."""
    for number in range(mails):
        mail = a_mail(case, f"Mail {number}: we will pay on Friday.", hours_ago=2 * number + 2, status="applied")
        make.ReadingFactory.create(
            mail=mail,
            status="applied",
            answer={"intents": [{"intent": "promise_to_pay", "confidence": 0.9}]},
            quotes={"intents": ["we will pay on Friday."]},
        )
        make.MessageFactory.create(
            case=case, kind="answer", status="sent", step_key="", subject=f"Thanks {number}", body_text="Thank you.",
            sent_at=AS_OF - timedelta(hours=2 * number + 1), to_email="paula@alder.example",
        )  # fmt: skip
