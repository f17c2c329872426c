"""Sending what is approved: claim, send, record. A message goes out once or a person is asked, never twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend

from dunning.collector import only_new_objects_collected
from dunning.mail.compose import mail_of
from dunning.mail.failures import Fate, failure_of
from dunning.mail.outbox import OutboxBackend
from dunning.models import Installation, Message
from dunning.services.outbox.claiming import claim_messages
from dunning.services.outbox.sent import Outcome, record_outcomes

CHUNK = 100
# A crash leaves at most so many sent messages unrecorded, each a question for a person.
RECORD_EVERY = 10


@dataclass
class SendReport:
    """What became of the messages looked at; `stopped` says in words why nothing was sent at all."""

    sent: int = 0
    waiting: int = 0
    superseded: int = 0
    retried: int = 0
    failed: int = 0
    uncertain: int = 0
    stopped: str = ""
    sent_ids: list[int] = field(default_factory=list)


@only_new_objects_collected()
def send_due_messages(*, as_of: datetime, limit: int = 5000, budget_seconds: float = 60.0) -> SendReport:
    """Send approved messages whose time has come, oldest first, until the limit or the time budget is reached.

    The inbox is drained first, so that nobody is chased over an unread answer. Safe in several workers at once.
    """
    report, looked_at, passed_over, started = SendReport(), 0, set[int](), monotonic()
    if not _anything_ready(as_of=as_of):
        return report
    _drain_inbox(as_of=as_of)
    while looked_at < limit and monotonic() - started < budget_seconds:
        installation = Installation.current()
        if installation.global_stop:
            report.stopped = installation.global_stop_reason or "The global stop is on."
            break
        claimed = claim_messages(limit=min(CHUNK, limit - looked_at), as_of=as_of, skip=passed_over)
        if not claimed.looked_at:
            break
        looked_at += len(claimed.looked_at)
        passed_over |= claimed.looked_at - {message.pk for message in claimed.messages}
        report.waiting += claimed.waiting
        report.superseded += claimed.superseded
        send_claimed(claimed.messages, simulation=installation.simulation, report=report, as_of=as_of)
    return report


def send_claimed(messages: Sequence[Message], *, simulation: bool, report: SendReport, as_of: datetime) -> None:
    """Hand claimed messages to the mail server over one connection and record what it says."""
    if not messages:
        return
    connection = OutboxBackend() if simulation else get_connection()
    outcomes: list[Outcome] = []
    try:
        unreachable = _open(connection)
        for message in messages:
            outcomes.append(_unreachable(message, unreachable) if unreachable else _send(message, connection))
            if len(outcomes) >= RECORD_EVERY:
                _record(outcomes, report, as_of=as_of)
                outcomes = []
    finally:
        # Also when this process is being stopped: what went out is known, and must not become a question.
        _record(outcomes, report, as_of=as_of)
        connection.close()


def recover_lost_leases(*, as_of: datetime) -> int:
    """Messages whose sender died between claim and record: a person looks, none goes out again. Returns how many."""
    lost = Message.objects.filter(status=Message.Status.SENDING, lease_until__lt=as_of)
    detail = "The sender stopped before it had noted the outcome."
    outcomes = [
        Outcome(message, Fate.UNKNOWN, detail=detail)
        for message in lost.select_related("case__debtor", "case__creditor").order_by("pk")
    ]
    return record_outcomes(outcomes, as_of=as_of).uncertain


def _unreachable(message: Message, problem: Exception) -> Outcome:
    """No connection: nothing was handed over, so all of the chunk may be tried again."""
    detail = f"No connection to the mail server. {type(problem).__name__}: {problem}"
    return Outcome(message, Fate.TEMPORARY, detail=detail)


def _anything_ready(*, as_of: datetime) -> bool:
    return Message.objects.filter(status=Message.Status.APPROVED, send_after__lte=as_of).exists()


def _drain_inbox(*, as_of: datetime) -> None:
    from dunning.services.inbox.stages import drain_inbox  # its readers are heavy, and here mostly nothing waits

    drain_inbox(as_of=as_of)


def _open(connection: BaseEmailBackend) -> Exception | None:
    try:
        connection.open()
    except Exception as problem:  # whatever a backend raises, nothing has been handed over yet
        return problem
    return None


def _send(message: Message, connection: BaseEmailBackend) -> Outcome:
    try:
        mail = mail_of(message, cc=message.cc, documents=message.documents.all(), connection=connection)
    except (OSError, ValueError) as problem:
        return Outcome(message, Fate.PERMANENT, detail=f"The mail could not be built: {problem}")
    try:
        mail.send()
    except Exception as problem:  # backends raise what they like; the kind decides whether it may be tried again
        failure = failure_of(problem)
        return Outcome(message, failure.fate, detail=failure.detail)
    status = getattr(mail, "anymail_status", None)
    return Outcome(message, None, provider_id=_provider_id(getattr(status, "message_id", None)))


def _provider_id(given: object) -> str:
    """The provider's id; with several recipients some providers give a set."""
    if isinstance(given, (set, frozenset)):
        given = next(iter(sorted(map(str, given))), "")
    return str(given or "")[:200]


def _record(outcomes: Sequence[Outcome], report: SendReport, *, as_of: datetime) -> None:
    if not outcomes:
        return
    counts = record_outcomes(outcomes, as_of=as_of)
    report.sent += counts.sent
    report.retried += counts.retried
    report.failed += counts.failed
    report.uncertain += counts.uncertain
    report.sent_ids += counts.sent_ids
