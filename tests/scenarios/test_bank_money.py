"""Money from a bank's file: matched without a person, what follows it, and all of that taken back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from customers.models import AutomaticBooking, BankTransaction, Customer, Invoice, LearnedPayer
from customers.services.allocation import AllocationLine
from customers.services.ledger import InvalidBooking, settle_invoices
from customers.services.ledger_check import find_differences
from dunning.models import Arrangement, Case, Dispute, Message, Promise, Review, Rung
from dunning.services.cases.cases import close_case, open_case
from dunning.services.money.cash_desk import allocate_by_hand, book_return
from dunning.services.money.clearing import undo_booking
from dunning.services.money.matched import match_and_follow
from dunning.services.money.matched_undo import match_again, take_back_matched
from tests.factories import (
    AllocationFactory,
    ArrangementFactory,
    DisputeFactory,
    EscalationFactory,
    PromiseFactory,
)
from tests.scenarios.world import World


def arrives(
    world: World, amount: str, reference: str = "", *, by: Customer | None = None, **more: Any
) -> BankTransaction:
    """A bank payment of today, matched with all that follows."""
    payment = world.pay(amount, by=by, reference=reference, **more)
    match_and_follow(as_of=world.now)
    return now(payment)


def taken_back(world: World, payment: BankTransaction) -> BankTransaction:
    """By the clerk, an hour later."""
    world.now += timedelta(hours=1)
    return take_back_matched(transaction_id=payment.pk, by=world.clerk, as_of=world.now)


def now(row: Any) -> Any:
    row.refresh_from_db()
    return row


@pytest.fixture
def customer(world: World) -> Customer:
    return world.customer()


@pytest.fixture
def invoice(world: World, customer: Customer) -> Invoice:
    return world.invoice(customer, "1000.00", number="INV-20417")


def test_a_promise_is_kept_by_matched_money_and_open_again_after_it_is_taken_back(world, customer, invoice):
    world.round()
    promise = PromiseFactory.create(
        case=world.case(customer), invoices=[invoice], given_on=world.today, promised_on=world.day(3),
        quiet_until=world.day(6),
    )  # fmt: skip
    world.advance()

    payment = arrives(world, "1000.00", "INV-20417", by=customer)

    assert (payment.state, now(invoice).closed_how, now(promise).status) == ("matched", "paid", Promise.Status.KEPT)
    back = taken_back(world, payment)
    assert (back.state, back.debtor, back.doubt) == ("unmatched", None, "taken_back")
    assert (now(invoice).closed_how, invoice.open_amount) == ("", Decimal("1000.00"))
    assert (now(promise).status, promise.paid_amount) == (Promise.Status.OPEN, 0)
    assert not LearnedPayer.objects.exists()
    assert find_differences() == []


def test_a_promise_paid_in_part_is_partly_kept_and_judged_anew_without_the_money(world, customer, invoice):
    world.round()
    promise = PromiseFactory.create(
        case=world.case(customer), invoices=[invoice], given_on=world.today, promised_on=world.day(1),
        quiet_until=world.day(6),
    )  # fmt: skip
    world.advance()
    payment = arrives(world, "400.00", "INV-20417", by=customer)
    world.advance(8)
    match_and_follow(changed=[customer.pk], as_of=world.now)
    assert now(promise).status == Promise.Status.PARTLY_KEPT
    taken_back(world, payment)
    assert now(promise).status == Promise.Status.BROKEN


def test_a_claim_is_confirmed_and_its_review_waits_again_after_it_is_taken_back(world, customer, invoice):
    world.round()
    claim = PromiseFactory.create(
        case=world.case(customer), invoices=[invoice], kind=Promise.Kind.CLAIM, given_on=world.today,
        promised_on=world.day(2), quiet_until=world.day(5),
    )  # fmt: skip
    review = Review.objects.create(
        kind=Review.Kind.CLAIM, why="Proof came.", promise=claim, case=claim.case, opened_at=world.now,
        deadline=world.day(3),
    )  # fmt: skip
    world.advance()

    payment = arrives(world, "1000.00", "INV-20417", by=customer)

    assert (now(claim).status, now(review).outcome) == (Promise.Status.KEPT, "answered_by_money")
    taken_back(world, payment)
    assert (now(claim).status, now(review).closed_at) == (Promise.Status.OPEN, None)


def test_a_case_closed_by_the_round_goes_on_where_it_was(world, customer, invoice):
    world.round()
    first = world.case(customer)
    world.advance()
    payment = arrives(world, "1000.00", "INV-20417", by=customer)
    world.clerk_is_in = False
    world.round()
    assert world.case(customer).status == Case.Status.CLOSED

    world.advance()
    taken_back(world, payment)

    assert (now(first).status, first.closed_at, first.attempts) == (Case.Status.OPEN, None, 1)
    world.clerk_is_in = True
    world.live(8)
    assert Case.objects.count() == 1
    assert [purpose for purpose in world.purposes(customer) if purpose != "payment_thanks"] == [
        "first_reminder", "follow_up",
    ]  # fmt: skip


def test_a_case_that_a_person_closed_stays_closed(world, customer, invoice):
    world.round()
    payment = arrives(world, "1000.00", "INV-20417", by=customer)
    close_case(case_id=world.case(customer).pk, why="Settled by phone", by=world.clerk, as_of=world.now)
    taken_back(world, payment)
    assert world.case(customer).status == Case.Status.CLOSED


def test_a_waiting_draft_is_superseded_and_stays_so(world, customer, invoice):
    world.clerk_is_in = False
    world.suggest_only()
    world.round()
    draft = Message.objects.get()
    assert draft.status == Message.Status.AWAITING_APPROVAL

    payment = arrives(world, "1000.00", "INV-20417", by=customer)

    assert now(draft).status == Message.Status.SUPERSEDED
    taken_back(world, payment)
    assert now(draft).status == Message.Status.SUPERSEDED


def test_thanks_are_queued_where_the_rung_allows_and_withdrawn_with_the_money(world, customer, invoice):
    world.round()
    world.advance()
    payment = arrives(world, "1000.00", "INV-20417", by=customer)
    thanks = Message.objects.get(purpose="payment_thanks")
    taken_back(world, payment)
    assert now(thanks).status == Message.Status.SUPERSEDED
    world.send()
    assert world.purposes(customer) == ["first_reminder"]


def test_no_thanks_are_queued_where_the_rung_only_watches(world, customer, invoice):
    Rung.objects.update(level=Rung.Level.MONITOR)
    world.round()
    arrives(world, "1000.00", "INV-20417", by=customer)
    assert not Message.objects.filter(purpose="payment_thanks").exists()


def test_a_rest_within_tolerance_is_given_up_where_the_policy_allows_it_and_comes_back(world, customer, invoice):
    world.policy.write_off_short_payments, world.policy.short_pay_tolerance = True, Decimal("5.00")
    world.policy.save()
    payment = arrives(world, "997.00", "INV-20417", by=customer)
    assert (now(invoice).closed_how, invoice.open_amount) == ("paid", 0)
    taken_back(world, payment)
    assert (now(invoice).closed_how, invoice.open_amount) == ("", Decimal("1000.00"))
    assert find_differences() == []


def test_money_of_a_known_payer_is_counted_before_anybody_is_chased(world, customer, invoice):
    payment = world.pay("1000.00", by=customer, debtor=customer)
    world.round()
    assert world.sent() == []
    assert "apply_credit" in world.reviews(customer)
    assert now(payment).unallocated_amount == Decimal("1000.00")


def test_disputes_plans_and_escalations_wait_again(world, customer, invoice):
    world.round()
    case = world.case(customer)
    dispute = DisputeFactory.create(case=case, invoices=[invoice])
    plan = ArrangementFactory.create(case=case, invoices=[invoice])
    plan.instalments.create(due_on=world.day(20), amount=Decimal("1000.00"))
    escalation = EscalationFactory.create(case=case)
    world.advance()

    payment = arrives(world, "1000.00", "INV-20417", by=customer)

    assert (now(dispute).status, now(plan).status, now(escalation).status) == ("resolved", "fulfilled", "expired")
    taken_back(world, payment)
    assert (now(dispute).status, now(plan).status, now(escalation).status) == (
        Dispute.Status.OPEN, Arrangement.Status.ACTIVE, "open",
    )  # fmt: skip


def test_what_another_payment_still_answers_ends_again_at_once(world, customer, invoice):
    other = world.invoice(customer, "300.00", number="INV-20418")
    world.round()
    dispute = DisputeFactory.create(case=world.case(customer), invoices=[other])
    first = world.pay("1000.00", by=customer, reference="INV-20417")
    second = world.pay("300.00", by=customer, reference="INV-20418")
    match_and_follow(as_of=world.now)
    assert now(second).state == "matched"

    taken_back(world, first)

    assert (now(dispute).status, now(other).closed_how, now(invoice).closed_how) == ("resolved", "paid", "")


def test_the_next_run_leaves_it_to_a_person_who_may_ask_for_it_again(world, customer, invoice):
    payment = taken_back(world, arrives(world, "1000.00", "INV-20417", by=customer))
    world.advance()
    match_and_follow(as_of=world.now)
    assert (now(payment).state, payment.doubt) == ("unmatched", "taken_back")
    assert Review.objects.get(kind="unmatched_payment").closed_at is None

    report = match_again(transaction_id=payment.pk, by=world.clerk, as_of=world.now)

    assert (report.matched, now(payment).state, now(invoice).closed_how) == (1, "matched", "paid")
    assert Review.objects.get(kind="unmatched_payment").outcome == "matched"
    assert AutomaticBooking.objects.filter(taken_back_at=None).count() == 1
    assert taken_back(world, payment).state == "unmatched"


def test_nobodys_money_taken_back_waits(world, customer):
    payment = arrives(world, "12.90", "ZINSGUTSCHRIFT Q1")
    assert payment.state == "unrelated"
    assert taken_back(world, payment).state == "unmatched"
    match_and_follow(as_of=world.now)
    assert now(payment).state == "unmatched"


def test_money_on_account_taken_back_counts_for_nobody(world, customer, invoice):
    promise = PromiseFactory.create(
        case=open_case(creditor_id=world.source.creditor_id, debtor_id=customer.pk, as_of=world.now),
        amount=Decimal("2000.00"), given_on=world.today, promised_on=world.day(9), quiet_until=world.day(12),
    )  # fmt: skip
    account = {"by": customer, "payer_account": "GB33BUKB20201555555555"}
    arrives(world, "1000.00", "INV-20417", **account)
    again = arrives(world, "1000.00", "INV-20417", **account)
    assert (again.state, again.debtor, now(promise).status) == ("on_account", customer, Promise.Status.KEPT)
    back = taken_back(world, again)
    assert (back.state, back.debtor, back.unallocated_amount) == ("unmatched", None, Decimal("1000.00"))
    assert now(promise).status == Promise.Status.OPEN


def test_what_moved_on_is_not_taken_back(world, customer, invoice):
    account = {"by": customer, "payer_account": "GB33BUKB20201555555555"}
    arrives(world, "1000.00", "INV-20417", **account)
    again = arrives(world, "1000.00", "INV-20417", **account)
    later = world.invoice(customer, "1000.00")
    world.now += timedelta(hours=1)
    line = AllocationLine(later.pk, Decimal("1000.00"))
    allocate_by_hand(transaction_id=again.pk, lines=[line], by=world.clerk, as_of=world.now)
    with pytest.raises(InvalidBooking, match="no booking by matching"):
        taken_back(world, again)
    undo_booking(transaction_id=again.pk, by=world.clerk, as_of=world.now)
    assert taken_back(world, again).state == "unmatched"
    assert find_differences() == []


def test_a_return_that_matching_found_is_taken_back_and_booked_against_another_payment(world, customer, invoice):
    twin = world.invoice(customer, "1000.00", number="INV-20418")
    first = arrives(world, "1000.00", "INV-20417", by=customer)
    second = arrives(world, "1000.00", "INV-20418", by=customer)
    world.advance()
    back = arrives(world, "-1000.00", "RETURN INV-20417")
    assert (back.returns, now(invoice).closed_how) == (first, "")
    assert world.reviews(customer) == ["returned_payment"]

    back = taken_back(world, back)

    assert (back.state, back.returns, back.unallocated_amount) == ("unmatched", None, Decimal("-1000.00"))
    assert (now(first).state, now(invoice).closed_how, invoice.debit_returned) == ("matched", "paid", False)
    assert "returned_payment" not in world.reviews(customer)
    assert find_differences() == []
    world.now += timedelta(hours=1)
    book_return(transaction_id=back.pk, original_id=second.pk, by=world.clerk, as_of=world.now)
    assert (now(twin).closed_how, now(invoice).closed_how, now(back).returns) == ("", "paid", second)
    assert world.reviews(customer) == ["returned_payment"]
    undo_booking(transaction_id=back.pk, by=world.clerk, as_of=world.now + timedelta(hours=1))
    assert (now(twin).closed_how, now(back).state, back.returns) == ("paid", "unmatched", None)
    assert find_differences() == []


def test_the_erps_own_word_counts_again(world, customer, invoice):
    erp = AllocationFactory.create(invoice=invoice, origin="erp", booked_on=world.day(1), known_at=world.now)
    settle_invoices([invoice.pk])
    assert now(invoice).closed_how == "paid"
    payment = arrives(world, "1000.00", "INV-20417", by=customer)
    if AutomaticBooking.objects.get().code != "erp_paid":
        pytest.fail(AutomaticBooking.objects.get().code)
    assert payment.state == "matched"
    taken_back(world, payment)
    assert (now(invoice).closed_how, invoice.open_amount) == ("paid", 0)
    assert invoice.allocations.filter(origin="erp", amount=erp.amount).count() == 2
    assert find_differences() == []
