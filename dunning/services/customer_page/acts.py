"""What a customer can do on its page. Each act is kept as a mail of its contact and runs through the services of mails.

Its words promise, contest and name; they never close an invoice, and never make anybody trusted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import models, transaction
from django.utils.translation import override

from audit.models import AuditEvent
from audit.recording import record_event
from customers.models import Invoice
from dunning.local_days import today_of
from dunning.models import Case, IncomingMail, Promise, Review, Rung
from dunning.services.autonomy.rungs import rung_of
from dunning.services.contacts.suggestions import suggest_contact
from dunning.services.customer_page.letters import MAILBOX, Letter, keep_letter
from dunning.services.disputes.disputes import DisputeRefused, open_dispute
from dunning.services.inbox.reply_reviews import ask_about_mail
from dunning.services.inbox.work import finish_stage
from dunning.services.promises.promises import PromiseRefused, record_promise

# More days of payment than this in a day are for a person to sort out.
MOST_PROMISES = 5
WITHIN = timedelta(days=1)
# What became of an act, as the page tells it.
BOOKED, ASKED = "booked", "asked"


@dataclass(frozen=True)
class PromiseForm:
    """`invoices` are keys that the visitor saw; an amount only with invoices of one currency."""

    invoices: tuple[int, ...]
    promised_on: date
    amount: Decimal | None = None


@transaction.atomic
def promise_by_page(letter: Letter, form: PromiseForm, *, as_of: datetime) -> str:
    """Book a day of payment, one promise for each currency. "booked", or "asked" where a person has to agree."""
    mail = keep_letter(letter, as_of=as_of)
    if mail is None or mail.case is None:
        return BOOKED
    why = _not_alone(mail.case) or _too_often(mail.case, as_of=as_of)
    promises = [] if why else _promise(letter, form, mail, as_of=as_of)
    if not promises:
        why = why or "The day of payment could not be booked."
        return _left_to_a_person(mail, why, act="promise", as_of=as_of)
    finish_stage(mail, IncomingMail.Status.APPLIED)
    for promise in promises:
        _record("promise", promise, mail, as_of=as_of)
    waits = Review.objects.filter(promise__in=promises, closed_at__isnull=True).exists()
    return ASKED if waits else BOOKED


@transaction.atomic
def dispute_by_page(letter: Letter, *, invoices: Sequence[int], reason: str, said: str, as_of: datetime) -> str:
    """Contest invoices. Words and files are read like a mail's besides: they may say more than the form asks."""
    mail = keep_letter(letter, as_of=as_of)
    if mail is None or mail.case is None:
        return BOOKED
    why = _not_alone(mail.case)
    try:
        if not why:
            # What refuses it is kept on rows, in English as all that is stored.
            with transaction.atomic(), override("en"):
                dispute = open_dispute(
                    case_id=mail.case_id or 0, invoices=invoices, reason=reason, quote=said, mail=mail, as_of=as_of
                )
    except DisputeRefused as refusal:
        why = f"A dispute could not be opened: {refusal}"
    if why:
        return _left_to_a_person(mail, why, act="dispute", as_of=as_of)
    if not said and letter.file is None:
        finish_stage(mail, IncomingMail.Status.APPLIED)
    _record("dispute", dispute, mail, as_of=as_of)
    return BOOKED


@transaction.atomic
def contact_by_page(letter: Letter, *, name: str, email: str, as_of: datetime) -> str:
    """Name who is responsible: a suggestion that a person confirms, whoever it is."""
    mail = keep_letter(letter, as_of=as_of)
    if mail is None or mail.case is None:
        return BOOKED
    why = f"{letter.visit.contact.email} named this contact on the customer page."
    contact = suggest_contact(case=mail.case, email=email, name=name, why=why, as_of=as_of)
    if contact is None:
        return _left_to_a_person(mail, f"Named as responsible: {email}.", act="contact", as_of=as_of)
    finish_stage(mail, IncomingMail.Status.APPLIED)
    _record("contact", contact, mail, as_of=as_of)
    return BOOKED


@transaction.atomic
def question_by_page(letter: Letter, *, as_of: datetime) -> str:
    """Ask something: read and answered, or put before a person, like a mail."""
    mail = keep_letter(letter, as_of=as_of)
    if mail is not None:
        _record("question", mail, mail, as_of=as_of)
    return BOOKED


def _promise(letter: Letter, form: PromiseForm, mail: IncomingMail, *, as_of: datetime) -> list[Promise]:
    """All of them or none: half of what was said would be something else."""
    case = letter.visit.message.case
    rows = Invoice.objects.filter(pk__in=form.invoices).values_list("currency", "pk")
    by_currency: dict[str, list[int]] = {}
    for currency, pk in rows:
        by_currency.setdefault(currency, []).append(pk)
    if form.amount is not None and len(by_currency) != 1:
        return []
    try:
        with transaction.atomic():
            return [
                record_promise(
                    case_id=mail.case_id or case.pk,
                    invoices=invoices,
                    amount=form.amount,
                    currency=currency,
                    promised_on=form.promised_on,
                    given_on=today_of(case, as_of=as_of),
                    quote=letter.words,
                    mail=mail,
                    as_of=as_of,
                )
                for currency, invoices in sorted(by_currency.items())
            ]
    except PromiseRefused:
        return []


def _not_alone(case: Case) -> str:
    watching = rung_of(case.debtor, Rung.Kind.READING).level == Rung.Level.MONITOR
    return "The agent only watches this segment: nothing was booked." if watching else ""


def _too_often(case: Case, *, as_of: datetime) -> str:
    lately = Promise.objects.filter(
        debtor_id=case.debtor_id, mail__mailbox=MAILBOX, recorded_at__gt=as_of - WITHIN, recorded_at__lte=as_of
    ).count()
    return f"{lately} days of payment were given on the customer page within a day." if lately >= MOST_PROMISES else ""


def _left_to_a_person(mail: IncomingMail, why: str, *, act: str, as_of: datetime) -> str:
    ask_about_mail(mail, kind="reply", why=f"{why} On the customer page: {mail.body_text.strip()}"[:2000], as_of=as_of)
    finish_stage(mail, IncomingMail.Status.QUEUED)
    _record(act, mail, mail, as_of=as_of)
    return ASKED


def _record(act: str, subject: models.Model, mail: IncomingMail, *, as_of: datetime) -> None:
    """The customer's own act, beside what the services record of it. None of its words: they stand in the mail."""
    record_event(
        f"customer_page.{act}",
        subject=subject,
        as_of=as_of,
        actor=AuditEvent.Actor.CUSTOMER,
        debtor_id=mail.debtor_id,
        data={"mail": mail.pk},
    )
