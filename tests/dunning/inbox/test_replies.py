"""A reply from its arrival to what it changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from agent.answers import DisputeAnswer, PaymentAnswer, PromiseAnswer
from customers.models import Contact, Invoice
from dunning.models import Case, Dispute, IncomingMail, Message, Promise, Review
from dunning.services.inbox import drain_inbox, store_mail
from tests.dunning.inbox.conftest import eml
from tests.factories import AS_OF, MessageFactory

pytestmark = pytest.mark.django_db
FRIDAY = date(2026, 3, 6)


def test_a_promise_by_a_known_contact_is_booked_and_thanked_for(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
) -> None:
    says("promise_to_pay", promises=(PromiseAnswer(FRIDAY, None, ("INV-5521",), "We will pay on Friday."),))
    store_mail(eml(), as_of=AS_OF)

    report = drain_inbox(as_of=AS_OF)

    assert (report.applied, report.queued) == (1, 0)
    promise = Promise.objects.get()
    assert (promise.promised_on, promise.quote, promise.given_on) == (FRIDAY, "We will pay on Friday.", AS_OF.date())
    assert [(line.invoice.number, line.amount) for line in promise.lines.all()] == [("INV-5521", Decimal("1860.00"))]
    thanks = Message.objects.get()
    assert (thanks.kind, thanks.purpose, thanks.status) == ("thanks", "promise_thanks", "due")
    assert not Review.objects.exists()
    case.refresh_from_db()
    assert case.last_reply_at == IncomingMail.objects.get().received_at


def test_a_claim_waits_for_the_money(case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]) -> None:
    says(
        "payment_claimed", payments=(PaymentAnswer(date(2026, 3, 2), None, ("INV-5521",), "20418", "Check went out."),)
    )
    store_mail(eml("Check went out."), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    claim = Promise.objects.get()
    assert (claim.kind, claim.promised_on, claim.reference) == ("claim", date(2026, 3, 2), "20418")


def test_a_dispute_is_booked_at_once_and_asked_about_without_blocking_the_rest(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
) -> None:
    says("dispute", disputes=(DisputeAnswer("quality", ("INV-5521",), None, "Two kegs leaked."),), needs_human=True)
    store_mail(eml("Two kegs leaked."), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    dispute = Dispute.objects.get()
    assert (dispute.reason, dispute.quote, dispute.status) == ("quality", "Two kegs leaked.", "open")
    assert [(review.kind, review.blocks) for review in Review.objects.all()] == [("dispute", "")]
    assert IncomingMail.objects.get().status == "applied"


def test_a_promise_beside_a_dispute_waits_for_a_person_while_the_dispute_pauses_its_invoice(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
) -> None:
    says(
        "dispute",
        "promise_to_pay",
        disputes=(DisputeAnswer("quality", ("INV-5521",)),),
        promises=(PromiseAnswer(FRIDAY, Decimal(100), ()),),
        needs_human=True,
    )
    store_mail(eml(), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert Dispute.objects.count() == 1
    assert not Promise.objects.exists()
    assert set(Review.objects.values_list("kind", flat=True)) == {"dispute", "reply"}


def test_any_reply_takes_back_what_waits_to_go_out(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
) -> None:
    draft = MessageFactory.create(case=case, status="awaiting_approval")
    case.attempts = 3
    case.save()
    says("refusal", needs_human=True)
    store_mail(eml("We won't pay."), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    draft.refresh_from_db()
    case.refresh_from_db()
    assert draft.status == "superseded"
    assert case.attempts == 0
    assert [review.kind for review in Review.objects.all()] == ["refusal"]
