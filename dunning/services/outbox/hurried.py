"""A text that waits, sent at once or on a later day: approved as always, with another time to leave."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import record_event
from dunning.bell import ring
from dunning.local_days import next_opening, time_zone_of, today_of
from dunning.models import InvalidState, Message
from dunning.services.outbox.approvals import approve_message
from trade.calendars import calendar_for

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def send_now(*, message_id: int, by: User, as_of: datetime) -> Message:
    """Release a text without its undo window; a reminder still leaves in the debtor's business hours only.

    One that awaits approval is approved first, with all that `approve_message` raises.
    """
    _approved(message_id, by=by, as_of=as_of)
    return _release(message_id, at=as_of, action="message.hurried", by=by, as_of=as_of)


def send_later(*, message_id: int, on: date, by: User, as_of: datetime) -> Message:
    """Release a text on a later day. Raises InvalidState for a day to which no approval holds, or that has passed."""
    message = Message.objects.select_related("case__debtor", "case__creditor", "case__policy").get(pk=message_id)
    case = message.case
    today, last = today_of(case, as_of=as_of), case.policy.approval_lapses_days
    if on <= today:
        raise InvalidState(_("Choose a day to come."))
    latest = calendar_for(case.creditor.country).add_business_days(today, last)
    if on > latest:
        raise InvalidState(
            _(
                "An approval holds until %(day)s at most, since the account may change. "
                "Hold the case instead: the message is written anew then."
            )
            % {"day": latest}
        )
    _approved(message_id, by=by, as_of=as_of)
    zone = ZoneInfo(time_zone_of(case.debtor, case.creditor))
    at = datetime.combine(on, time(case.policy.send_from_hour), tzinfo=zone)
    return _release(message_id, at=at, action="message.put_off", by=by, as_of=as_of)


def _approved(message_id: int, *, by: User, as_of: datetime) -> None:
    status = Message.objects.values_list("status", flat=True).get(pk=message_id)
    if status != Message.Status.APPROVED:
        approve_message(message_id=message_id, by=by, as_of=as_of)


@transaction.atomic
def _release(message_id: int, *, at: datetime, action: str, by: User, as_of: datetime) -> Message:
    related = ("case__debtor", "case__creditor", "case__policy")
    message = Message.objects.select_for_update(of=("self",)).select_related(*related).get(pk=message_id)
    message.require(Message.Status.APPROVED)
    opening = next_opening(at, case=message.case, policy=message.case.policy)
    message.send_after, message.next_attempt_at = (opening if message.is_unasked else at), None
    message.save(update_fields=["send_after", "next_attempt_at"])
    data = {"send_after": message.send_after.isoformat()}
    record_event(action, subject=message, as_of=as_of, by=by, debtor_id=message.debtor_id, data=data)
    ring("send")
    return message
