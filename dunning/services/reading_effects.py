"""What each meaning of a mail does to the account. Everything done is recorded as an Effect of the reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models, transaction

from agent.answers import DisputeAnswer
from agent.answers import Reading as Answer
from customers.models import Contact, Invoice
from dunning.models import Case, Dispute, IncomingMail, Promise, Reading, Review, Rung, Suppression
from dunning.reader import received_mail
from dunning.reading_rules import REVIEW_KINDS
from dunning.services.answers import queue_documents, queue_how_to_pay, queue_thanks
from dunning.services.contact_suggestions import mark_absent, suggest_contact
from dunning.services.disputes import DisputeRefused, open_dispute
from dunning.services.effects import changed, made
from dunning.services.promises import PromiseRefused, record_promise
from dunning.services.reply_reviews import ask_about_mail
from dunning.services.rungs import rung_of
from dunning.services.suppressions import suppress

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MAX_SUGGESTIONS = 3


@dataclass(frozen=True)
class Booking:
    """One reading about to be booked; `by` is the person who accepted it, None for the agent."""

    row: Reading
    mail: IncomingMail
    case: Case
    answer: Answer
    as_of: datetime
    by: User | None = None

    @property
    def said_on(self) -> date:
        """The day on which it was written, where it was written."""
        return received_mail(self.mail).received_at.date()

    def invoices(self, numbers: Sequence[str]) -> list[Invoice]:
        """The debtor's own invoices with these numbers; others are not its to speak of."""
        rows = Invoice.objects.filter(debtor_id=self.case.debtor_id, source__creditor_id=self.case.creditor_id)
        return list(rows.filter(number__in=list(numbers)).order_by("due_on", "pk")) if numbers else []

    def made(self, obj: models.Model) -> None:
        made(self.row, obj, as_of=self.as_of)

    def has_made(self, model: type[models.Model]) -> bool:
        return self.row.effects.filter(target=model._meta.label_lower, kind="made", undone_at__isnull=True).exists()


def book_all(booking: Booking) -> list[str]:
    """Do everything that the reading says; returns what could not be done, as sentences for a person.

    Answers are queued last: what was booked before them supersedes waiting drafts.
    """
    left = (
        _nothing_said(booking.answer)
        + book_pauses(booking)
        + _book_promises(booking)
        + _book_claims(booking)
        + _book_contacts(booking)
    )
    if not booking.mail.automatic:
        left += _answer(booking)
    return left


def book_pauses(booking: Booking) -> list[str]:
    """Disputes and opt-outs: what only stops something. Once each, however often it is called."""
    left: list[str] = []
    if booking.answer.disputes and not booking.has_made(Dispute):
        left += [sentence for dispute in booking.answer.disputes if (sentence := _book_dispute(booking, dispute))]
    if "opt_out" in booking.answer.intent_names() and not booking.has_made(Suppression):
        detail = f"Asked on {booking.said_on} not to be written to."
        booking.made(suppress(booking.mail.from_email, why="opt_out", detail=detail, as_of=booking.as_of))
    return left


def ask_about_intents(booking: Booking) -> None:
    """A Review for every intent that only a person answers, with the words that it rests on.

    One that the reader is not sure of has no Review of its own: the mail's tells of it, and accepting that asks here.
    """
    sure = 0.0 if booking.by else float(booking.case.policy.minimum_confidence)
    for intent in booking.answer.intents:
        kind = REVIEW_KINDS.get(intent.intent) if intent.confidence >= sure else None
        asked = booking.mail.reviews.filter(kind=kind).exclude(outcome="undone")
        if kind and not asked.exists():  # nor again after a person has answered
            said = f"“{intent.quote}”" if intent.quote else f"“{booking.mail.subject}”"
            why = f"{booking.mail.from_name or booking.mail.from_email}: {said}"
            booking.made(ask_about_mail(booking.mail, kind=kind, why=why, as_of=booking.as_of))


def bookable(answer: Answer) -> bool:
    """Would anything but disputes and opt-outs be booked or answered?"""
    asks = {"question", "contact_change"} & set(answer.intent_names())
    said = answer.promises or answer.payments or answer.documents or answer.contacts or answer.absence
    return bool(said or asks or _nothing_said(answer))


def _nothing_said(answer: Answer) -> list[str]:
    """Intents that came without what they are about: sentences for a person."""
    parts = {
        "promise_to_pay": (answer.promises, "A payment is promised, but what and when could not be read."),
        "payment_claimed": (answer.payments, "A payment is said to be made, but which could not be read."),
        "dispute": (answer.disputes, "Something is contested, but what could not be read."),
        "document_request": (answer.documents, "A document is asked for, but which could not be read."),
    }
    return [parts[intent][1] for intent in answer.intent_names() if intent in parts and not parts[intent][0]]


