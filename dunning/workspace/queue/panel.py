"""One review with all that is needed to decide it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from audit.models import AuditEvent
from dunning.access import restrict
from dunning.admin.review_subject import subject_link
from dunning.models import Dispute, GivenAnswer, IncomingMail, Review, RungChange
from dunning.models.review import SUBJECTS
from dunning.priority import DEFAULTS, priority_of
from dunning.services.reviews.given_answers import CHANGE, given_words, seen_of
from dunning.services.reviews.leases import lookers
from dunning.services.reviews.outcomes import answered_words
from dunning.services.reviews.priority_rules import rules_in_use
from dunning.services.reviews.ranks import facts_of_rank
from dunning.workspace.case_page.mails import shown_mails
from dunning.workspace.clearing_panel import proposals_of
from dunning.workspace.queue.accounts import Account, account_of, contacts_of
from dunning.workspace.queue.actions import Action, actions_of
from dunning.workspace.queue.letters import letter_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SHOWN_EVENTS = 8
_RELATED = ("case__debtor__account_manager", "owner", "closed_by")
# Its subject by a query of its own: one join of all that may be one takes ten times longer to plan than to run.
_SUBJECTS: dict[str, str | Prefetch[Any]] = {
    "incoming": Prefetch("incoming", IncomingMail.objects.defer("raw", "headers", "payload", "body_html", "body_text")),
    "dispute": Prefetch("dispute", Dispute.objects.select_related("owner")),
    "rung_change": Prefetch("rung_change", RungChange.objects.select_related("segment")),
}


@dataclass(frozen=True)
class Panel:
    """`part` names the template of its subject, `subject` what that shows. `state`: who answered it, if anybody."""

    review: Review
    state: str
    problem: str
    reasons: tuple[str, ...]
    late: bool
    lookers: tuple[str, ...]
    actions: tuple[Action, ...]
    may_answer: bool
    seen: str
    part: str
    account: Account | None
    link: tuple[str, str]
    case_link: str
    events: list[AuditEvent]
    subject: dict[str, Any] = field(default_factory=dict)


def panel_of(review_id: int, *, user: User, as_of: datetime, today: date) -> Panel | None:
    """None for one that is not there or not the person's to see. A fixed number of queries for each kind."""
    rows = restrict(Review.objects.filter(pk=review_id), user=user, customer="case__debtor")
    review = rows.select_related(*_RELATED).first()
    if review is None:
        return None
    _load_subject(review)
    given = GivenAnswer.objects.filter(review=review).select_related("by").first()
    state = (
        answered_words(review)
        if review.closed_at
        else given_words(review, given)
        if given and not given.problem
        else ""
    )
    may_answer = user.has_perm(CHANGE) and not state
    part, subject = subject_of(review, today=today)
    rules = rules_in_use() if review.signs else DEFAULTS
    events = AuditEvent.objects.filter(subject_type="review", subject_id=review.pk).select_related("user")
    return Panel(
        review=review,
        state=state,
        problem=given.problem if given else "",
        reasons=priority_of(facts_of_rank(review, exposure=review.exposure), rules).reasons,
        late=review.deadline < today,
        lookers=tuple(lookers([review.pk], user=user, as_of=as_of).get(review.pk, ())),
        actions=actions_of(review) if may_answer else (),
        may_answer=may_answer,
        seen=seen_of(review),
        part=f"dunning/workspace/queue/parts/{part}.html",
        account=account_of(review.case, today=today) if review.case else None,
        link=subject_link(review),
        case_link=reverse("admin:dunning_case_change", args=[review.case_id]) if review.case_id else "",
        events=list(events.order_by("-pk")[:SHOWN_EVENTS]),
        subject=subject,
    )


def _load_subject(review: Review) -> None:
    """One query."""
    for name in SUBJECTS:
        if getattr(review, f"{name}_id"):
            prefetch_related_objects([review], _SUBJECTS.get(name, name))


def subject_of(review: Review, *, today: date) -> tuple[str, dict[str, Any]]:
    """The template's name and what it shows."""
    for name, show in _SHOWN.items():
        if getattr(review, f"{name}_id"):
            return name, show(review)
    return "plain", {}


def _message(review: Review) -> dict[str, Any]:
    assert review.message is not None
    return {"letter": letter_of(review.message)}


def _incoming(review: Review) -> dict[str, Any]:
    assert review.incoming_id is not None
    return {"shown": shown_mails([review.incoming_id]).get(review.incoming_id)}


def _dispute(review: Review) -> dict[str, Any]:
    assert review.dispute is not None
    return {"dispute": review.dispute, "invoices": list(review.dispute.invoices.order_by("due_on", "pk")[:20])}


def _promise(review: Review) -> dict[str, Any]:
    assert review.promise is not None
    lines = review.promise.lines.select_related("invoice").order_by("invoice__due_on", "pk")
    return {"promise": review.promise, "lines": list(lines[:20])}


def _contact(review: Review) -> dict[str, Any]:
    return {"contact": review.contact, "others": contacts_of(review.case) if review.case else ()}


def _transaction(review: Review) -> dict[str, Any]:
    assert review.transaction is not None
    waits = review.kind == Review.Kind.UNMATCHED_PAYMENT and not review.closed_at
    return {"payment": review.transaction, "proposals": proposals_of(review.transaction) if waits else ()}


def _own(name: str) -> Callable[[Review], dict[str, Any]]:
    return lambda review: {name: getattr(review, name)}


_SHOWN: dict[str, Callable[[Review], dict[str, Any]]] = {
    "message": _message,
    "incoming": _incoming,
    "dispute": _dispute,
    "promise": _promise,
    "contact": _contact,
    "transaction": _transaction,
    "escalation": _own("escalation"),
    "arrangement": _own("arrangement"),
}
