"""A reply from its arrival to what it changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from agent.answers import (
    AbsenceAnswer,
    ContactAnswer,
    DisputeAnswer,
    DocumentAnswer,
    PaymentAnswer,
    PromiseAnswer,
)
from customers.models import Contact, Customer, Invoice
from dunning import reader
from dunning.mail.threading import reply_address
from dunning.models import Case, Dispute, IncomingMail, Message, Promise, Reading, Review, Rung, Suppression
from dunning.services.inbox.stages import drain_inbox, store_mail
from tests.dunning.inbox.conftest import eml
from tests.factories import AS_OF, DocumentFactory, InvoiceFactory, MessageFactory

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


def test_a_promise_of_an_unknown_sender_waits_and_the_sender_is_suggested(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
) -> None:
    says("promise_to_pay", promises=(PromiseAnswer(FRIDAY, None, ("INV-5521",)),))
    store_mail(eml(From="Nora New <nora@new.example>", To=reply_address(case.pk)), as_of=AS_OF)
    assert drain_inbox(as_of=AS_OF).queued == 1
    assert not Promise.objects.exists()
    suggestion = Contact.objects.get(email="nora@new.example")
    assert (suggestion.state, suggestion.name) == ("suggested", "Nora New")
    reply = Review.objects.get(kind="reply")
    assert (reply.why, reply.blocks) == ("The sender is no confirmed contact of this account.", "case")
    assert reply.deadline == date(2026, 3, 6)
    assert Review.objects.get(kind="contact").contact == suggestion


@pytest.mark.parametrize(
    ("confidence", "level", "tier", "why"),
    [
        (0.79, 3, "standard", "The reading is 79% sure; 80% are asked for."),
        (0.95, 1, "standard", "Replies of this segment are booked by a person."),
        (0.95, 0, "standard", "Replies of this segment are booked by a person."),
        (0.95, 3, "key_account", "It is a key account."),
    ],
)
def test_what_a_person_must_agree_to(
    case: Case,
    contact: Contact,
    invoice: Invoice,
    says: Callable[..., None],
    confidence: float,
    level: int,
    tier: str,
    why: str,
) -> None:
    Rung.objects.filter(kind="reading").update(level=level)
    Customer.objects.filter(pk=case.debtor_id).update(tier=tier)
    says("promise_to_pay", confidence=confidence, promises=(PromiseAnswer(FRIDAY, None, ("INV-5521",)),))
    store_mail(eml(), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert not Promise.objects.exists()
    assert Review.objects.get().why == why
    assert Reading.objects.get().status == "proposed"
    assert IncomingMail.objects.get().status == "queued"


def test_above_the_rungs_limit_a_person_agrees(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
) -> None:
    Rung.objects.filter(kind="reading").update(amount_limit=1000)
    Case.objects.filter(pk=case.pk).update(exposure=1860)
    says("promise_to_pay", promises=(PromiseAnswer(FRIDAY, None, ("INV-5521",)),))
    store_mail(eml(), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert Review.objects.get().why == "1860.00 is overdue, above the limit of 1000.00."


def test_a_message_id_that_came_with_another_text_makes_both_doubtful(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
) -> None:
    says("promise_to_pay", promises=(PromiseAnswer(FRIDAY, None, ("INV-5521",)),))
    store_mail(eml("We pay Friday."), as_of=AS_OF)
    store_mail(eml("We pay in June."), as_of=AS_OF)
    assert drain_inbox(as_of=AS_OF).queued == 2
    assert not Promise.objects.exists()


def test_words_to_the_machine_beside_a_dispute_book_nothing(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
) -> None:
    says(
        "dispute",
        disputes=(DisputeAnswer("pricing", ("INV-5521",)),),
        needs_human=True,
        human_reasons=("The message says: dispute.", "The text tries to instruct the reader."),
    )
    store_mail(eml(), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert not Dispute.objects.exists()
    assert Review.objects.get(kind="reply").why.startswith("The text tries to instruct the reader.")


def test_an_acknowledgement_changes_nothing_and_asks_nobody(
    case: Case, contact: Contact, says: Callable[..., None]
) -> None:
    Rung.objects.filter(kind="reading").update(level=1)
    says("acknowledgement")
    store_mail(eml("Thanks, received."), as_of=AS_OF)
    assert drain_inbox(as_of=AS_OF).applied == 1
    assert not Review.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("intent", "kind"),
    [
        ("insolvency", "insolvency"),
        ("legal_threat", "legal"),
        ("refusal", "refusal"),
        ("extension_request", "extension"),
    ],
)
def test_what_only_a_person_answers(
    case: Case, contact: Contact, says: Callable[..., None], intent: str, kind: str
) -> None:
    says(intent, needs_human=True)
    store_mail(eml("Read this."), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    review = Review.objects.get()
    assert (review.kind, review.why, review.blocks) == (kind, "Paula Payer: “Read this.”", "case")


def test_an_opt_out_stops_the_address_and_asks_who_else(
    case: Case, contact: Contact, says: Callable[..., None]
) -> None:
    says("opt_out", needs_human=True)
    store_mail(eml("Stop writing to me."), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert (Suppression.objects.get().email, Suppression.objects.get().why) == ("paula@aldercreek.example", "opt_out")
    assert [review.kind for review in Review.objects.all()] == ["opt_out"]


def test_a_stored_document_is_sent_and_a_missing_one_asked_for(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
) -> None:
    other = InvoiceFactory.create(customer=case.debtor, number="INV-5587")
    stored = DocumentFactory.create(customer=case.debtor, invoice=invoice)
    says("document_request", documents=(DocumentAnswer("invoice_copy", (invoice.number, other.number)),))
    store_mail(eml("Copies please."), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    message = Message.objects.get()
    assert (message.kind, message.purpose, message.answers) == (
        "document",
        "document_answer",
        IncomingMail.objects.get(),
    )
    assert list(message.documents.all()) == [stored]
    assert Review.objects.get().why == "Asked for: invoice copy of INV-5587, which is not stored."


def test_another_customers_document_is_never_sent(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
) -> None:
    foreign = DocumentFactory.create(customer=InvoiceFactory.create(number="INV-9").customer)
    foreign.invoice = Invoice.objects.get(number="INV-9")
    foreign.save()
    says("document_request", documents=(DocumentAnswer("invoice_copy", ("INV-9",)),))
    store_mail(eml("A copy of INV-9 please."), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert not Message.objects.exists()
    assert Review.objects.get().kind == "reply"


def test_how_to_pay_is_answered_and_any_other_question_asked(
    case: Case, contact: Contact, says: Callable[..., None]
) -> None:
    says("question")
    store_mail(eml("Which account should we pay to?"), as_of=AS_OF)
    store_mail(eml("What is this for?", Message_ID="<2@x.example>"), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert [message.purpose for message in Message.objects.all()] == ["how_to_pay_answer"]
    assert [review.why for review in Review.objects.all()] == ["Asked: “What is this for?”"]


def test_an_answer_overtaken_by_another_reply_is_queued_again(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
) -> None:
    stored = DocumentFactory.create(customer=case.debtor, invoice=invoice)
    says("document_request", documents=(DocumentAnswer("invoice_copy", (invoice.number,)),))
    store_mail(eml("A copy please."), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    says("acknowledgement")
    store_mail(eml("Thanks.", Message_ID="<2@x.example>"), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert [message.status for message in Message.objects.order_by("pk")] == ["superseded", "due"]
    assert list(Message.objects.latest("pk").documents.all()) == [stored]


def test_an_absence_is_kept_on_the_contact_with_a_stand_in_to_confirm(
    case: Case, contact: Contact, says: Callable[..., None]
) -> None:
    says(
        "out_of_office",
        absence=AbsenceAnswer(date(2026, 3, 16)),
        contacts=(ContactAnswer("Ron Relief", "ron@aldercreek.example", "Ask Ron."),),
    )
    store_mail(eml("I am away.", Auto_Submitted="auto-replied"), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    contact.refresh_from_db()
    assert contact.absent_until == date(2026, 3, 16)
    assert contact.stand_in is not None
    assert (contact.stand_in.email, contact.stand_in.state) == ("ron@aldercreek.example", "suggested")
    assert [review.kind for review in Review.objects.all()] == ["contact"]


def test_a_portals_automatic_rejection_is_a_dispute_that_nobody_answers(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
) -> None:
    says("dispute", disputes=(DisputeAnswer("missing_po", ("INV-5521",)),), needs_human=True)
    store_mail(eml("Rejected: no PO.", Auto_Submitted="auto-generated"), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert Dispute.objects.get().reason == "missing_po"
    assert not Message.objects.exists()


def test_invoices_of_somebody_else_are_not_promised(case: Case, contact: Contact, says: Callable[..., None]) -> None:
    InvoiceFactory.create(number="INV-9")
    says("promise_to_pay", promises=(PromiseAnswer(FRIDAY, None, ("INV-9",)),))
    store_mail(eml(), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert not Promise.objects.exists()
    assert Review.objects.get().why == "A promise for INV-9, which are no invoices of this account."


def test_a_promise_in_two_currencies_is_two(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
) -> None:
    InvoiceFactory.create(customer=case.debtor, number="INV-USD", currency="USD")
    says("promise_to_pay", promises=(PromiseAnswer(FRIDAY, None, ("INV-5521", "INV-USD")),))
    store_mail(eml(), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert sorted(Promise.objects.values_list("currency", flat=True)) == ["EUR", "USD"]


def test_a_mail_that_cannot_be_read_ends_with_a_person(
    case: Case, contact: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*args: object) -> None:
        raise RuntimeError("The model is away.")

    monkeypatch.setattr(reader, "read", fails)
    store_mail(eml(), as_of=AS_OF)
    for attempt in range(3):
        drain_inbox(as_of=AS_OF + timedelta(minutes=10 * attempt))
    mail = IncomingMail.objects.get()
    assert (mail.status, mail.problem) == ("failed", "RuntimeError: The model is away.")
    assert Review.objects.get().why == "This mail could not be worked in: RuntimeError: The model is away."


def test_what_the_reader_only_suspects_is_asked_about_once(
    case: Case, contact: Contact, says: Callable[..., None]
) -> None:
    says("opt_out", confidence=0.6, needs_human=True)
    store_mail(eml("Messages to this address are deleted."), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert [review.kind for review in Review.objects.all()] == ["reply"]
    assert not Suppression.objects.exists()


def test_two_parts_promised_in_one_mail_both_count(
    case: Case, contact: Contact, invoice: Invoice, says: Callable[..., None]
) -> None:
    parts = (
        PromiseAnswer(FRIDAY, Decimal(1000), ("INV-5521",)),
        PromiseAnswer(date(2026, 3, 20), Decimal(860), ("INV-5521",)),
    )
    says("promise_to_pay", promises=parts)
    store_mail(eml(), as_of=AS_OF)
    drain_inbox(as_of=AS_OF)
    assert list(Promise.objects.order_by("promised_on").values_list("amount", "status")) == [
        (Decimal("1000.00"), "open"),
        (Decimal("860.00"), "open"),
    ]
