"""Messages before they are written: queued, written by a person, or overtaken by events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from audit.recording import EventRow, record_event, record_events
from customers.models import Contact
from dunning.bell import ring
from dunning.local_days import today_of
from dunning.models import Case, IncomingMail, InvalidState, Message, Review, Step
from dunning.services.autonomy.evidence import withdraw_alone
from dunning.services.cases.looks import look_again
from dunning.services.reviews.reviews import close_reviews

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def queue_message(
    *,
    case: Case,
    kind: str,
    purpose: str,
    as_of: datetime,
    send_on: date,
    stage: str = "",
    step: Step | None = None,
    anchor_kind: str = "",
    anchor_id: int | None = None,
    answers: IncomingMail | None = None,
    needs_person: str = "",
    retry: int = 0,
) -> Message | None:
    """Put a message on the writer's list; None if its step went out, or is under way, for this anchor row already."""
    message = Message(
        case=case,
        debtor_id=case.debtor_id,
        kind=kind,
        purpose=purpose,
        stage=step.stage if step else stage,
        step_key=step.key if step else "",
        step_position=step.position if step else None,
        anchor_kind=anchor_kind,
        anchor_id=anchor_id,
        retry=retry,
        answers=answers,
        send_on=send_on,
        created_at=as_of,
        needs_person=needs_person[:200],
    )
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        return None
    record_event("message.queued", subject=message, as_of=as_of, debtor_id=case.debtor_id, data={"purpose": purpose})
    ring("draft")
    return message


@transaction.atomic
def supersede_messages(debtor_ids: Iterable[int], *, why: str, as_of: datetime, except_ids: Iterable[int] = ()) -> int:
    """Take back every unsent message of these debtors, close what waited for a person about them, look again.

    Called in the transaction of whatever changed. Returns how many; a message already handed over stays. Seven queries.
    """
    debtors = sorted(set(debtor_ids))
    unsent = Message.objects.filter(debtor_id__in=debtors, status__in=Message.UNSENT).exclude(pk__in=list(except_ids))
    found = list(unsent.select_for_update(of=("self",)).order_by("pk").values_list("pk", "debtor_id"))
    supersede_rows(found, why=why, as_of=as_of)
    look_again(debtors)
    return len(found)


def supersede_rows(found: list[tuple[int, int]], *, why: str, as_of: datetime) -> None:
    """Take back messages (id, debtor id) whose rows the caller holds locked, and close their reviews. Five queries."""
    if not found:
        return
    ids = [pk for pk, _ in found]
    Message.objects.filter(pk__in=ids).update(status=Message.Status.SUPERSEDED, problem=why, lease_until=None)
    withdraw_alone(ids, as_of=as_of)
    close_reviews(Review.objects.filter(message_id__in=ids), outcome="superseded", as_of=as_of)
    record_events([EventRow("message.superseded", "message", pk, debtor, why) for pk, debtor in found], as_of=as_of)


@transaction.atomic
def write_message(*, case_id: int, to_contact_id: int, subject: str, body: str, by: User, as_of: datetime) -> Message:
    """A person's own message: checked like any other, then sent without another approval; a block goes to the person.

    Raises InvalidState for a closed case or a contact that is not written to.
    """
    case = Case.objects.select_related("debtor", "creditor").get(pk=case_id)
    contact = Contact.objects.select_related("customer").get(pk=to_contact_id)
    if case.status == Case.Status.CLOSED:
        raise InvalidState(gettext("The case is closed."))
    if contact.state != Contact.State.ACTIVE:
        raise InvalidState(gettext("%(contact)s is not confirmed as a contact.") % {"contact": contact})
    if contact.customer.debtor_or_self_id != case.debtor_id:
        raise InvalidState(gettext("%(contact)s belongs to another customer.") % {"contact": contact})
    message = Message.objects.create(
        case=case,
        debtor_id=case.debtor_id,
        kind=Message.Kind.MANUAL,
        purpose="manual",
        contact=contact,
        to_email=contact.email,
        to_name=contact.name,
        subject=subject,
        body_text=body,
        author=f"person:{by.pk}",
        approved_by=by,
        send_on=today_of(case, as_of=as_of),
        created_at=as_of,
    )
    record_event("message.written", subject=message, as_of=as_of, by=by, debtor_id=case.debtor_id)
    ring("draft")
    return message
