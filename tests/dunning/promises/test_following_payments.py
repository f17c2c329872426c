from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from customers.models import BankTransaction, Invoice
from dunning.models import Case, Dispute, Look, Message, Promise, Review, Rung
from dunning.services.money.cash import follow_payments
from tests.factories import (
    AS_OF,
    TODAY,
    AllocationFactory,
    BankTransactionFactory,
    CaseFactory,
    DisputeFactory,
    EscalationFactory,
    InvoiceFactory,
    MessageFactory,
    PromiseFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return CaseFactory.create()


@pytest.fixture
def invoice(case: Case) -> Invoice:
    return InvoiceFactory.create(customer=case.debtor)


def pay(invoice: Invoice, amount: str = "1000.00", **given: Any) -> BankTransaction:
    """As the ledger's services book it."""
    transaction = BankTransactionFactory.create(
        source=invoice.source,
        debtor=invoice.debtor,
        amount=Decimal(amount),
        unallocated_amount=Decimal(0),
        state="matched",
        **given,
    )
    AllocationFactory.create(invoice=invoice, transaction=transaction, amount=Decimal(amount))
    invoice.open_amount -= Decimal(amount)
    if not invoice.open_amount:
        invoice.closed_how, invoice.closed_on = "paid", TODAY
    invoice.save()
    return transaction


def take_back(invoice: Invoice, transaction: BankTransaction) -> BankTransaction:
    later = AS_OF + timedelta(hours=1)
    returned = BankTransactionFactory.create(
        source=invoice.source, amount=-transaction.amount, unallocated_amount=0, returns=transaction, known_at=later
    )
    for paid in transaction.allocations.all():
        AllocationFactory.create(
            invoice=invoice, transaction=returned, amount=-paid.amount, reverses=paid, known_at=later
        )
    invoice.open_amount, invoice.closed_how, invoice.closed_on = invoice.amount, "", None
    invoice.save()
    return returned


def follow(case: Case, *, hours: int = 0) -> None:
    follow_payments([case.debtor_id], as_of=AS_OF + timedelta(hours=hours))


def remind(case: Case, **given: Any) -> Message:
    return MessageFactory.create(case=case, status="delivered", sent_at=AS_OF - timedelta(days=3), **given)


def asked_of_a_person(kind: str, case: Case | None = None, **subject: Any) -> Review:
    return Review.objects.create(
        kind=kind, why="A test asks.", case=case, opened_at=AS_OF, deadline=TODAY, **(subject or {"subject_case": case})
    )


def thanks(case: Case) -> list[Message]:
    return list(Message.objects.filter(case=case, kind="thanks", status="due"))


def test_a_payment_keeps_the_promise_early(case: Case, invoice: Invoice) -> None:
    promise = PromiseFactory.create(case=case, invoices=[invoice])
    pay(invoice)
    follow(case)
    promise.refresh_from_db()
    assert promise.status == Promise.Status.KEPT


def test_what_was_approved_is_superseded_and_the_round_looks_again(case: Case, invoice: Invoice) -> None:
    Look.objects.create(creditor=case.creditor, debtor=case.debtor, next_look_at=AS_OF + timedelta(days=5))
    message = MessageFactory.create(case=case, status=Message.Status.APPROVED)
    pay(invoice, "400.00")
    follow(case)
    message.refresh_from_db()
    assert message.status == Message.Status.SUPERSEDED
    assert Look.objects.get().next_look_at < AS_OF


def test_an_invoice_paid_after_a_reminder_is_thanked_for_once(case: Case, invoice: Invoice) -> None:
    remind(case)
    pay(invoice)
    follow(case)
    (message,) = thanks(case)
    assert (message.purpose, message.anchor_kind, message.anchor_id) == ("payment_thanks", "invoice", invoice.pk)
    assert message.send_on == TODAY
    Message.objects.filter(pk=message.pk).update(status=Message.Status.SENT)
    follow(case, hours=1)
    assert thanks(case) == []


def test_following_twice_leaves_the_thanks_that_wait(case: Case, invoice: Invoice) -> None:
    remind(case)
    pay(invoice)
    follow(case)
    (message,) = thanks(case)
    follow(case, hours=1)
    assert thanks(case) == [message]
    assert not Message.objects.filter(status="superseded").exists()


def test_thanks_for_the_next_payment_are_thanks_of_their_own(case: Case, invoice: Invoice) -> None:
    remind(case)
    pay(invoice)
    follow(case)
    Message.objects.filter(kind="thanks").update(status=Message.Status.SENT)
    other = InvoiceFactory.create(customer=case.debtor)
    pay(other)
    other.allocations.update(known_at=AS_OF + timedelta(hours=1))
    follow(case, hours=2)
    assert [message.anchor_id for message in thanks(case)] == [other.pk]


def test_a_part_payment_is_not_thanked_for(case: Case, invoice: Invoice) -> None:
    remind(case)
    pay(invoice, "900.00")
    follow(case)
    assert thanks(case) == []


def allow_write_offs(case: Case) -> None:
    case.policy.write_off_short_payments = True
    case.policy.save()


def test_a_short_rest_is_written_off_where_the_policy_allows_and_thanked_for(case: Case, invoice: Invoice) -> None:
    allow_write_offs(case)
    remind(case)
    pay(invoice, "995.00")
    follow(case)
    invoice.refresh_from_db()
    assert (invoice.open_amount, invoice.closed_how) == (Decimal("0.00"), "paid")
    assert len(thanks(case)) == 1


def test_a_short_rest_stays_open_where_the_policy_does_not_allow(case: Case, invoice: Invoice) -> None:
    pay(invoice, "995.00")
    follow(case)
    invoice.refresh_from_db()
    assert invoice.open_amount == Decimal("5.00")


@pytest.mark.parametrize("amount", ["994.99", None])
def test_a_larger_rest_or_one_without_a_payment_is_never_written_off(
    case: Case, invoice: Invoice, amount: str | None
) -> None:
    allow_write_offs(case)
    small = InvoiceFactory.create(customer=case.debtor, amount=Decimal("4.00"))
    if amount:
        pay(invoice, amount)
    follow(case)
    assert not Invoice.objects.filter(pk__in=[small.pk, invoice.pk]).exclude(closed_how="").exists()


def test_a_disputed_rest_is_left_alone(case: Case, invoice: Invoice) -> None:
    allow_write_offs(case)
    DisputeFactory.create(case=case, invoices=[invoice])
    pay(invoice, "995.00")
    follow(case)
    invoice.refresh_from_db()
    assert invoice.open_amount == Decimal("5.00")


def test_a_rest_in_an_erps_ledger_is_the_erps(case: Case, invoice: Invoice) -> None:
    allow_write_offs(case)
    invoice.source.truth = "erp"
    invoice.source.save()
    pay(invoice, "995.00")
    follow(case)
    invoice.refresh_from_db()
    assert invoice.open_amount == Decimal("5.00")


def test_what_nobody_was_reminded_of_is_not_thanked_for(case: Case, invoice: Invoice) -> None:
    pay(invoice)
    follow(case)
    assert thanks(case) == []


def test_a_credit_note_is_not_thanked_for(case: Case, invoice: Invoice) -> None:
    remind(case)
    AllocationFactory.create(invoice=invoice, origin="credit_note")
    Invoice.objects.filter(pk=invoice.pk).update(open_amount=0, closed_how="credited", closed_on=TODAY)
    follow(case)
    assert thanks(case) == []


@pytest.mark.parametrize("flag", ["do_not_contact", "insolvent"])
def test_who_is_not_written_to_is_not_thanked(case: Case, invoice: Invoice, flag: str) -> None:
    remind(case)
    setattr(case.debtor, flag, True)
    case.debtor.save()
    pay(invoice)
    follow(case)
    assert thanks(case) == []


def test_at_rung_monitor_nobody_is_thanked(case: Case, invoice: Invoice) -> None:
    Rung.objects.update(level=Rung.Level.MONITOR)
    remind(case)
    pay(invoice)
    follow(case)
    assert thanks(case) == []


def test_money_answers_what_a_person_was_asked(case: Case, invoice: Invoice) -> None:
    asked = asked_of_a_person("attempts", case)
    legal = asked_of_a_person("legal", case)
    escalation = EscalationFactory.create(case=case)
    pay(invoice)
    follow(case)
    for row in (asked, legal, escalation):
        row.refresh_from_db()
    assert (asked.outcome, legal.closed_at, escalation.status) == ("answered_by_money", None, "expired")


def test_while_something_is_overdue_the_questions_stay(case: Case, invoice: Invoice) -> None:
    asked = asked_of_a_person("attempts", case)
    escalation = EscalationFactory.create(case=case)
    pay(invoice, "400.00")
    follow(case)
    asked.refresh_from_db()
    escalation.refresh_from_db()
    assert (asked.closed_at, escalation.status) == (None, "open")


def test_a_matched_payment_needs_no_look_any_more(case: Case, invoice: Invoice) -> None:
    transaction = pay(invoice)
    asked = asked_of_a_person("unmatched_payment", transaction=transaction)
    follow(case)
    asked.refresh_from_db()
    assert asked.outcome == "matched"


def test_a_disputed_invoice_that_was_credited_ends_the_dispute(case: Case, invoice: Invoice) -> None:
    dispute = DisputeFactory.create(case=case, invoices=[invoice])
    Invoice.objects.filter(pk=invoice.pk).update(open_amount=0, closed_how="credited", closed_on=TODAY)
    follow(case)
    dispute.refresh_from_db()
    assert (dispute.status, dispute.outcome) == ("resolved", "valid")


def test_a_reissue_ends_the_dispute_of_what_it_replaces(case: Case, invoice: Invoice) -> None:
    dispute = DisputeFactory.create(case=case, invoices=[invoice])
    InvoiceFactory.create(customer=case.debtor, replaces=invoice)
    follow(case)
    dispute.refresh_from_db()
    assert dispute.outcome == Dispute.Outcome.REISSUED


def test_a_returned_payment_reopens_the_promise_and_stops_the_case(case: Case, invoice: Invoice) -> None:
    promise = PromiseFactory.create(case=case, invoices=[invoice])
    transaction = pay(invoice)
    follow(case)
    returned = take_back(invoice, transaction)
    follow(case, hours=2)
    promise.refresh_from_db()
    review = Review.objects.get(closed_at=None)
    assert (promise.status, promise.judged_at) == ("open", None)
    assert (review.kind, review.transaction, review.case, review.blocks) == ("returned_payment", returned, case, "case")
    follow(case, hours=3)
    assert Review.objects.filter(kind="returned_payment").count() == 1


def test_a_reversal_that_leaves_the_money_elsewhere_keeps_the_promise(case: Case, invoice: Invoice) -> None:
    promise = PromiseFactory.create(case=case, invoices=[invoice])
    transaction = pay(invoice)
    follow(case)
    paid = transaction.allocations.get()
    AllocationFactory.create(invoice=invoice, amount=-paid.amount, reverses=paid)
    AllocationFactory.create(invoice=invoice, origin="erp", amount=paid.amount)
    follow(case, hours=1)
    promise.refresh_from_db()
    assert promise.status == Promise.Status.KEPT


def test_queries_do_not_grow_with_debtors(case: Case) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            follow_payments(Case.objects.values_list("debtor_id", flat=True), as_of=AS_OF)
        return len(captured)

    pay(InvoiceFactory.create(customer=case.debtor))
    few = queries()
    for _ in range(10):
        pay(InvoiceFactory.create(customer=CaseFactory.create().debtor))
    assert queries() == few