def _book_dispute(booking: Booking, dispute: DisputeAnswer) -> str:
    invoices = booking.invoices(dispute.invoices)
    if not invoices:
        return f"Disputed ({dispute.reason}), but no invoice of this account is named."
    try:
        opened = open_dispute(
            case_id=booking.case.pk,
            invoices=[invoice.pk for invoice in invoices],
            reason=dispute.reason,
            amount=dispute.amount,
            quote=dispute.quote,
            mail=booking.mail,
            by=booking.by,
            as_of=booking.as_of,
        )
    except DisputeRefused as refusal:
        return f"A dispute could not be booked: {refusal}"
    if opened.mail_id == booking.mail.pk:  # else an earlier dispute has these invoices already
        booking.made(opened)
    return ""


def _book_promises(booking: Booking) -> list[str]:
    return [
        sentence
        for promise in booking.answer.promises
        for sentence in _record(
            booking, promise.invoices, amount=promise.amount, on=promise.date, quote=promise.quote, kind="promise"
        )
    ]


def _book_claims(booking: Booking) -> list[str]:
    return [
        sentence
        for claim in booking.answer.payments
        for sentence in _record(
            booking,
            claim.invoices,
            amount=claim.amount,
            on=claim.date,
            quote=claim.quote,
            kind="claim",
            reference=(claim.reference or "")[:120],
        )
    ]


def _record(
    booking: Booking,
    numbers: Sequence[str],
    *,
    amount: Decimal | None,
    on: date | None,
    quote: str,
    kind: str,
    reference: str = "",
) -> list[str]:
    """One promise or claim for each currency of its invoices; sentences where nothing could be booked."""
    named = booking.invoices(numbers)
    if numbers and not named:
        return [f"A {kind} for {', '.join(numbers)}, which are no invoices of this account."]
    currencies = sorted({invoice.currency for invoice in named}) or [""]
    if amount is not None and len(currencies) > 1:
        return [f"A {kind} of {amount} for invoices in {' and '.join(currencies)}: in which currency?"]
    left = []
    for currency in currencies:
        try:
            with transaction.atomic():
                promise = record_promise(
                    case_id=booking.case.pk,
                    invoices=[invoice.pk for invoice in named if invoice.currency == currency],
                    amount=amount,
                    currency=currency,
                    promised_on=on,
                    quote=quote,
                    given_on=booking.said_on,
                    mail=booking.mail,
                    by=booking.by,
                    as_of=booking.as_of,
                    kind=kind,
                    reference=reference,
                )
        except PromiseRefused as refusal:
            left.append(f"A {kind} could not be booked: {refusal}")
        else:
            booking.made(promise)
    return left


def _book_contacts(booking: Booking) -> list[str]:
    answer, left, suggested = booking.answer, [], []
    for named in answer.contacts[:MAX_SUGGESTIONS]:
        contact = _suggest(booking, email=named.email or "", name=named.name or "", quote=named.quote)
        if contact:
            suggested.append(contact)
        elif not named.email:
            left.append(f"To write to instead: {named.name}, without an address.")
    if answer.absence:
        _book_absence(booking, answer.absence.until, suggested[0] if suggested else None)
    if "contact_change" in answer.intent_names() and not answer.contacts:
        left.append("Somebody else is responsible, but no address is named.")
    return left


def _suggest(booking: Booking, *, email: str, name: str, quote: str) -> Contact | None:
    sender = booking.mail.from_email
    why = f"{sender} named {name or email}" + (f": “{quote}”" if quote else ".")
    contact = suggest_contact(case=booking.case, email=email, name=name, why=why, as_of=booking.as_of)
    if contact:
        booking.made(contact)
    return contact


def _book_absence(booking: Booking, until: date | None, stand_in: Contact | None) -> None:
    contact = booking.mail.contact
    if contact is None or contact.state != Contact.State.ACTIVE:
        return
    old = mark_absent(contact=contact, until=until, stand_in=stand_in, today=booking.said_on, as_of=booking.as_of)
    if old:
        changed(booking.row, contact, old, as_of=booking.as_of)


def _answer(booking: Booking) -> list[str]:
    """Queue at most one mail in answer: documents, else how to pay, else thanks. None of them chases."""
    answer, mail, as_of = booking.answer, booking.mail, booking.as_of
    if mail.contact is None or mail.contact.state != Contact.State.ACTIVE:
        waits = answer.documents or _question(answer)
        return [f"{mail.from_email} asks for something; answers go to confirmed contacts only."] if waits else []
    asked = [document for document in answer.documents if document.type != "bank_details"]
    message, left = queue_documents(mail, [(d.type, booking.invoices(d.invoices)) for d in asked], as_of=as_of)
    question = _question(answer)
    if question and not message:
        message = queue_how_to_pay(mail, question, as_of=as_of)
    if question and (not message or message.purpose != "how_to_pay_answer"):
        left.append(f"Asked: “{question}”")
    if not message and not left and _deserves_thanks(booking):
        message = queue_thanks(mail, as_of=as_of)
    if message:
        booking.made(message)
    return left


def _deserves_thanks(booking: Booking) -> bool:
    """A dated promise that nobody has to look at, where thanks are at least suggested."""
    promises = Promise.objects.filter(mail=booking.mail, kind=Promise.Kind.PROMISE, status=Promise.Status.OPEN)
    doubtful = Review.objects.filter(promise__mail=booking.mail, closed_at__isnull=True)
    if doubtful.exists() or not promises.filter(promised_on__isnull=False).exists():
        return False
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
