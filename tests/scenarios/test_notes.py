"""What Dunwell says of its own accord beside chasing: word on a dispute, a note before a payment, a superior asked."""

from __future__ import annotations

from decimal import Decimal

import pytest

from agent.answers import DisputeAnswer, DocumentAnswer, PromiseAnswer
from customers.models import Contact, Customer, Invoice
from dunning.models import Dispute, IncomingMail, Message, Policy, Reading, Rung, Step
from dunning.services.disputes.disputes import resolve_dispute
from dunning.services.readings.readings import apply_reading, undo_reading
from tests.scenarios.world import World

# Word on a dispute


def disputed(world: World, customer: Customer, invoice: Invoice, *intents: str, **parts: object) -> IncomingMail:
    said = DisputeAnswer("quantity", (invoice.number,), quote="Nine came, not twelve.")
    return world.reply("Nine came.", "dispute", *intents, disputes=(said,), needs_human=True, **parts)


def test_a_dispute_is_answered_by_what_is_set_aside_and_what_is_still_open(world: World):
    customer = world.customer()
    contested, other = world.invoice(customer, "700.00", overdue=8), world.invoice(customer, "300.00", overdue=7)
    world.round()
    mail = disputed(world, customer, contested)

    world.round()

    word = world.sent(customer)[-1]
    assert world.purposes(customer) == ["first_reminder", "dispute_received"]
    assert (word.kind, word.answers, word.to_email) == (Message.Kind.THANKS, mail, mail.from_email)
    assert contested.number in word.body_text and "set" in word.body_text and "aside" in word.body_text
    assert "300.00" in word.body_text and other.number in word.body_text
    assert "700.00" not in word.body_text
    case = world.case(customer)
    assert (case.attempts, case.last_outreach_at.date()) == (0, world.today)


def test_a_dispute_with_a_request_gets_one_answer_only(world: World):
    customer = world.customer()
    contested = world.invoice(customer, "700.00")
    world.round()
    asked = (DocumentAnswer("statement", (), "Please send a statement."),)
    mail = disputed(world, customer, contested, "document_request", documents=asked)
    reading = Reading.objects.get(mail=mail)
    if reading.status == Reading.Status.PROPOSED:
        apply_reading(reading_id=reading.pk, by=world.clerk, as_of=world.now)

    assert [message.purpose for message in Message.objects.filter(answers=mail)] == ["document_answer"]


@pytest.mark.parametrize("intent", ["legal_threat", "refusal", "opt_out"])
def test_a_dispute_that_a_person_answers_gets_no_word_besides(world: World, intent: str):
    customer = world.customer()
    invoice = world.invoice(customer)
    world.round()
    mail = disputed(world, customer, invoice, intent)

    assert Dispute.objects.count() == 1
    assert not Message.objects.filter(answers=mail).exists()


def test_a_dispute_is_not_answered_where_thanks_are_only_watched(world: World):
    customer = world.customer()
    invoice = world.invoice(customer)
    world.round()
    Rung.objects.filter(kind=Rung.Kind.THANKS).update(level=Rung.Level.MONITOR)

    assert not Message.objects.filter(answers=disputed(world, customer, invoice)).exists()


def test_word_on_a_dispute_goes_with_its_reading_and_with_the_dispute(world: World):
    customer = world.customer()
    invoice = world.invoice(customer)
    world.round()
    first = disputed(world, customer, invoice)
    undo_reading(reading_id=first.readings.get().pk, by=world.clerk, as_of=world.now)
    assert Message.objects.get(answers=first).status == Message.Status.SUPERSEDED
    assert Dispute.objects.get().status == Dispute.Status.WITHDRAWN

    second = disputed(world, customer, invoice)
    assert Message.objects.get(answers=second).status == Message.Status.DUE
    dispute = Dispute.objects.get(mail=second)
    resolve_dispute(dispute_id=dispute.pk, outcome="invalid", by=world.clerk, as_of=world.now)
    assert Message.objects.get(answers=second).status == Message.Status.SUPERSEDED


# A note before an announced payment


def announced(world: World, *, days: int, amount: str = "1000.00", given: int = 0) -> tuple[Customer, Invoice]:
    """A reminded customer that promises its invoice for so many days from now."""
    customer = world.customer()
    invoice = world.invoice(customer, amount)
    world.round()
    promised = PromiseAnswer(world.day(days), None, (invoice.number,), "We will pay.")
    world.reply("We will pay.", "promise_to_pay", promises=(promised,))
    world.round()
    return customer, invoice


def notes(**policy: object) -> None:
    Policy.objects.update(promise_notes=True, **({"promise_notes_from": Decimal("500.00")} | policy))


def test_one_business_day_before_the_announced_day_a_note_goes_out_that_chases_nothing(world: World):
    notes()
    customer, invoice = announced(world, days=12)
    attempts, outreach = world.case(customer).attempts, world.case(customer).last_outreach_at

    # Wednesday 4 March, promised for Monday 16: the note goes on Friday 13.
    world.live(8)
    assert world.purposes(customer) == ["first_reminder", "promise_thanks"]
    world.live(1)
    assert world.purposes(customer) == ["first_reminder", "promise_thanks", "promise_due_tomorrow"]
    note = world.sent(customer)[-1]
    assert (note.kind, note.stage, note.send_on.isoformat()) == ("thanks", "", "2026-03-13")
    assert "16 March 2026" in note.body_text and invoice.number in note.body_text
    world.live(3)
    assert world.purposes(customer)[-1] == "promise_due_tomorrow" and len(world.sent(customer)) == 3
    case = world.case(customer)
    assert (case.attempts, case.last_outreach_at) == (attempts, outreach)


