"""What each meaning of a mail does to the account. Everything done is recorded as an Effect of the reading."""

from __future__ import annotations

from django.utils.translation import override

from agent.answers import DisputeAnswer
from agent.answers import Reading as Answer
from dunning.models import Dispute, Suppression
from dunning.reading_rules import REVIEW_KINDS, WITHOUT_EFFECT
from dunning.services.contacts.finds import suggest_from_signature
from dunning.services.contacts.suppressions import suppress
from dunning.services.disputes.disputes import DisputeRefused, open_dispute
from dunning.services.inbox.files import papers_of
from dunning.services.inbox.reply_reviews import ask_about_mail
from dunning.services.promises.bounds import LARGEST_AMOUNT, MOST_IN_ONE_MAIL
from dunning.services.readings.advices import book_advices
from dunning.services.readings.answers import answer_mail
from dunning.services.readings.booking import Booking
from dunning.services.readings.contacts import book_contacts
from dunning.services.readings.promises import book_claims, book_promises


def book_all(booking: Booking) -> list[str]:
    """Do everything that the reading says; returns what could not be done, as sentences for a person.

    Answers are queued last: what was booked before them supersedes waiting drafts.
    """
    left = (
        _nothing_said(booking.answer)
        + book_pauses(booking)
        + book_promises(booking)
        + book_claims(booking)
        + book_advices(booking)
        + book_contacts(booking)
    )
    if not booking.mail.automatic:
        suggest_from_signature(booking)
        left += answer_mail(booking) + _files_unread(booking)
    return left


def _files_unread(booking: Booking) -> list[str]:
    """Where the words say nothing, what is meant may stand in the file: nobody but a person opens it."""
    if set(booking.answer.intent_names()) - WITHOUT_EFFECT:
        return []
    names = papers_of(booking.mail)
    return [f"It says nothing by itself; a file came with it: {', '.join(names[:5])}."] if names else []


def book_pauses(booking: Booking) -> list[str]:
    """Disputes and opt-outs: what only stops something. Once each, however often it is called."""
    left: list[str] = []
    disputes = booking.answer.disputes
    if len(disputes) > MOST_IN_ONE_MAIL:
        left.append(f"It contests {len(disputes)} things; only the first {MOST_IN_ONE_MAIL} were looked at.")
    if disputes and not booking.has_made(Dispute):
        booked = (_book_dispute(booking, dispute) for dispute in disputes[:MOST_IN_ONE_MAIL])
        left += [sentence for sentence in booked if sentence]
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
    amount = dispute.amount if dispute.amount is None or abs(dispute.amount) < LARGEST_AMOUNT else None
    try:
        with override("en"):  # what refuses it is kept on rows, in English as all that is stored
            opened = open_dispute(
                case_id=booking.case.pk,
                invoices=[invoice.pk for invoice in invoices],
                reason=dispute.reason,
                amount=amount,
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
