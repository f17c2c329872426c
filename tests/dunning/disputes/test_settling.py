"""Valid, partly, invalid, withdrawn: what each means for the money that is asked for."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from customers.models import Invoice
from customers.services.allocation import AllocationLine
from customers.services.credit_notes import apply_credit_note
from dunning.account_facts import account_facts
from dunning.models import Case, Dispute, DisputeDeadline, ExpectedCredit, InvalidState, Review
from dunning.services.disputes.deadlines import assign_dispute, change_reason, move_deadline
from dunning.services.disputes.disputes import open_dispute, reopen_dispute, resolve_dispute
from dunning.services.disputes.expected_credits import ask_about_missing_credits
from dunning.services.money.cash import follow_payments
from dunning.services.reviews.outcomes import resolve_review
from dunning.services.rounds import items
from tests.factories import AS_OF, TODAY, CaseFactory, CreditNoteFactory, InvoiceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return CaseFactory.create()


@pytest.fixture
def invoice(case: Case) -> Invoice:
    return InvoiceFactory.create(customer=case.debtor, number="INV-7")


@pytest.fixture
def dispute(case: Case, invoice: Invoice) -> Dispute:
    return open_dispute(case_id=case.pk, invoices=[invoice.pk], reason="pricing", as_of=AS_OF)


def settle(dispute: Dispute, outcome: str, **given: object) -> Dispute:
    clerk = UserFactory.create()
    return resolve_dispute(dispute_id=dispute.pk, outcome=outcome, by=clerk, as_of=AS_OF, **given)  # type: ignore[arg-type]


def quiet(case: Case) -> dict[int, Decimal]:
    return items.expected_money([case.debtor_id], as_of=AS_OF)


def test_a_valid_dispute_keeps_its_invoice_quiet_for_the_credit_note(case: Case, dispute: Dispute) -> None:
    settle(dispute, "valid", note="The list price was wrong.")
    credit = ExpectedCredit.objects.get()
    assert (credit.amount, credit.due_on) == (Decimal("1000.00"), date(2026, 3, 18))
    assert quiet(case) == {credit.invoice_id: Decimal("1000.00")}
    assert account_facts(case, as_of=AS_OF).invoices == ()


def test_a_partly_valid_one_asks_for_the_rest_at_once(case: Case, dispute: Dispute, invoice: Invoice) -> None:
    settle(dispute, "partly", amount=Decimal("200.00"))
    assert quiet(case) == {invoice.pk: Decimal("200.00")}
    (fact,) = account_facts(case, as_of=AS_OF).invoices
    assert (fact.balance, fact.standing) == (Decimal("800.00"), "ask")


def test_partly_needs_an_amount_that_fits(dispute: Dispute) -> None:
    with pytest.raises(ValueError, match="how much is credited"):
        settle(dispute, "partly")
    with pytest.raises(ValueError, match="at most what is open"):
        settle(dispute, "partly", amount=Decimal("1000.01"))
    dispute.refresh_from_db()
    assert dispute.status == "open"
    assert not ExpectedCredit.objects.exists()


def test_the_contested_part_of_an_invoice_is_what_is_credited(case: Case, invoice: Invoice) -> None:
    parts = {invoice.pk: Decimal("150.00")}
    dispute = open_dispute(case_id=case.pk, invoices=[invoice.pk], reason="quantity", parts=parts, as_of=AS_OF)
    settle(dispute, "valid")
    assert ExpectedCredit.objects.get().amount == Decimal("150.00")


def test_a_credit_note_that_comes_ends_the_wait(case: Case, dispute: Dispute, invoice: Invoice) -> None:
    settle(dispute, "partly", amount=Decimal("200.00"))
    note = CreditNoteFactory.create(customer=case.debtor, amount=Decimal("-200.00"))
    later = AS_OF + timedelta(days=1)
    apply_credit_note(
        credit_note_id=note.pk, lines=[AllocationLine(invoice_id=invoice.pk, amount=Decimal("200.00"))], as_of=later
    )
    follow_payments([case.debtor_id], as_of=later)
    assert ExpectedCredit.objects.get().outcome == "came"
    assert items.expected_money([case.debtor_id], as_of=later) == {}


def test_a_payment_of_the_rest_is_no_credit_note(case: Case, dispute: Dispute, invoice: Invoice) -> None:
    settle(dispute, "partly", amount=Decimal("200.00"))
    Invoice.objects.filter(pk=invoice.pk).update(open_amount=Decimal("200.00"))
    follow_payments([case.debtor_id], as_of=AS_OF + timedelta(days=1))
    assert ExpectedCredit.objects.get().settled_at is None


def test_a_credit_note_that_does_not_come_is_asked_about_once(case: Case, dispute: Dispute, invoice: Invoice) -> None:
    settle(dispute, "valid")
    late = AS_OF + timedelta(days=15)
    assert (ask_about_missing_credits(as_of=AS_OF), ask_about_missing_credits(as_of=late)) == (0, 1)
    assert ask_about_missing_credits(as_of=late) == 0
    review = Review.objects.get(kind="credit_note")
    assert "1000.00 EUR (INV-7)" in review.why
    resolve_review(review_id=review.pk, outcome="wait", by=UserFactory.create(), as_of=late)
    assert ExpectedCredit.objects.get().due_on == date(2026, 3, 26)
    assert ask_about_missing_credits(as_of=late) == 0


def test_giving_the_credit_note_up_asks_for_everything_again(case: Case, dispute: Dispute) -> None:
    settle(dispute, "valid")
    late = AS_OF + timedelta(days=15)
    ask_about_missing_credits(as_of=late)
    review = Review.objects.get(kind="credit_note")
    resolve_review(review_id=review.pk, outcome="chase", by=UserFactory.create(), as_of=late)
    assert items.expected_money([case.debtor_id], as_of=late) == {}


def test_opening_it_again_takes_the_expected_credit_back(case: Case, dispute: Dispute) -> None:
    settle(dispute, "valid")
    clerk = UserFactory.create()
    reopen_dispute(dispute_id=dispute.pk, by=clerk, as_of=AS_OF)
    dispute.refresh_from_db()
    assert (dispute.status, dispute.outcome, dispute.settled_by) == ("open", "", None)
    assert ExpectedCredit.objects.get().outcome == "taken_back"
    assert Review.objects.filter(kind="dispute", closed_at=None).count() == 1
    with pytest.raises(InvalidState):
        reopen_dispute(dispute_id=dispute.pk, by=clerk, as_of=AS_OF)


def test_the_deadline_goes_by_the_reason(case: Case, invoice: Invoice) -> None:
    DisputeDeadline.objects.create(policy=case.policy, reason="missing_po", business_days=3)
    dispute = open_dispute(case_id=case.pk, invoices=[invoice.pk], reason="missing_po", as_of=AS_OF)
    assert dispute.deadline == date(2026, 3, 9)
    change_reason(dispute_id=dispute.pk, reason="pricing", by=UserFactory.create(), as_of=AS_OF)
    assert Review.objects.get().deadline == date(2026, 3, 18)


def test_owner_and_deadline_move_with_the_review(dispute: Dispute) -> None:
    clerk = UserFactory.create()
    assign_dispute(dispute_id=dispute.pk, owner=clerk, by=clerk, as_of=AS_OF)
    move_deadline(dispute_id=dispute.pk, deadline=TODAY + timedelta(days=30), by=clerk, as_of=AS_OF)
    review = Review.objects.get()
    assert (review.owner, review.deadline) == (clerk, TODAY + timedelta(days=30))
    with pytest.raises(InvalidState):
        move_deadline(dispute_id=dispute.pk, deadline=TODAY - timedelta(days=1), by=clerk, as_of=AS_OF)
