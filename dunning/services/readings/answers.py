"""Choosing what a reading is answered with: at most one mail, none of which chases."""

from __future__ import annotations

from agent.answers import Reading as Answer
from customers.models import Contact
from dunning.models import Promise, Review, Rung
from dunning.reading_rules import REVIEW_KINDS
from dunning.services.autonomy.rungs import rung_of
from dunning.services.outbox.answers import (
    answers_too_often,
    queue_dispute_received,
    queue_documents,
    queue_how_to_pay,
    queue_thanks,
)
from dunning.services.readings.booking import Booking


def answer_mail(booking: Booking) -> list[str]:
    """Queue at most one mail in answer: documents, how to pay, thanks, or word on a dispute. None of them chases."""
    answer, mail, as_of = booking.answer, booking.mail, booking.as_of
    if mail.contact is None or mail.contact.state != Contact.State.ACTIVE:
        waits = answer.documents or _question(answer)
        return [f"{mail.from_email} asks for something; answers go to confirmed contacts only."] if waits else []
    if answers_too_often(mail, as_of=as_of):
        return [f"{mail.from_email} got several answers within a day; perhaps a machine answers our answers."]
    asked = [document for document in answer.documents if document.type != "bank_details"]
    message, left = queue_documents(mail, [(d.type, booking.invoices(d.invoices)) for d in asked], as_of=as_of)
    question = _question(answer)
    if question and not message:
        message = queue_how_to_pay(mail, question, as_of=as_of)
    if question and (not message or message.purpose != "how_to_pay_answer"):
        left.append(f"Asked: “{question}”")
    if not message and not left and _deserves_thanks(booking):
        message = queue_thanks(mail, as_of=as_of)
    if not message and not left and _deserves_word_on_dispute(booking):
        message = queue_dispute_received(mail, as_of=as_of)
    if message:
        booking.made(message)
    return left


def _deserves_thanks(booking: Booking) -> bool:
    """A dated promise that nobody has to look at, where thanks are at least suggested."""
    promises = Promise.objects.filter(mail=booking.mail, kind=Promise.Kind.PROMISE, status=Promise.Status.OPEN)
    doubtful = Review.objects.filter(promise__mail=booking.mail, closed_at__isnull=True)
    if doubtful.exists() or not promises.filter(promised_on__isnull=False).exists():
        return False
    return _may_thank(booking)


def _deserves_word_on_dispute(booking: Booking) -> bool:
    """A dispute in a mail that no person answers anyway, such as one that speaks of lawyers, too."""
    answered_by_person = REVIEW_KINDS.keys() & set(booking.answer.intent_names())
    return bool(booking.answer.disputes) and not answered_by_person and _may_thank(booking)


def _may_thank(booking: Booking) -> bool:
    return rung_of(booking.case.debtor, Rung.Kind.THANKS).level >= Rung.Level.SUGGEST


def _question(answer: Answer) -> str:
    """The words of a question, or of asking for our bank details, which is one; "" if nothing was asked."""
    for intent in answer.intents:
        if intent.intent == "question":
            return intent.quote or answer.new_text[:500]
    for document in answer.documents:
        if document.type == "bank_details":
            return document.quote or "your bank details"
    return ""
