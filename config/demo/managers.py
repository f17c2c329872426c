"""The simulated account managers: the first asked holds the case, the second calls, the others are busy."""

from __future__ import annotations

from datetime import datetime, timedelta

from dunning.models import Escalation
from dunning.services.escalations.escalations import answer_escalation

ANSWERS = (Escalation.Answer.HOLD, Escalation.Answer.CALL)
HOLD_DAYS = 5
THINKING = timedelta(hours=20)


def answer_escalations(*, as_of: datetime) -> None:
    """Answer what was asked long enough ago, as far as anybody answers at all."""
    asked = Escalation.objects.filter(heads_up=False).order_by("pk")[: len(ANSWERS)]
    for answer, escalation in zip(ANSWERS, asked, strict=False):
        waiting = escalation.status == Escalation.Status.OPEN and escalation.notified_at
        if waiting and escalation.notified_at and escalation.notified_at + THINKING <= as_of:
            answer_escalation(
                escalation_id=escalation.pk, answer=answer, by_email=escalation.sent_to, days=HOLD_DAYS, as_of=as_of
            )
