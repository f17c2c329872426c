"""What a reading or a payment made or changed, kept so that it can be walked back through the same services."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.recording import record_event
from customers.models import Allocation, Contact, RemittanceAdvice
from customers.services.ledger import InvalidBooking
from customers.services.remittances import withdraw_advice
from dunning.models import Case, Dispute, Effect, InvalidState, Message, Promise, Reading, Review, Suppression
from dunning.services.contacts.suggestions import decline_contact
from dunning.services.contacts.suppressions import lift_suppression
from dunning.services.disputes.disputes import withdraw_dispute
from dunning.services.inbox.reply_reviews import reply_deadline
from dunning.services.outbox.outreach import supersede_messages
from dunning.services.promises.promises import withdraw_promise
from dunning.services.reviews.reviews import close_review, open_review

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Cause = Reading | Allocation


@dataclass(frozen=True)
class UndoReport:
    """How many effects were walked back, and in words which could not be."""

    undone: int
    kept: tuple[str, ...] = ()


def made(cause: Cause, obj: models.Model, *, as_of: datetime) -> Effect:
    """Record that the cause brought this row into being."""
    return _effect(cause, obj, Effect.Kind.MADE, {}, as_of=as_of)


def changed(cause: Cause, obj: models.Model, old: dict[str, Any], *, as_of: datetime) -> Effect:
    """Record that the cause changed columns of this row; `old` holds their values from before."""
    new = {column: getattr(obj, column) for column in old}
    return _effect(cause, obj, Effect.Kind.CHANGED, {"was": _plain(old), "became": _plain(new)}, as_of=as_of)


@transaction.atomic
def undo_effects(
    *, reading_id: int | None = None, allocation_id: int | None = None, by: User | None, as_of: datetime
) -> UndoReport:
    """Walk back everything that a reading or an allocation did, newest first.

    What a later fact rests on stays, is named in the report and put before a person as a Review `undo`.
    """
    cause = {"reading_id": reading_id} if reading_id else {"allocation_id": allocation_id}
    effects = Effect.objects.select_for_update().filter(**cause, undone_at__isnull=True)
    undone, kept, case = 0, [], _case_of(reading_id=reading_id, allocation_id=allocation_id)
    for effect in effects.order_by("-id"):
        problem = _undo(effect, by=by, as_of=as_of)
        if problem:
            kept.append(problem)
            continue
        effect.undone_at = as_of
        effect.save(update_fields=["undone_at"])
        undone += 1
    if reading_id:
        Reading.objects.filter(pk=reading_id, status=Reading.Status.APPLIED).update(status=Reading.Status.UNDONE)
    if case:
        _after_undo(case, undone, kept, by=by, as_of=as_of)
    return UndoReport(undone, tuple(kept))


def _after_undo(case: Case, undone: int, kept: list[str], *, by: User | None, as_of: datetime) -> None:
    if undone:
        supersede_messages([case.debtor_id], why="What they rested on was undone", as_of=as_of)
    if kept:
        deadline = reply_deadline(case, as_of=as_of)
        open_review("undo", why=" ".join(kept), subject=case, case=case, deadline=deadline, as_of=as_of)
    record_event(
        "effects.undone",
        subject=case,
        as_of=as_of,
        by=by,
        debtor_id=case.debtor_id,
        data={"undone": undone, "kept": kept},
    )


def _undo(effect: Effect, *, by: User | None, as_of: datetime) -> str:
    """Walk one effect back; a sentence when that cannot be done, "" when it was."""
    model = apps.get_model(effect.target)
    obj = model._default_manager.filter(pk=effect.target_id).first()
    if obj is None:
        return ""
    if effect.kind == Effect.Kind.CHANGED:
        return _restore(effect, obj)
    handler = _UNDO_MADE.get(model)
    return handler(obj, by, as_of) if handler else f"{obj} stays: nothing takes back a {model._meta.verbose_name}."


def _restore(effect: Effect, obj: models.Model) -> str:
    """Put old values back, unless something later has changed them again."""
    was, became = effect.old["was"], effect.old["became"]
    now = _plain({column: getattr(obj, column) for column in became})
    if now != became:
        if now == was:
            return ""
        return f"{obj} has changed since: {', '.join(column for column in was if now[column] != became[column])}."
    for column, value in was.items():
        setattr(obj, column, _field(obj, column).to_python(value))
    obj.save(update_fields=[_field(obj, column).name for column in was])
    return ""


def _undo_promise(promise: Promise, by: User | None, as_of: datetime) -> str:
    if promise.status in (Promise.Status.OPEN, Promise.Status.UNCLEAR):
        withdraw_promise(promise_id=promise.pk, by=by, as_of=as_of)
        return ""
    return "" if promise.status == Promise.Status.WITHDRAWN else f"“{promise}” stays: it is {promise.status} already."


def _undo_dispute(dispute: Dispute, by: User | None, as_of: datetime) -> str:
    if dispute.status == Dispute.Status.OPEN:
        withdraw_dispute(dispute_id=dispute.pk, by=by, as_of=as_of)
        return ""
    return "" if dispute.status == Dispute.Status.WITHDRAWN else f"The dispute “{dispute}” stays: it was resolved."


def _undo_message(message: Message, by: User | None, as_of: datetime) -> str:
    if message.status in Message.LEFT:
        return f"“{message.subject or message.purpose}” went to {message.to_email} already."
    if message.status in Message.UNFINISHED:
        supersede_messages([message.debtor_id], why="The reading that it answers was undone", as_of=as_of)
    return ""


def _undo_contact(contact: Contact, by: User | None, as_of: datetime) -> str:
    if contact.state == Contact.State.ACTIVE:
        return f"The contact {contact} stays: a person has confirmed it."
    decline_contact(contact_id=contact.pk, by=by, as_of=as_of)
    return ""


def _undo_suppression(suppression: Suppression, by: User | None, as_of: datetime) -> str:
    lift_suppression(suppression_id=suppression.pk, by=by, as_of=as_of)
    return ""


def _undo_review(review: Review, by: User | None, as_of: datetime) -> str:
    close_review(review, outcome="undone", by=by, as_of=as_of)
    return ""


def _undo_advice(advice: RemittanceAdvice, by: User | None, as_of: datetime) -> str:
    try:
        with override("en"):  # what refuses it is kept on rows, in English as all that is stored
            withdraw_advice(advice_id=advice.pk)
    except InvalidBooking as refusal:
        return str(refusal)
    return ""


_UNDO_MADE: dict[type[models.Model], Callable[[Any, User | None, datetime], str]] = {
    Promise: _undo_promise,
    Dispute: _undo_dispute,
    Message: _undo_message,
    Contact: _undo_contact,
    Suppression: _undo_suppression,
    Review: _undo_review,
    RemittanceAdvice: _undo_advice,
}


def _effect(cause: Cause, obj: models.Model, kind: str, old: dict[str, Any], *, as_of: datetime) -> Effect:
    return Effect.objects.create(
        reading=cause if isinstance(cause, Reading) else None,
        allocation=cause if isinstance(cause, Allocation) else None,
        kind=kind,
        target=obj._meta.label_lower,
        target_id=obj.pk,
        old=old,
        made_at=as_of,
    )


def _case_of(*, reading_id: int | None, allocation_id: int | None) -> Case | None:
    cases = Case.objects.select_related("debtor", "creditor", "policy")
    if reading_id is not None and allocation_id is None:
        return cases.filter(incoming__readings=reading_id).first()
    if allocation_id is None or reading_id is not None:
        raise InvalidState(_("Undo needs one cause: a reading or an allocation."))
    invoice = Allocation.objects.select_related("invoice__source").get(pk=allocation_id).invoice
    own = cases.filter(debtor_id=invoice.debtor_id, creditor_id=invoice.source.creditor_id)
    return own.order_by("-pk").first()


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """As they look in JSON, so that old and present values compare."""
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def _field(obj: models.Model, column: str) -> models.Field[Any, Any]:
    """`stand_in_id` names the field `stand_in`."""
    return next(field for field in obj._meta.concrete_fields if column in (field.name, field.attname))
