"""Reading mails, and booking what they mean: alone where the rules allow it, else when a person agrees."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from agent.contracts import quotes_of, reading_from_json, reading_to_json
from audit.recording import record_event
from customers.models import Contact, Customer
from dunning import reader
from dunning.account_facts import account_facts
from dunning.bell import ring
from dunning.models import Correction, Evidence, IncomingMail, InvalidState, Reading, Rung
from dunning.reading_rules import WITHOUT_EFFECT, ReadingFacts, doubts, holds, may_pause_alone
from dunning.services.autonomy.reading_evidence import keep_answer, keep_reading
from dunning.services.autonomy.rungs import rung_of
from dunning.services.cases.looks import look_again
from dunning.services.contacts.suggestions import suggest_contact
from dunning.services.inbox.reply_reviews import ask_about_mail
from dunning.services.inbox.work import finish_stage, locked_in, put_off, work_through
from dunning.services.readings.booking import Booking
from dunning.services.readings.corrections import account_as_told
from dunning.services.readings.effects import made, undo_effects
from dunning.services.readings.meanings import ask_about_intents, book_all, book_pauses, bookable
from dunning.services.reviews.reviews import close_review

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from agent.answers import Reading as Answer
    from agent.judgement import Judgement

READER = "agent"
_TOO_LARGE = "Only the beginning of this mail was taken in: it is too large. The rest lies in the mailbox."


def read_mails(*, as_of: datetime, stop_at: float | None = None) -> int:
    """Have every matched mail read, each outside any transaction. Returns how many were taken."""
    return work_through("matched", lambda mail: read_mail(mail, as_of=as_of), as_of=as_of, stop_at=stop_at)


def read_mail(mail: IncomingMail, *, as_of: datetime) -> Reading | None:
    """Read one matched mail and keep what was read.

    None if somebody else moved it on meanwhile, or if a chat model that may answer later is waited for.
    """
    if mail.case is None:
        raise InvalidState(_("Only a mail that belongs to an account can be read."))
    account = account_facts(mail.case, as_of=as_of)
    judged = reader.judge(reader.received_mail(mail), account, as_of=as_of)
    if judged.passing and put_off(mail, problem=judged.problem, as_of=as_of):
        return None
    return _keep(mail.pk, judged, account=account_as_told(account), as_of=as_of)


def apply_readings(*, as_of: datetime, stop_at: float | None = None) -> int:
    """Book what was read, or put it before a person. Returns how many were taken."""
    return work_through("read", lambda mail: _apply_latest(mail, as_of=as_of), as_of=as_of, stop_at=stop_at)


@transaction.atomic
def apply_reading(*, reading_id: int, by: User | None = None, as_of: datetime) -> Reading:
    """Book a proposed reading. Without `by` only what the rules let the agent do alone; the rest waits in a Review.

    Raises InvalidState if the reading is no longer proposed or its mail has moved on.
    """
    row, booking = _booking(reading_id, by=by, as_of=as_of)
    if by is None:
        _judge_alone(booking)
    else:
        keep_answer(row, outcome=Evidence.Outcome.UNCHANGED, as_of=as_of)
        _apply(booking, left=book_all(booking))
        ask_about_intents(booking)
        close_review(booking.mail, kind="reply", outcome="accepted", by=by, as_of=as_of)
    return row


@transaction.atomic
def correct_reading(*, reading_id: int, answer: dict[str, Any], by: User, as_of: datetime) -> Reading:
    """Replace a reading by a person's better one: undo what it did, keep the example, book the corrected one.

    `answer` is an output line of the reading contract; ValueError with a sentence if it does not fit.
    """
    row = Reading.objects.select_for_update(of=("self",)).select_related("mail").get(pk=reading_id)
    if row.status not in (Reading.Status.PROPOSED, Reading.Status.APPLIED):
        raise InvalidState(_("This reading was corrected or undone already."))
    better = reading_from_json({**answer, "id": str(row.mail_id)})
    undo_effects(reading_id=row.pk, by=by, as_of=as_of)
    row.status = Reading.Status.CORRECTED
    row.save(update_fields=["status"])
    keep_answer(row, outcome=Evidence.Outcome.EDITED, as_of=as_of)
    Correction.objects.create(reading=row, answer=answer, by=by, corrected_at=as_of)
    close_review(row.mail, kind="reply", outcome="corrected", by=by, as_of=as_of)
    record_event("reading.corrected", subject=row, as_of=as_of, by=by, debtor_id=row.mail.debtor_id)
    IncomingMail.objects.filter(pk=row.mail_id).update(status=IncomingMail.Status.READ)
    corrected = _create(row.mail, better, reader_name=f"person:{by.pk}", as_of=as_of)
    return apply_reading(reading_id=corrected.pk, by=by, as_of=as_of)


@transaction.atomic
def undo_reading(*, reading_id: int, by: User, as_of: datetime) -> Reading:
    """Take back what a reading did without putting another in its place; the mail waits for a person again."""
    row = Reading.objects.select_for_update(of=("self",)).select_related("mail__case").get(pk=reading_id)
    if row.status != Reading.Status.APPLIED:
        raise InvalidState(_("Only an applied reading can be undone."))
    undo_effects(reading_id=row.pk, by=by, as_of=as_of)
    row.status = Reading.Status.UNDONE
    keep_answer(row, outcome=Evidence.Outcome.REJECTED, as_of=as_of)
    IncomingMail.objects.filter(pk=row.mail_id).update(status=IncomingMail.Status.QUEUED)
    ask_about_mail(row.mail, kind="reply", why="Its reading was undone: what does this mail mean?", as_of=as_of)
    return row


@transaction.atomic
def _keep(mail_id: int, judged: Judgement, *, account: dict[str, Any], as_of: datetime) -> Reading | None:
    mail = locked_in(mail_id, "matched")
    if mail is None:
        return None
    row = _create(mail, judged.reading, reader_name=judged.readers, account=account, as_of=as_of)
    if judged.second is not None:
        row.second_answer, row.second_quotes = reading_to_json(judged.second), quotes_of(judged.second)
        row.differences = list(judged.differences)
        row.save(update_fields=["second_answer", "second_quotes", "differences"])
    finish_stage(mail, "read")
    ring("apply")
    return row


def _create(
    mail: IncomingMail, answer: Answer, *, reader_name: str, as_of: datetime, account: dict[str, Any] | None = None
) -> Reading:
    return Reading.objects.create(
        mail=mail,
        reader=reader_name,
        account=account or {},
        answer=reading_to_json(answer),
        quotes=quotes_of(answer),
        confidence=answer.confidence(),
        needs_human=answer.needs_human,
        human_reasons=list(answer.human_reasons),
        read_at=as_of,
    )


def _apply_latest(mail: IncomingMail, *, as_of: datetime) -> None:
    row = mail.readings.filter(status=Reading.Status.PROPOSED).order_by("-pk").first()
    if row is None:
        raise InvalidState(_("The mail counts as read, but no reading of it is proposed."))
    apply_reading(reading_id=row.pk, as_of=as_of)


def _booking(reading_id: int, *, by: User | None, as_of: datetime) -> tuple[Reading, Booking]:
    row = Reading.objects.select_for_update(of=("self",)).get(pk=reading_id)
    mail = locked_in(row.mail_id, *(("read", "queued", "failed") if by else ("read",)))
    if row.status != Reading.Status.PROPOSED or mail is None or mail.case is None:
        raise InvalidState(_("This reading is no longer waiting to be booked."))
    answer = reading_from_json(row.answer, quotes=row.quotes)
    return row, Booking(row=row, mail=mail, case=mail.case, answer=answer, as_of=as_of, by=by)


def _judge_alone(booking: Booking) -> None:
    facts = _facts(booking)
    _apply_alone(booking, facts)
    if bookable(booking.answer):
        keep_reading(booking.row, case=booking.case, level=facts.rung, as_of=booking.as_of)


def _apply_alone(booking: Booking, facts: ReadingFacts) -> None:
    uncertain, held = doubts(facts), holds(facts)
    if facts.automatic and not facts.known_sender and not _says_something(booking):
        _apply(booking, left=[])
        return
    ask_about_intents(booking)
    nothing_to_book = not bookable(booking.answer)
    if not uncertain and (nothing_to_book or not held):
        _apply_clear(booking, facts)
        return
    if may_pause_alone(facts):
        book_pauses(booking)
    _queue(booking, tuple(dict.fromkeys((*uncertain, *held))))


def _apply_clear(booking: Booking, facts: ReadingFacts) -> None:
    """No doubt about it, and nothing to agree to but what pauses: disputes wait for a person below `assist`."""
    pauses = bool(booking.answer.disputes) or "opt_out" in facts.intents
    if pauses and not may_pause_alone(facts):
        _queue(booking, holds(facts))
        return
    _apply(booking, left=book_all(booking))


def _apply(booking: Booking, *, left: list[str]) -> None:
    """The reading counts as applied; what nobody but a person can do is asked for."""
    mail, as_of = booking.mail, booking.as_of
    booking.row.status = Reading.Status.APPLIED
    booking.row.save(update_fields=["status"])
    finish_stage(mail, "applied")
    if left:
        close_review(mail, kind="reply", outcome="accepted", by=booking.by, as_of=as_of)
        booking.made(ask_about_mail(mail, kind="reply", why=" ".join(left), as_of=as_of))
    _look_and_record("reading.applied", booking)


def _queue(booking: Booking, reasons: tuple[str, ...]) -> None:
    """The reading stays a proposal, and a person looks at it."""
    mail, as_of = booking.mail, booking.as_of
    _suggest_sender(booking)
    made(booking.row, ask_about_mail(mail, kind="reply", why=" ".join(reasons), as_of=as_of), as_of=as_of)
    finish_stage(mail, "queued")
    _look_and_record("reading.queued", booking, reason=" ".join(reasons))


def _look_and_record(action: str, booking: Booking, *, reason: str = "") -> None:
    look_again([booking.case.debtor_id])
    record_event(
        action,
        subject=booking.row,
        as_of=booking.as_of,
        by=booking.by,
        debtor_id=booking.case.debtor_id,
        reason=reason,
        data={"intents": list(booking.answer.intent_names())},
    )


def _suggest_sender(booking: Booking) -> None:
    mail = booking.mail
    if mail.contact is None and not mail.automatic:
        why = f"{mail.from_email} answered for {booking.case.debtor.name}: “{mail.subject}”"
        contact = suggest_contact(
            case=booking.case, email=mail.from_email, name=mail.from_name, why=why, as_of=booking.as_of
        )
        if contact:
            booking.made(contact)


def _says_something(booking: Booking) -> bool:
    return bool(set(booking.answer.intent_names()) - WITHOUT_EFFECT - {"out_of_office"})


def _facts(booking: Booking) -> ReadingFacts:
    mail, case = booking.mail, booking.case
    rung = rung_of(case.debtor, Rung.Kind.READING)
    cut = (_TOO_LARGE,) if mail.payload.get("cut") else ()
    same_id = IncomingMail.objects.filter(message_id=mail.message_id).exclude(message_id="").exclude(pk=mail.pk)
    return ReadingFacts(
        rung=rung.level,
        confidence=booking.row.confidence,
        minimum_confidence=max(case.policy.minimum_confidence, rung.least_confidence or Decimal()),
        needs_human=booking.row.needs_human or bool(cut),
        human_reasons=(*booking.row.human_reasons, *cut),
        intents=frozenset(booking.answer.intent_names()),
        known_sender=mail.contact is not None and mail.contact.state == Contact.State.ACTIVE,
        automatic=bool(mail.automatic),
        contradicted_id=same_id.exists(),
        key_account=case.debtor.tier == Customer.Tier.KEY_ACCOUNT,
        person_tier=case.debtor.tier in rung.person_tiers,
        natural_person=case.debtor.natural_person,
        exposure=case.exposure or Decimal(),
        amount_limit=rung.amount_limit,
    )
