"""A promise is kept, broken, or was never more than words."""

from __future__ import annotations

from decimal import Decimal

from agent.answers import PaymentAnswer, PromiseAnswer
from dunning.models import Case, Message, Promise
from tests.scenarios.world import World


def test_a_kept_promise_closes_the_case_and_nobody_is_chased_meanwhile(world: World):
    customer = world.customer()
    invoice = world.invoice(customer, "1000.00")
    world.round()
    promised = PromiseAnswer(world.day(9), None, (invoice.number,), "We pay on the 13th.")
    world.reply("We pay on the 13th.", "promise_to_pay", promises=(promised,))

    world.live(8)
    assert [p for p in world.purposes(customer) if p != "promise_thanks"] == ["first_reminder"]

    world.advance()
    world.pay("1000.00", invoice)
    world.round()

    assert Promise.objects.get().status == Promise.Status.KEPT
    assert world.case(customer).status == Case.Status.CLOSED


def test_a_broken_promise_is_noticed_after_the_tolerance_and_chasing_resumes(world: World):
    customer = world.customer()
    invoice = world.invoice(customer, "1000.00")
    world.round()
    promised = PromiseAnswer(world.day(5), None, (invoice.number,), "We pay on Monday.")
    world.reply("We pay on Monday.", "promise_to_pay", promises=(promised,))

    # Promised for Monday 9 March; three business days of tolerance end on Thursday.
    world.live(8)
    assert Promise.objects.get().status == Promise.Status.OPEN

    world.live(2)
    assert Promise.objects.get().status == Promise.Status.BROKEN

    world.live(4)
    assert "promise_broken" in world.purposes(customer)
    assert world.case(customer).status == Case.Status.OPEN


def test_a_claim_never_seen_is_asked_about_kindly_and_not_held_against_the_customer(world: World):
    customer = world.customer()
    invoice = world.invoice(customer, "1000.00")
    world.round()
    paid = PaymentAnswer(world.today, Decimal("1000.00"), (invoice.number,), "TR-77")
    world.reply("We paid today.", "payment_claimed", payments=(paid,))

    world.live(12)

    claim = Promise.objects.get()
    assert (claim.kind, claim.status) == (Promise.Kind.CLAIM, Promise.Status.UNSEEN)
    assert "claim_unseen" in world.purposes(customer)
    assert "promise_broken" not in world.purposes(customer)


def test_a_claim_that_turns_out_true_ends_the_case_without_another_word(world: World):
    customer = world.customer()
    invoice = world.invoice(customer, "1000.00")
    world.round()
    paid = PaymentAnswer(world.today, None, (invoice.number,), None)
    world.reply("We paid today.", "payment_claimed", payments=(paid,))
    world.live(1)
    world.pay("1000.00", invoice)

    world.live(10)

    assert Promise.objects.get().status == Promise.Status.KEPT
    assert world.case(customer).status == Case.Status.CLOSED
    assert not Message.objects.filter(purpose="claim_unseen").exists()
