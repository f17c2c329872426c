"""Messages of which nobody knows whether they went out: a person looks into it and says."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from audit.recording import record_event
from dunning.models import Message, Review
from dunning.services.cases.looks import look_again
from dunning.services.outbox.sent import count_outreach
from dunning.services.reviews.reviews import close_review

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@transaction.atomic
def settle_uncertain(*, message_id: int, went_out: bool, by: User, as_of: datetime) -> Message:
    """It counts as sent, or as failed, whose step may come again. Raises InvalidState unless it is uncertain."""
    message = Message.objects.select_for_update(of=("self",)).select_related("case").get(pk=message_id)
    message.require(Message.Status.UNCERTAIN)
    message.move(Message.Status.SENT if went_out else Message.Status.FAILED)
    if went_out:
        message.sent_at = message.sent_at or as_of
        count_outreach([message], as_of=as_of)
    message.save(update_fields=["status", "sent_at"])
    outcome = "went_out" if went_out else "not_sent"
    close_review(message, kind=Review.Kind.UNCERTAIN, outcome=outcome, by=by, as_of=as_of)
    record_event(f"message.{outcome}", subject=message, as_of=as_of, by=by, debtor_id=message.debtor_id)
    look_again([message.debtor_id])
    return message
