"""The top of the page: what comes next, when and why, where the case stands in its cadence, and what waits for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dunning.models import Case, Message, Review, Step
from dunning.services.cases.stopping import is_stopped
from dunning.workspace.case_page.drafts import Draft

# Answered where their subject stands on the page.
ANSWERED_ELSEWHERE = (Review.Kind.APPROVAL, Review.Kind.BLOCKED, Review.Kind.REPLY)
MOST_REVIEWS = 8


@dataclass(frozen=True)
class Next:
    """The decision in force: what, until when, and why in words."""

    words: str
    when: str
    why: str
    tone: str = ""


@dataclass(frozen=True)
class CadencePosition:
    """`reached` of `steps` reminders went out; `following` names the next one's stage, "" after the last."""

    reached: int
    steps: int
    following: str
    name: str


def next_of(case: Case, drafts: Sequence[Draft], *, today: date) -> Next:
    """No query; expects the debtor loaded."""
    if case.status == Case.Status.CLOSED:
        closed = date_format(localtime(case.closed_at), "DATE_FORMAT") if case.closed_at else ""
        return Next(_("Closed"), closed, case.closed_why)
    if is_stopped(case.debtor):
        return Next(_("Stopped"), "", case.reason_text or _("This customer is not written to."), "bad")
    if waiting := next((draft for draft in drafts if draft.editable), None):
        return Next(waiting.state, "", waiting.message.needs_person or _why(case), waiting.tone)
    if leaving := next((draft for draft in drafts if draft.approved), None):
        return Next(leaving.state, "", _why(case), leaving.tone)
    if drafts:
        return Next(_("A message is being written"), "", _why(case), "info")
    if case.hold_until and case.hold_until > today:
        until = date_format(case.hold_until, "DATE_FORMAT")
        return Next(_("On hold"), _("until %(day)s") % {"day": until}, case.hold_reason, "warn")
    words = {
        "send": _("Writes"),
        "wait": _("Waits"),
        "escalate": _("Asks the account manager"),
        "review": _("Asks a person"),
        "close": _("Closes"),
    }
    return Next(words.get(case.action, _("Not decided yet")), _until(case), _why(case))


def _why(case: Case) -> str:
    return case.reason_text or _("The next round decides.")


def _until(case: Case) -> str:
    if case.until is None or case.action == "send":
        return ""
    return _("until %(day)s") % {"day": date_format(localtime(case.until), "DATE_FORMAT")}


def reviews_of(case: Case) -> list[Review]:
    """All that waits for a person about the case, nearest deadline first; one query."""
    rows = Review.objects.filter(Q(case=case) | Q(subject_case=case), closed_at__isnull=True)
    return list(rows.select_related("owner").order_by("deadline", "pk"))


def answered_here(reviews: Sequence[Review]) -> list[Review]:
    """Of those what no draft or mail on the page asks."""
    return [review for review in reviews if review.kind not in ANSWERED_ELSEWHERE][:MOST_REVIEWS]


def cadence_position(case: Case) -> CadencePosition:
    """Two queries; expects the cadence loaded."""
    steps = list(Step.objects.filter(cadence_id=case.cadence_id, anchor__in=("due", "issue"), offset__gt=0))
    steps.sort(key=lambda step: step.position)
    sent = Message.objects.filter(
        case=case, status__in=Message.LEFT, kind=Message.Kind.REMINDER, sent_at__gte=case.opened_at
    )
    highest = sent.aggregate(highest=Max("step_position"))["highest"]
    reached = sum(highest is not None and step.position <= highest for step in steps)
    following = steps[reached].get_stage_display() if reached < len(steps) else ""
    return CadencePosition(reached, len(steps), following, case.cadence.name)
