"""What a person does with a message that waits: approve, take back, reject, edit, overrule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from agent.answers import Violation
from agent.facts import AccountFacts
from audit.recording import record_event
from dunning.account_facts import account_facts, addressed_to
from dunning.bell import ring
from dunning.customer_links import page_of
from dunning.facts_json import facts_digest, facts_to_json
from dunning.local_days import business_deadline, next_opening
from dunning.models import Evidence, InvalidState, Message, Review
from dunning.services.autonomy.evidence import keep_approval, keep_decision
from dunning.services.cases.looks import look_again
from dunning.services.outbox.draft_rows import DEADLINE_BUSINESS_DAYS
from dunning.services.reviews.reviews import close_review, open_review
from dunning.writing import (
    check_text,
    not_overruled,
    still_untrue,
    verdict_marks,
    violation_key,
    violations_to_json,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User

OVERRULE = "dunning.overrule_violation"


class GuardrailViolation(Exception):
    """The text may not leave; `violations` say why."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__(" ".join(dict.fromkeys(violation.why for violation in violations)))


class StaleDraft(InvalidState):
    """What the debtor owes or said has changed since the text was written; it is being written anew."""


def approve_message(*, message_id: int, by: User, as_of: datetime) -> Message:
    """Release a text to the sender after the undo window.

    Raises InvalidState unless it awaits approval, StaleDraft if the debt moved on since it was written (it is written
    anew then), GuardrailViolation if the text is not true now.
    """
    with transaction.atomic():
        message = _locked(message_id)
        message.require(Message.Status.AWAITING_APPROVAL)
        facts = facts_of(message, as_of=as_of)
        stale = message.kind != Message.Kind.MANUAL and facts_digest(facts) != message.facts_digest
        if stale:
            _write_anew(message, as_of=as_of)
        elif found := _found_in(message, facts):
            raise GuardrailViolation(found)
        else:
            _approve(message, facts, by=by, as_of=as_of)
    if stale:
        raise StaleDraft(_("The account has changed since this was written. It is being written anew."))
    return message


def _approve(message: Message, facts: AccountFacts, *, by: User, as_of: datetime) -> None:
    message.move(Message.Status.APPROVED)
    message.approved_by, message.approved_at = by, as_of
    message.send_after = _send_after(message, as_of=as_of)
    message.facts = facts_to_json(facts)
    message.save(update_fields=["status", "approved_by", "approved_at", "send_after", "facts"])
    keep_approval(message, as_of=as_of)
    close_review(message, kind=Review.Kind.APPROVAL, outcome="approved", by=by, as_of=as_of)
    data = {"text": message.text_hash}
    record_event("message.approved", subject=message, as_of=as_of, by=by, debtor_id=message.debtor_id, data=data)
    ring("send")


def _write_anew(message: Message, *, as_of: datetime) -> None:
    """Back to the writer; a person's edit is kept beside the new text."""
    message.move(Message.Status.DRAFT)
    if message.original_text:
        message.suggestion, message.original_text = message.body_text, ""
    message.overruled, message.lease_until = [], None
    message.save(update_fields=["status", "suggestion", "original_text", "overruled", "lease_until"])
    record_event("message.redrafted", subject=message, as_of=as_of, debtor_id=message.debtor_id)
    ring("draft")


@transaction.atomic
def undo_approval(*, message_id: int, by: User, as_of: datetime) -> Message:
    """Stop an approved message that has not been handed over. Raises InvalidState if the sender was faster."""
    message = _locked(message_id)
    message.require(Message.Status.APPROVED)
    message.move(Message.Status.AWAITING_APPROVAL)
    message.approved_by = message.approved_at = message.send_after = message.next_attempt_at = None
    message.save(update_fields=["status", "approved_by", "approved_at", "send_after", "next_attempt_at"])
    keep_decision(message, outcome=Evidence.Outcome.WAITING, as_of=as_of)
    _ask(message, Review.Kind.APPROVAL, why="The approval was taken back.", as_of=as_of)
    record_event("message.approval_undone", subject=message, as_of=as_of, by=by, debtor_id=message.debtor_id)
    return message


@transaction.atomic
def reject_message(*, message_id: int, by: User, reason: str, as_of: datetime) -> Message:
    """Never send this; the case moves on. Raises InvalidState once it is handed over."""
    message = _locked(message_id)
    message.require(Message.Status.AWAITING_APPROVAL, Message.Status.BLOCKED, Message.Status.APPROVED)
    message.move(Message.Status.REJECTED)
    message.problem = reason
    message.save(update_fields=["status", "problem"])
    keep_decision(message, outcome=Evidence.Outcome.REJECTED, reason=reason, as_of=as_of)
    close_review(message, outcome="rejected", by=by, as_of=as_of)
    record_event("message.rejected", subject=message, as_of=as_of, by=by, debtor_id=message.debtor_id, reason=reason)
    look_again([message.debtor_id])
    return message