def test_without_the_policys_wish_or_below_its_least_amount_no_note_goes_out(world: World):
    customer, _ = announced(world, days=6)
    world.live(6)
    notes(promise_notes_from=Decimal("1000.01"))
    other, _ = announced(world, days=6)
    world.live(6)

    assert not Message.objects.filter(purpose="promise_due_tomorrow").exists()
    assert {*world.purposes(customer), *world.purposes(other)} >= {"promise_thanks"}


def test_no_note_on_the_day_of_another_message_nor_after_the_money_has_come(world: World):
    notes()
    talking, owed = announced(world, days=6)
    paid, invoice = announced(world, days=6)
    world.live(4)
    world.advance()
    asked = (DocumentAnswer("statement", (), "Please send a statement."),)
    world.reply("Please send a statement.", "document_request", to=world.sent(talking)[-1], documents=asked)
    world.pay("1000.00", invoice)
    world.round()
    world.live(1)

    assert world.purposes(talking) == ["first_reminder", "promise_thanks", "document_answer"]
    assert "promise_due_tomorrow" not in world.purposes(paid)


def test_a_note_that_nobody_approved_in_time_is_taken_back(world: World):
    notes()
    customer, _ = announced(world, days=6)
    world.suggest_only()
    world.clerk_is_in = False
    world.live(5)
    note = Message.objects.get(purpose="promise_due_tomorrow")
    assert note.status == Message.Status.AWAITING_APPROVAL

    world.live(1)

    note.refresh_from_db()
    assert note.status == Message.Status.SUPERSEDED
    assert "approval" not in world.reviews(customer)


def test_a_mail_of_the_customer_takes_the_note_back(world: World):
    notes()
    customer, invoice = announced(world, days=6)
    world.suggest_only()
    world.clerk_is_in = False
    world.live(5)
    world.reply("We need two more days.", "extension_request", to=world.sent(customer)[-1], needs_human=True)

    assert Message.objects.get(purpose="promise_due_tomorrow").status == Message.Status.SUPERSEDED
    world.round()
    assert Message.objects.filter(purpose="promise_due_tomorrow").count() == 1


# A superior


def escalating(world: World) -> None:
    """The second reminder of the cadence goes to a superior."""
    Step.objects.filter(cadence=world.policy.cadence, purpose="follow_up").update(purpose="inside_escalation")


def test_unanswered_reminders_end_with_a_superior_who_is_told_so(world: World):
    escalating(world)
    customer = world.customer()
    manager = world.contact(customer, "maria")
    Contact.objects.filter(pk=manager.pk).update(role=Contact.Role.MANAGER)
    invoice = world.invoice(customer)
    world.round()

    world.live(6)

    first, second = world.sent(customer)[:2]
    assert (first.purpose, second.purpose) == ("first_reminder", "inside_escalation")
    assert (first.to_email.partition("@")[0], second.to_email) == ("paula", manager.email)
    assert invoice.number in second.body_text
    # Nobody writes to a superior for the first time alone, whatever the rung.
    assert (first.approved_by, second.approved_by) == (world.clerk, world.clerk)


def test_without_a_superior_the_usual_contact_gets_the_words_of_the_stage(world: World):
    escalating(world)
    customer = world.customer()
    world.contact(customer, "otto")
    world.invoice(customer)
    world.round()

    world.live(6)

    second = world.sent(customer)[1]
    assert (second.purpose, second.stage, second.to_email) == (
        "follow_up",
        "follow_up",
        world.sent(customer)[0].to_email,
    )
    assert "colleagues" not in second.body_text


def test_a_superior_who_is_away_is_not_turned_to(world: World):
    escalating(world)
    customer = world.customer()
    manager = world.contact(customer, "maria")
    away = {"role": Contact.Role.MANAGER, "absent_until": world.day(30)}
    Contact.objects.filter(pk=manager.pk).update(**away)
    world.invoice(customer)
    world.round()

    world.live(6)

    assert [message.to_email.partition("@")[0] for message in world.sent(customer)] == ["paula", "paula"]
    assert world.purposes(customer) == ["first_reminder", "follow_up"]


def test_after_an_answer_nobody_is_passed_over(world: World):
    escalating(world)
    customer = world.customer()
    manager = world.contact(customer, "maria")
    Contact.objects.filter(pk=manager.pk).update(role=Contact.Role.MANAGER)
    world.invoice(customer)
    world.round()
    world.advance()
    world.reply("Thank you, we are looking into it.")

    world.live(6)

    assert [message.to_email.partition("@")[0] for message in world.sent(customer)] == ["paula", "paula"]
    assert world.purposes(customer) == ["first_reminder", "follow_up"]
