"""Money in all its shapes: in part, too much, from somebody else, in another currency, taken back."""

from __future__ import annotations

from decimal import Decimal

from customers.models import Invoice
from customers.services.returns import return_payment
from dunning.models import Case, Message
from dunning.services.money.cash import follow_payments
from tests.factories import InvoiceFactory
from tests.scenarios.world import World


def test_a_partial_payment_keeps_the_case_open_and_the_rest_is_asked_for(world: World):
    customer = world.customer()
    invoice = world.invoice(customer, "1000.00")
    world.round()
    world.advance()
    world.pay("400.00", invoice)

    world.live(8)

    assert world.case(customer).status == Case.Status.OPEN
    last = world.sent(customer)[-1]
    assert last.kind == Message.Kind.REMINDER
    assert "600.00" in last.body_text
    assert "1,000.00" not in last.subject


def test_who_pays_all_after_a_reminder_is_thanked_once_although_the_case_is_closed(world: World):
    customer = world.customer()
    invoice = world.invoice(customer, "1000.00")
    world.round()
    world.advance()
    world.pay("1000.00", invoice)

    world.live(5)

    assert world.case(customer).status == Case.Status.CLOSED
    assert world.purposes(customer) == ["first_reminder", "payment_thanks"]


def test_when_everything_is_paid_between_approval_and_sending_nothing_leaves(world: World):
    customer = world.customer()
    invoice = world.invoice(customer, "1000.00")
    world.clerk_is_in = False
    world.round()
    assert world.approve_all() == 1

    world.pay("1000.00", invoice)
    report = world.send()

    assert report.sent == 0
    assert world.sent() == []
    assert Message.objects.get().status == Message.Status.SUPERSEDED


def test_the_oldest_invoice_paid_first_hands_the_ladder_to_the_next_one(world: World):
    customer = world.customer()
    oldest = world.invoice(customer, "1000.00", overdue=9)
    newer = world.invoice(customer, "800.00", overdue=-4)
    world.round()
    world.live(5)
    assert world.purposes(customer) == ["first_reminder", "follow_up"]

    world.pay("1000.00", oldest)
    world.live(1)
    case = world.case(customer)
    assert (case.status, case.carrying_invoice) == (Case.Status.OPEN, newer)

    world.live(4)
    last = world.sent(customer)[-1]
    assert last.purpose == "first_reminder"
    assert last.anchor_id == newer.pk


def test_a_small_old_remainder_of_a_good_payer_is_mentioned_once_and_then_a_person_decides(world: World):
    customer = world.customer()
    world.invoice(customer, "20.00", overdue=40)

    world.round()
    world.live(20)

    assert world.purposes(customer) == ["small_balance"]
    assert world.reviews(customer) == ["write_off"]


def test_a_parent_is_asked_and_pays_for_its_children_and_the_children_hear_nothing(world: World):
    parent = world.customer("Brinkhoff Holding", contact="ulrike")
    first = world.customer("Brinkhoff Logistics", contact="fritz", parent=parent, debtor=parent)
    second = world.customer("Brinkhoff Storage", contact="gerd", parent=parent, debtor=parent)
    invoices = [world.invoice(first, "700.00"), world.invoice(second, "300.00")]

    world.round()
    [letter] = world.sent()
    assert letter.to_email == parent.contacts.get().email
    assert all(invoice.number in letter.body_text for invoice in invoices)

    world.advance()
    world.pay("1000.00", *invoices, by=parent)
    world.round()
    assert world.case(parent).status == Case.Status.CLOSED
    assert Case.objects.count() == 1


def test_two_currencies_are_asked_for_side_by_side_and_never_added_up(world: World):
    customer = world.customer()
    world.invoice(customer, "1000.00", currency="EUR")
    world.invoice(customer, "500.00", currency="USD")

    world.round()

    [letter] = world.sent()
    assert "1,000.00" in letter.body_text
    assert "500.00" in letter.body_text
    assert "1,500.00" not in letter.body_text


def test_money_in_one_currency_leaves_the_other_open(world: World):
    customer = world.customer()
    euros = world.invoice(customer, "1000.00", currency="EUR")
    dollars = world.invoice(customer, "500.00", currency="USD")
    world.round()
    world.advance()
    world.pay("1000.00", euros)

    world.live(8)

    assert world.case(customer).status == Case.Status.OPEN
    last = world.sent(customer)[-1]
    assert dollars.number in last.body_text
    assert euros.number not in last.body_text


def test_a_credit_note_larger_than_the_debt_silences_the_agent_and_asks_a_person_to_apply_it(world: World):
    customer = world.customer()
    world.invoice(customer, "1000.00")
    world.credit_note(customer, "1500.00")

    world.round()
    world.live(10)

    assert world.sent() == []
    assert world.reviews(customer) == ["apply_credit"]


def test_a_habitual_late_payer_is_reminded_only_after_its_usual_day(world: World):
    customer = world.customer()
    for number in range(8):
        due = world.day(-60 - 30 * number)
        InvoiceFactory.create(
            customer=customer, due_on=due, paid=True, closed_on=due.fromordinal(due.toordinal() + 6), as_of=world.today
        )
    world.invoice(customer, "1000.00", overdue=1)

    world.round()
    world.live(5)
    assert world.sent() == []

    world.live(3)
    assert world.purposes(customer) == ["first_reminder"]


def test_a_returned_payment_reopens_the_invoice_and_asks_a_person_before_any_mail(world: World):
    customer = world.customer()
    invoice = world.invoice(customer, "1000.00")
    world.round()
    world.advance()
    payment = world.pay("1000.00", invoice)
    world.round()
    assert world.case(customer).status == Case.Status.CLOSED

    world.advance(5)
    back = world.pay("-1000.00")
    return_payment(transaction_id=back.pk, original_id=payment.pk, as_of=world.now, by=world.clerk)
    follow_payments([customer.pk], as_of=world.now)
    world.round()
    world.live(10)

    invoice.refresh_from_db()
    assert (invoice.open_amount, invoice.closed_how) == (Decimal("1000.00"), "")
    assert "returned_payment" in world.reviews(customer)
    assert world.purposes(customer) == ["first_reminder", "payment_thanks"]


def test_bank_money_that_the_erp_has_not_booked_yet_stops_chasing_and_closes_nothing(world: World):
    world.source.truth = "erp"
    world.source.save()
    customer = world.customer()
    invoice = world.invoice(customer, "1000.00")
    world.round()
    world.advance()
    world.pay("1000.00", invoice)

    world.live(12)

    invoice.refresh_from_db()
    assert (invoice.open_amount, invoice.closed_how) == (Decimal("1000.00"), "")
    assert world.case(customer).status == Case.Status.OPEN
    assert world.purposes(customer) == ["first_reminder"]
    assert Invoice.objects.still_open().count() == 1