@transaction.atomic
def edit_message(*, message_id: int, subject: str, body_text: str, by: User, as_of: datetime) -> Message:
    """Change the text, which is checked anew: it awaits approval if it may leave, else it is blocked.

    Raises InvalidState unless it awaits approval or is blocked.
    """
    message = _locked(message_id)
    message.require(Message.Status.AWAITING_APPROVAL, Message.Status.BLOCKED)
    message.original_text = message.original_text or f"{message.subject}\n\n{message.body_text}"
    message.subject, message.body_text, message.body_html = subject, body_text, ""
    message.overruled = []
    found = _recheck(message, as_of=as_of)
    _wait_for_person(message, found, by=by, as_of=as_of)
    message.save(update_fields=[*_TEXT, *_VERDICT, "original_text", "status", "overruled"])
    record_event(
        "message.edited",
        subject=message,
        as_of=as_of,
        by=by,
        debtor_id=message.debtor_id,
        data={"text": message.text_hash},
    )
    return message


@transaction.atomic
def overrule_violation(*, message_id: int, violation: str, reason: str, by: User, as_of: datetime) -> Message:
    """A person with the right lets one finding (its `violation_key`) pass for this one text; the agent never may.

    Raises PermissionDenied without the right, InvalidState where there is no such finding, ValueError without a reason.
    """
    if by is None or not by.has_perm(OVERRULE):
        raise PermissionDenied(_("Overruling the check takes a right of its own."))
    if not reason.strip():
        raise ValueError(_("Say why: the reason is kept."))
    message = _locked(message_id)
    message.require(Message.Status.BLOCKED)
    found = {violation_key(**finding): finding for finding in message.violations}
    if violation not in found:
        raise InvalidState(_("The check found no such thing in this message."))
    entry = {"violation": violation, "code": found[violation]["code"], "reason": reason, "by": by.pk}
    message.overruled = [*message.overruled, {**entry, "at": as_of.isoformat()}]
    if not set(found) - set(overruled_violations(message)):
        message.move(Message.Status.AWAITING_APPROVAL)
        close_review(message, kind=Review.Kind.BLOCKED, outcome="overruled", by=by, as_of=as_of)
        _ask(message, Review.Kind.APPROVAL, why="The check was overruled.", as_of=as_of)
    message.save(update_fields=["overruled", "status"])
    record_event(
        "message.overruled",
        subject=message,
        as_of=as_of,
        by=by,
        debtor_id=message.debtor_id,
        reason=reason,
        data={**found[violation], "text": message.text_hash},
    )
    return message


def facts_of(message: Message, *, as_of: datetime) -> AccountFacts:
    """Today's facts of the message's account, told to its contact in its language."""
    facts = account_facts(message.case, as_of=as_of)
    page = page_of(message, message.contact)
    return addressed_to(facts, message.contact, language=message.language, page=page)


def overruled_violations(message: Message) -> tuple[str, ...]:
    """The keys of the findings that a person overruled in this text."""
    return tuple(entry["violation"] for entry in message.overruled)


_TEXT = ("subject", "body_text", "body_html")
_VERDICT = ("violations", "text_hash", "guard_version", "facts", "facts_digest")


def _locked(message_id: int) -> Message:
    related = ("case__debtor", "case__creditor", "case__policy__persona", "contact")
    return Message.objects.select_for_update(of=("self",)).select_related(*related).get(pk=message_id)


def _found_in(message: Message, facts: AccountFacts) -> tuple[Violation, ...]:
    """The quick check of a text whose stored verdict is for this text and guard; else the whole one."""
    passed = overruled_violations(message)
    text = {"subject": message.subject, "body": message.body_text, "language": message.language, "facts": facts}
    if (message.text_hash, message.guard_version) == verdict_marks(message.subject, message.body_text):
        return still_untrue(**text, overruled=passed)  # type: ignore[arg-type]
    return not_overruled(check_text(**text), passed)  # type: ignore[arg-type]


def _recheck(message: Message, *, as_of: datetime) -> tuple[Violation, ...]:
    """Check the text against today's facts and keep the verdict on the row."""
    facts = facts_of(message, as_of=as_of)
    found = check_text(
        subject=message.subject, body=message.body_text, language=message.language or facts.language, facts=facts
    )
    message.violations = violations_to_json(found)
    message.text_hash, message.guard_version = verdict_marks(message.subject, message.body_text)
    message.facts, message.facts_digest = facts_to_json(facts), facts_digest(facts)
    return found


def _wait_for_person(message: Message, found: Sequence[Violation], *, by: User, as_of: datetime) -> None:
    status, kind = Message.Status.AWAITING_APPROVAL, Review.Kind.APPROVAL
    if found:
        status, kind = Message.Status.BLOCKED, Review.Kind.BLOCKED
    if message.status != status:
        message.move(status)
        close_review(message, outcome="edited", by=by, as_of=as_of)
    why = f"The check found: {found[0].why}" if found else "The text was edited."
    _ask(message, kind, why=why, as_of=as_of)


def _ask(message: Message, kind: str, *, why: str, as_of: datetime) -> None:
    deadline = business_deadline(DEADLINE_BUSINESS_DAYS, case=message.case, as_of=as_of)
    open_review(kind, why=why, subject=message, case=message.case, deadline=deadline, as_of=as_of)


def _send_after(message: Message, *, as_of: datetime) -> datetime:
    """After the undo window; a reminder only in the debtor's business hours."""
    after = as_of + timedelta(minutes=message.case.policy.undo_minutes)
    if message.kind != Message.Kind.REMINDER:
        return after
    return next_opening(after, case=message.case, policy=message.case.policy)
