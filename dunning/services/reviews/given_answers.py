"""Answers that can be taken back for ten seconds: kept as a row, then carried out, even when the browser is closed.

Nothing has happened while the row waits, so taking it back is one deletion for every outcome alike. It is tried out
when it is given, so that a refusal is said at once; what goes wrong later stands on the row and the review waits again.
"""

from __future__ import annotations

import hashlib
import logging
from datetime import date, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from audit.recording import record_event
from customers.services.ledger import InvalidBooking
from dunning.models import GivenAnswer, InvalidState, Reading, Review
from dunning.services.outbox.approvals import GuardrailViolation, StaleDraft
from dunning.services.reviews.outcomes import AnsweredAlready, answered_words, name_of, outcomes_of, resolve_review

if TYPE_CHECKING:
    from django.contrib.auth.models import User

UNDO_WINDOW = timedelta(seconds=10)
CHANGE = "dunning.change_review"
# What services say no with; the sentence is for the person.
REFUSALS = (InvalidState, GuardrailViolation, InvalidBooking, PermissionDenied, ValueError)
# A problem about a review that something else has closed is kept for the page to say, so long.
KEPT_FOR = timedelta(hours=1)
MOST_AT_ONCE = 500

log = logging.getLogger(__name__)


def give_answer(
    *,
    review_id: int,
    outcome: str,
    by: User,
    as_of: datetime,
    note: str = "",
    until: date | None = None,
    target: int | None = None,
    seen: str = "",
) -> GivenAnswer:
    """Keep an answer for the undo window. `seen`: `seen_of` what the person was shown, "" to ask for nothing.

    Raises AnsweredAlready with who did what when, and what the service behind the outcome would raise.
    """
    given = {"outcome": outcome, "by": by, "note": note, "until": until, "target": target}
    try:
        with transaction.atomic():
            review = _waiting(review_id)
            _require_seen(review, seen)
            _try_out(review_id, as_of=as_of, **given)
            GivenAnswer.objects.filter(review=review).delete()
            return GivenAnswer.objects.create(
                review=review, seen=seen, given_at=as_of, due_at=as_of + UNDO_WINDOW, **given
            )
    except StaleDraft:  # trying out left it as it was: send it back to the writer in earnest
        resolve_review(review_id=review_id, as_of=as_of, **given)  # type: ignore[arg-type]
        raise


@transaction.atomic
def take_back_answer(*, review_id: int, by: User, as_of: datetime) -> Review:
    """Undo an answer that has not been carried out yet; only who gave it may. Raises InvalidState afterwards."""
    given = GivenAnswer.objects.select_for_update(of=("self",)).filter(review=review_id, by=by, problem="").first()
    review = Review.objects.select_related("closed_by", "case").get(pk=review_id)
    if given is None:
        raise (
            AnsweredAlready(answered_words(review))
            if review.closed_at
            else InvalidState(_("There is no answer to undo."))
        )
    record_event(
        "review.answer_taken_back",
        subject=review,
        as_of=as_of,
        by=by,
        debtor_id=review.case.debtor_id if review.case else None,
        data={"outcome": given.outcome},
    )
    given.delete()
    return review


def carry_out_answers(*, as_of: datetime, by: User | None = None, stop_at: float | None = None) -> int:
    """Carry out what can no longer be taken back, all of it or one person's. Returns how many were done.

    Each in a transaction of its own; `stop_at` is an instant of `time.monotonic`.
    """
    due = GivenAnswer.objects.filter(due_at__lte=as_of, problem="")
    due = due.filter(by=by) if by else due
    done = 0
    for pk in due.order_by("due_at", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE]:
        if stop_at is not None and monotonic() > stop_at:
            break
        done += _carry_out(pk, as_of=as_of)
    return done


def forget_problems(*, as_of: datetime) -> int:
    """Drop the rows of answers that came to nothing because the review is closed."""
    rows = GivenAnswer.objects.filter(due_at__lt=as_of - KEPT_FOR, review__closed_at__isnull=False)
    return rows.exclude(problem="").delete()[0]


def seen_of(review: Review) -> str:
    """A mark of what a person decides about; another one means that it has changed. At most one query."""
    parts: tuple[object, ...] = ()
    if review.message:
        parts = (review.message.to_email, review.message.subject, review.message.body_text)
    elif review.incoming_id and review.kind == Review.Kind.REPLY:
        parts = tuple(proposed_readings(review).values_list("pk", flat=True)[:1])
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32]


def proposed_readings(review: Review):  # type: ignore[no-untyped-def]
    """Newest first."""
    return Reading.objects.filter(mail=review.incoming_id, status=Reading.Status.PROPOSED).order_by("-pk")


def _carry_out(given_id: int, *, as_of: datetime) -> int:
    try:
        with transaction.atomic():
            rows = GivenAnswer.objects.select_for_update(of=("self",), skip_locked=True).select_related("by")
            given = rows.filter(pk=given_id, problem="").first()
            if given is None:  # another worker has it, or it was taken back
                return 0
            _carry_out_locked(given, as_of=as_of)
            given.delete()
            return 1
    except REFUSALS as refusal:
        problem = str(refusal) or _("You may not do that.")
    except Exception:
        log.exception("answer %s could not be carried out", given_id)
        problem = _("Something went wrong. Nothing was changed.")
    GivenAnswer.objects.filter(pk=given_id).update(problem=problem)
    return 0


def _carry_out_locked(given: GivenAnswer, *, as_of: datetime) -> None:
    if not given.by.is_active or not given.by.has_perm(CHANGE):
        raise PermissionDenied(_("The right to answer was taken away meanwhile."))
    review = Review.objects.select_for_update(of=("self",)).select_related("message").get(pk=given.review_id)
    _require_seen(review, given.seen)
    resolve_review(
        review_id=given.review_id,
        outcome=given.outcome,
        by=given.by,
        as_of=as_of,
        note=given.note,
        until=given.until,
        target=given.target,
    )


def _waiting(review_id: int) -> Review:
    rows = Review.objects.select_for_update(of=("self",)).select_related("message", "closed_by", "case")
    review = rows.get(pk=review_id)
    if review.closed_at:
        raise AnsweredAlready(answered_words(review))
    other = GivenAnswer.objects.filter(review=review, problem="").select_related("by").first()
    if other:
        raise AnsweredAlready(given_words(review, other))
    return review


def given_words(review: Review, given: GivenAnswer) -> str:
    """Who has just answered it, and how."""
    outcome = outcomes_of(review).get(given.outcome)
    words = {"who": name_of(given.by), "what": str(outcome.label) if outcome else given.outcome}
    return _("%(who)s has answered this a moment ago: %(what)s.") % words


def _require_seen(review: Review, seen: str) -> None:
    if seen and seen != seen_of(review):
        raise InvalidState(_("This has changed since it was shown. Look at it again."))


def _try_out(review_id: int, *, as_of: datetime, **given) -> None:  # type: ignore[no-untyped-def]
    """Whatever it would do, undone at once; its refusal stays."""
    with transaction.atomic():
        resolve_review(review_id=review_id, as_of=as_of, **given)
        transaction.set_rollback(True)
