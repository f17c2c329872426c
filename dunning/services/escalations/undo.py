"""Taking an answer to an escalation back, by the link that gave it, while nothing else has happened since."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from audit.models import AuditEvent
from audit.recording import record_event
from dunning.models import Activity, Case, Dispute, Escalation, InvalidState, Review, SignedLink
from dunning.services.cases.cases import hold_case, release_hold
from dunning.services.cases.looks import look_again
from dunning.services.disputes.disputes import withdraw_dispute
from dunning.services.reviews.reviews import close_review

# Long enough to see that the wrong button was hit.
UNDO_WINDOW = timedelta(minutes=15)


class TooLate(InvalidState):
    """The window is over, or what the answer did was changed by somebody since."""


def undo_until(link: SignedLink) -> datetime | None:
    """Until when the answer of this link can be taken back; None when it gave none."""
    return link.used_at + UNDO_WINDOW if link.used_at and link.answer and link.escalation_id else None


@transaction.atomic
def undo_answer(link: SignedLink, *, as_of: datetime) -> Escalation:
    """Open the question again, and walk back what the answer did; the link can be used again. Raises TooLate."""
    locked = SignedLink.objects.select_for_update().get(pk=link.pk)
    until = undo_until(locked)
    if until is None or as_of > until:
        raise TooLate("It is too late to take this answer back.")
    escalation = Escalation.objects.select_for_update().get(links=locked)
    if escalation.answer != locked.answer and "sent_to" not in locked.did:
        raise TooLate("The question was answered otherwise since.")
    _walk_back(escalation, locked.did, as_of=as_of)
    escalation.status, escalation.answer, escalation.answered_email = Escalation.Status.OPEN, "", ""
    escalation.answered_at = escalation.answered_by = None
    escalation.save(
        update_fields=["status", "answer", "answered_email", "answered_at", "answered_by", "sent_to", "notified_at"]
    )
    record_event(
        "escalation.answer_undone",
        subject=escalation,
        as_of=as_of,
        actor=AuditEvent.Actor.PERSON,
        debtor_id=escalation.debtor_id,
        data={"answer": locked.answer, "email": locked.email},
    )
    locked.used_at, locked.answer, locked.did, locked.undone_at = None, "", {}, as_of
    locked.save(update_fields=["used_at", "answer", "did", "undone_at"])
    look_again([escalation.debtor_id])
    return escalation


def _walk_back(escalation: Escalation, did: dict[str, Any], *, as_of: datetime) -> None:
    if "hold" in did:
        _release(escalation.case_id, did, as_of=as_of)
    if "note" in did:
        Activity.objects.filter(pk=did["note"]).delete()
    if "dispute" in did:
        if not Dispute.objects.filter(pk=did["dispute"], status=Dispute.Status.OPEN).exists():
            raise TooLate("The dispute that it opened was settled since.")
        withdraw_dispute(dispute_id=did["dispute"], by=None, as_of=as_of)
    if "review" in did:
        for review in Review.objects.filter(pk=did["review"]):
            close_review(review, outcome=Review.UNDONE, by=None, as_of=as_of)
    if "sent_to" in did:
        if escalation.sent_to != did["sent_to"] or escalation.notified_at is not None:
            raise TooLate("The other person was asked already.")
        escalation.sent_to, escalation.notified_at = did["sent_to_was"], as_of


def _release(case_id: int, did: dict[str, Any], *, as_of: datetime) -> None:
    case = Case.objects.get(pk=case_id)
    if case.status == Case.Status.CLOSED or case.hold_until != date.fromisoformat(did["hold"]):
        raise TooLate("The hold was changed since.")
    if did["hold_was"]:
        was = date.fromisoformat(did["hold_was"])
        hold_case(case_id=case_id, until=was, reason=did["reason_was"], by=None, as_of=as_of)
    else:
        release_hold(case_id=case_id, by=None, as_of=as_of)
