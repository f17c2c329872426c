"""What happened to a dispute and what people said about it, in one thread with who and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from audit.models import AuditEvent
from audit.sentences import in_readers_language
from dunning.models import Dispute, DisputeApproval


@dataclass(frozen=True)
class Entry:
    """`said`: somebody's words; else an event, told in `text`."""

    at: datetime
    who: str
    text: str
    said: bool = False


def history_of(dispute: Dispute, events: Sequence[AuditEvent], approvals: Sequence[DisputeApproval]) -> list[Entry]:
    """Oldest first. Expects comments with their writers loaded."""
    names = {approval.pk: str(approval) for approval in approvals}
    entries = [
        Entry(comment.written_at, _name(comment.by) or comment.by_email, comment.text, said=True)
        for comment in dispute.comments.all()
    ]
    for event in events:
        text = _words(event, names)
        if text:
            entries.append(Entry(event.occurred_at, _who(event, names), text))
    return sorted(entries, key=lambda entry: entry.at)


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""


def _who(event: AuditEvent, names: Mapping[int, str]) -> str:
    if event.action == "dispute.approval_answered":
        return names.get(event.data.get("approval"), event.data.get("email", ""))
    return _name(event.user) or _("Dunwell")


def _words(event: AuditEvent, names: Mapping[int, str]) -> str:
    data = event.data
    asked = names.get(data.get("approval"), data.get("email", ""))
    told = {
        "dispute.opened": _("opened the dispute"),
        "dispute.reopened": _("opened the dispute again"),
        "dispute.resolved": _("settled it: %(outcome)s") % {"outcome": _outcome(data.get("outcome", ""))},
        "dispute.withdrawn": _("noted that it was withdrawn"),
        "dispute.assigned": _("changed who owns it"),
        "dispute.reason_changed": _("changed the reason to %(reason)s") % {"reason": _reason(data.get("reason", ""))},
        "dispute.deadline_moved": _("moved the deadline to %(day)s") % {"day": data.get("deadline", "")},
        "dispute.evidence_added": _("added the file %(file)s") % {"file": data.get("file", "")},
        "dispute.evidence_removed": _("removed the file %(file)s") % {"file": data.get("file", "")},
        "dispute.evidence_restored": _("brought the file %(file)s back") % {"file": data.get("file", "")},
        "dispute.approval_asked": _("asked %(who)s") % {"who": asked},
        "dispute.approval_mailed": _("wrote to %(who)s") % {"who": asked},
        "dispute.approval_nagged": _("reminded %(who)s") % {"who": asked},
        "dispute.approval_late": _("gave it to the AR manager: %(who)s has not answered") % {"who": asked},
        "dispute.approval_withdrawn": _("took the question to %(who)s back") % {"who": asked},
        "dispute.approval_answered": _("answered: %(answer)s") % {"answer": _answer(data.get("answer", ""))},
        "dispute.credit_postponed": _("waits for the credit note until %(day)s") % {"day": data.get("until", "")},
        "dispute.credit_given_up": _("noted that no credit note will come"),
    }
    words = told.get(event.action, "")
    notable = event.reason and event.action in ("dispute.resolved", "dispute.withdrawn", "dispute.reopened")
    return f"{words}: {in_readers_language(event.reason)}" if words and notable else words


def _outcome(outcome: str) -> str:
    return str(dict(Dispute.Outcome.choices).get(outcome, outcome))


def _reason(reason: str) -> str:
    return str(dict(Dispute.Reason.choices).get(reason, reason))


def _answer(answer: str) -> str:
    return str(dict(DisputeApproval.Answer.choices).get(answer, answer))
