from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from audit.models import AuditEvent
from dunning.models import Case, Dispute, InvalidState, Message, Review
from dunning.services.disputes.disputes import DisputeRefused, open_dispute, resolve_dispute, withdraw_dispute
from tests.factories import AS_OF, CaseFactory, InvoiceFactory, MessageFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return CaseFactory.create()


def test_a_dispute_goes_to_a_person_with_reason_quote_and_ten_business_days(case: Case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor, number="INV-7")
    message = MessageFactory.create(case=case, status=Message.Status.APPROVED)
    dispute = open_dispute(
        case_id=case.pk,
        invoices=[invoice.pk],
        reason="quantity",
        amount=Decimal("200.00"),
        quote="Two boxes were missing.",
        as_of=AS_OF,
    )
    review = Review.objects.get()
    message.refresh_from_db()
    assert (review.kind, review.dispute, review.deadline) == ("dispute", dispute, date(2026, 3, 18))
    assert review.why == "Quantity: INV-7. 200.00 is contested. “Two boxes were missing.”"
    assert message.status == Message.Status.SUPERSEDED
    assert AuditEvent.objects.get(action="dispute.opened").data == {"invoices": ["INV-7"]}


def test_an_invoice_disputed_again_stays_in_its_dispute(case: Case) -> None:
    invoice, other = InvoiceFactory.create(customer=case.debtor), InvoiceFactory.create(customer=case.debtor)
    first = open_dispute(case_id=case.pk, invoices=[invoice.pk], reason="pricing", as_of=AS_OF)
    assert open_dispute(case_id=case.pk, invoices=[invoice.pk], reason="tax", as_of=AS_OF) == first
    second = open_dispute(case_id=case.pk, invoices=[invoice.pk, other.pk], reason="tax", as_of=AS_OF)
    assert list(second.invoices.all()) == [other]


def test_what_is_not_open_for_the_debtor_cannot_be_disputed(case: Case) -> None:
    paid = InvoiceFactory.create(customer=case.debtor, paid=True)
    stranger = InvoiceFactory.create()
    with pytest.raises(DisputeRefused):
        open_dispute(case_id=case.pk, invoices=[paid.pk, stranger.pk], reason="other", as_of=AS_OF)
    assert not Dispute.objects.exists()


def test_resolving_closes_the_review_once(case: Case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor)
    dispute = open_dispute(case_id=case.pk, invoices=[invoice.pk], reason="pricing", as_of=AS_OF)
    clerk = UserFactory.create()
    resolve_dispute(dispute_id=dispute.pk, outcome="invalid", by=clerk, as_of=AS_OF)
    dispute.refresh_from_db()
    review = Review.objects.get()
    assert (dispute.status, dispute.outcome, dispute.resolved_at) == ("resolved", "invalid", AS_OF)
    assert (review.outcome, review.closed_by) == ("invalid", clerk)
    with pytest.raises(InvalidState):
        resolve_dispute(dispute_id=dispute.pk, outcome="valid", by=clerk, as_of=AS_OF)


def test_a_withdrawn_dispute_has_no_outcome(case: Case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor)
    dispute = open_dispute(case_id=case.pk, invoices=[invoice.pk], reason="pricing", as_of=AS_OF)
    withdraw_dispute(dispute_id=dispute.pk, by=None, as_of=AS_OF)
    dispute.refresh_from_db()
    assert (dispute.status, dispute.outcome) == ("withdrawn", "")


def test_an_unknown_outcome_changes_nothing(case: Case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor)
    dispute = open_dispute(case_id=case.pk, invoices=[invoice.pk], reason="pricing", as_of=AS_OF)
    with pytest.raises(ValueError, match="no outcome"):
        resolve_dispute(dispute_id=dispute.pk, outcome="maybe", by=None, as_of=AS_OF)
    dispute.refresh_from_db()
    assert dispute.status == "open"


def test_what_is_kept_of_a_dispute_is_english_whoever_opened_it(case: Case) -> None:
    invoice = InvoiceFactory.create(customer=case.debtor)
    with override("de"):
        dispute = open_dispute(case_id=case.pk, invoices=[invoice.pk], reason="pricing", as_of=AS_OF)
        assert dispute.get_reason_display() == "Preis"
    assert AuditEvent.objects.get(action="dispute.opened").reason == "Pricing"
    assert Review.objects.get(dispute=dispute).why.startswith("Pricing: ")
