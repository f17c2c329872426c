"""The top of the page: what comes next, when and why, where the case stands in its cadence, and what waits for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dunning.models import Case, Message, Review, Step
from dunning.services.cases.stopping import is_stopped
from dunning.workspace.case_page.drafts import Draft

# Answered where their subject stands on the page.
ANSWERED_ELSEWHERE = (Review.Kind.APPROVAL, Review.Kind.BLOCKED, Review.Kind.REPLY)
MOST_REVIEWS = 8
# What the page shows of a review, and what the queue orders by.
_REVIEW = ("kind", "why", "case", "deadline", "to_manager", "points", "owner__username")


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
    return list(rows.select_related("owner").only(*_REVIEW).order_by("deadline", "pk"))


def answered_here(reviews: Sequence[Review]) -> list[Review]:
    """Of those what no draft or mail on the page asks."""
    return [review for review in reviews if review.kind not in ANSWERED_ELSEWHERE][:MOST_REVIEWS]


def cadence_position(case: Case) -> CadencePosition:
    """One query; expects the cadence loaded."""
    values: dict[str, Any] = {
        "case": case.pk,
        "cadence": case.cadence_id,
        "opened": case.opened_at,
        "left": [str(status) for status in Message.LEFT],
    }
    with connection.cursor() as cursor:
        cursor.execute(_STEPS, values)
        steps = cursor.fetchall()
    reached = sum(gone for _stage, gone in steps)
    following = dict(Step.Stage.choices).get(steps[reached][0], "") if reached < len(steps) else ""
    return CadencePosition(reached, len(steps), following, case.cadence.name)


# Stage of each step of the reminders, and whether it or a later one went out in this case.
_STEPS = """
SELECT step.stage, coalesce(step.position <= highest.reached, false)
FROM dunning_step AS step, (
    SELECT max(step_position) AS reached FROM dunning_message
    WHERE case_id = %(case)s AND status = ANY(%(left)s) AND kind = 'reminder' AND sent_at >= %(opened)s) AS highest
WHERE step.cadence_id = %(cadence)s AND step.anchor IN ('due', 'issue') AND step."offset" > 0
ORDER BY step.position
"""
