"""What mail providers report about messages: kept once each, moving delivery forward only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from audit.recording import record_event
from dunning.local_days import business_deadline
from dunning.models import Message, Review, Suppression, TrackingEvent
from dunning.services.cases.looks import look_again
from dunning.services.contacts.suppressions import suppress
from dunning.services.outbox.draft_rows import DEADLINE_BUSINESS_DAYS
from dunning.services.reviews.reviews import close_review, open_review

# A block is about our reputation, not about the address: worth another try after this.
BLOCKED_FOR = timedelta(days=30)


@dataclass(frozen=True)
class ProviderEvent:
    """One report in our own words: `kind` is delivered, bounced, complained, unsubscribed, deferred, opened …

    `message_key` is our message's key where the provider hands it back; `permanent`: the address is bad for good.
    """

    provider: str
    event_id: str
    kind: str
    happened_at: datetime
    recipient: str = ""
    provider_message_id: str = ""
    message_key: int | None = None
    permanent: bool = True
    blocked: bool = False
    detail: str = ""


@transaction.atomic
def record_tracking(event: ProviderEvent, *, as_of: datetime) -> TrackingEvent | None:
    """Keep the report and book what it means; None if it was kept before."""
    message = _message_of(event)
    row = TrackingEvent(
        message=message,
        provider=event.provider,
        event_id=event.event_id,
        kind=event.kind,
        happened_at=event.happened_at,
        recipient=event.recipient,
        detail=event.detail,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return None
    if message and event.kind in _MEANING:
        _MEANING[event.kind](message, event, as_of)
    return row


def _message_of(event: ProviderEvent) -> Message | None:
    known = Q(pk__in=[])
    if event.message_key:
        known |= Q(pk=event.message_key)
    if event.provider_message_id:
        known |= Q(provider_id=event.provider_message_id) | Q(message_id=event.provider_message_id)
    related = ("case__debtor", "case__creditor")
    return Message.objects.filter(known).select_for_update(of=("self",)).select_related(*related).first()


def _delivered(message: Message, event: ProviderEvent, as_of: datetime) -> None:
    if message.status not in ("sending", "sent", "uncertain") or not _is_to(message, event):
        return
    message.move(Message.Status.DELIVERED)
    message.delivered_at, message.sent_at = event.happened_at, message.sent_at or as_of
    message.save(update_fields=["status", "delivered_at", "sent_at"])
    close_review(message, kind=Review.Kind.UNCERTAIN, outcome="delivered", by=None, as_of=as_of)
    _note("message.delivered", message, event, as_of)


def _bounced(message: Message, event: ProviderEvent, as_of: datetime) -> None:
    """The step goes once more, to another contact: the round finds the bounced message and whom else to write to."""
    if _is_to(message, event) and message.status in Message.HANDED_OVER:
        message.move(Message.Status.BOUNCED)
        message.problem = event.detail
        message.save(update_fields=["status", "problem"])
        close_review(message, kind=Review.Kind.UNCERTAIN, outcome="bounced", by=None, as_of=as_of)
        look_again([message.debtor_id])
    address = event.recipient or message.to_email
    if event.blocked:
        until = (as_of + BLOCKED_FOR).date()
        suppress(address, why=Suppression.Why.BLOCKED, detail=event.detail, as_of=as_of, until=until)
    elif event.permanent:
        suppress(address, why=Suppression.Why.BAD_ADDRESS, detail=event.detail, as_of=as_of)
    _note("message.bounced", message, event, as_of)


def _complained(message: Message, event: ProviderEvent, as_of: datetime) -> None:
    _silence(message, event, Suppression.Why.COMPLAINT, "marked our mail as unwanted", as_of)


def _unsubscribed(message: Message, event: ProviderEvent, as_of: datetime) -> None:
    _silence(message, event, Suppression.Why.OPT_OUT, "asked for no more mail", as_of)


def _silence(message: Message, event: ProviderEvent, why: str, words: str, as_of: datetime) -> None:
    """The address gets nothing more; a person says who else may be written to."""
    address = event.recipient or message.to_email
    suppress(address, why=why, detail=event.detail, as_of=as_of)
    deadline = business_deadline(DEADLINE_BUSINESS_DAYS, case=message.case, as_of=as_of)
    text = f"{address} {words} and gets none any more. Who else may be written to?"
    open_review(Review.Kind.OPT_OUT, why=text, subject=message, case=message.case, deadline=deadline, as_of=as_of)
    _note(f"message.{event.kind}", message, event, as_of)


_MEANING = {
    "delivered": _delivered,
    "bounced": _bounced,
    "rejected": _bounced,
    "failed": _bounced,
    "complained": _complained,
    "unsubscribed": _unsubscribed,
}


def _is_to(message: Message, event: ProviderEvent) -> bool:
    """About the recipient, not somebody in Cc."""
    return not event.recipient or event.recipient.lower() == message.to_email.lower()


def _note(action: str, message: Message, event: ProviderEvent, as_of: datetime) -> None:
    record_event(
        action,
        subject=message,
        as_of=as_of,
        actor="system",
        debtor_id=message.debtor_id,
        reason=event.detail,
        data={"recipient": event.recipient, "provider": event.provider},
    )
