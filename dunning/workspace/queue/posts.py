"""What a keystroke sends: an answer, taking it back, snoozing, giving to somebody, an edit, who looks at what."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dunning.access import restrict
from dunning.models import Case, GivenAnswer, Review
from dunning.services.outbox.approvals import edit_message
from dunning.services.reviews.given_answers import (
    CHANGE,
    REFUSALS,
    UNDO_WINDOW,
    carry_out_answers,
    give_answer,
    seen_of,
    take_back_answer,
)
from dunning.services.reviews.leases import drop_leases, lookers, take_lease
from dunning.services.reviews.outcomes import answered_words, name_of, outcomes_of
from dunning.services.reviews.reviews import assign_review, snooze_review
from dunning.workspace.queue.counts import CAP, shown_count, waiting_count
from dunning.workspace.queue.listed import rows_of
from dunning.workspace.queue.page import PARTS, VIEW, key_of, panel_context, require, visible
from dunning.workspace.queue.snoozes import said_day

View = Callable[..., HttpResponse]
# Rows of the list that a pulse asks about.
MOST_PULSED = 300
LONGEST_TEXT = 20_000


def refusable(view: View) -> View:
    """A service's no becomes an answer with its sentence."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except REFUSALS as refusal:
            if not str(refusal):  # a right that is missing, not a service's no
                raise
            return JsonResponse({"refused": str(refusal)}, status=409)

    return wrapped


@require_POST
@refusable
def answer_view(request: HttpRequest, review_id: int) -> HttpResponse:
    require(request, VIEW, CHANGE)
    review, posted = visible(request, review_id), request.POST
    outcome = posted.get("outcome", "")
    target = key_of(posted.get("target", ""))
    if target is not None:  # the case that a mail is given to
        restricted = restrict(Case.objects.filter(pk=target), user=request.user)
        target = restricted.values_list("pk", flat=True).first()
    until = posted.get("until", "")
    give_answer(
        review_id=review.pk,
        outcome=outcome,
        by=request.user,  # type: ignore[arg-type]
        as_of=timezone.now(),
        note=posted.get("note", "").strip()[:2000],
        until=said_day(until, today=timezone.localdate()) if until else None,
        target=target,
        seen=posted.get("seen", ""),
    )
    return JsonResponse({"said": str(outcomes_of(review)[outcome].label), "seconds": UNDO_WINDOW.total_seconds()})


@require_POST
@refusable
def undo_view(request: HttpRequest, review_id: int) -> HttpResponse:
    """Takes the answer back and hands out the row again."""
    require(request, VIEW, CHANGE)
    visible(request, review_id)
    take_back_answer(review_id=review_id, by=request.user, as_of=timezone.now())  # type: ignore[arg-type]
    return JsonResponse({"said": _("Undone."), "row": _row(request, review_id)})


@require_POST
def settle_view(request: HttpRequest) -> HttpResponse:
    """Carry out one's own answers that are due; those that failed come back with their rows."""
    require(request, VIEW, CHANGE)
    carry_out_answers(as_of=timezone.now(), by=request.user)  # type: ignore[arg-type]
    return JsonResponse({"failed": _failed(request)})


@require_POST
@refusable
def snooze_view(request: HttpRequest, review_id: int) -> HttpResponse:
    """Until a day; without one it is in sight again."""
    require(request, VIEW, CHANGE)
    before = visible(request, review_id).snoozed_until
    said = request.POST.get("until", "")
    until = said_day(said, today=timezone.localdate()) if said else None
    snooze_review(review_id=review_id, until=until, by=request.user, as_of=timezone.now())  # type: ignore[arg-type]
    words = _("Snoozed until %(day)s.") % {"day": date_format(until, _("D j N"))} if until else _("Undone.")
    undo = {"until": before.isoformat() if before and before > timezone.localdate() else ""}
    return JsonResponse({"said": words, "undo": undo, "row": "" if until else _row(request, review_id)})


@require_POST
@refusable
def assign_view(request: HttpRequest, review_id: int) -> HttpResponse:
    """To a person's key, "me" or "" for nobody."""
    require(request, VIEW, CHANGE)
    before = visible(request, review_id).owner_id
    asked = request.POST.get("owner", "")
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    owner = request.user if asked == "me" else people.filter(pk=key_of(asked) or 0).first()
    if asked and owner is None:
        raise ValueError(_("There is no such person."))
    assign_review(review_id=review_id, owner=owner, by=request.user, as_of=timezone.now())  # type: ignore[arg-type]
    words = _("It is nobody's now.")
    if owner:
        words = _("It is yours.") if owner == request.user else _("Given to %(name)s.") % {"name": name_of(owner)}  # type: ignore[arg-type]
    return JsonResponse({"said": words, "undo": {"owner": before or ""}, "row": _row(request, review_id)})


@require_POST
@refusable
def edit_view(request: HttpRequest, review_id: int) -> HttpResponse:
    """Saves an edit, which is checked anew; answers with the panel of the review that asks about the text now."""
    require(request, VIEW, CHANGE)
    visible(request, review_id)
    review = Review.objects.select_related("message", "closed_by").get(pk=review_id)
    if review.closed_at or review.message is None:
        raise ValueError(answered_words(review) if review.closed_at else _("There is no text to edit."))
    if request.POST.get("seen") != seen_of(review):
        raise ValueError(_("This has changed since it was shown. Look at it again."))
    subject, text = request.POST.get("subject", "").strip()[:300], request.POST.get("text", "").strip()
    if not text or len(text) > LONGEST_TEXT:
        raise ValueError(_("Write a text of up to %(count)d letters.") % {"count": LONGEST_TEXT})
    message = edit_message(
        message_id=review.message.pk,
        subject=subject,
        body_text=text.replace("\r\n", "\n"),
        by=request.user,  # type: ignore[arg-type]
        as_of=timezone.now(),
    )
    now_open = Review.objects.filter(message=message, closed_at__isnull=True).order_by("-pk").first() or review
    said = _("Saved. The check found something.") if message.violations else _("Saved. The check found nothing.")
    panel = render_to_string(f"{PARTS}panel.html", panel_context(request, now_open.pk), request)
    return JsonResponse({"said": said, "open": now_open.pk, "panel": panel, "row": _row(request, now_open.pk)})


@require_POST
def pulse_view(request: HttpRequest) -> HttpResponse:
    """Each ten seconds from a page in sight: takes the lease, and tells what others do. At most eight queries."""
    require(request, VIEW)
    now, user = timezone.now(), request.user
    shown = [key for text in request.POST.get("shown", "").split(",")[:MOST_PULSED] if (key := key_of(text))]
    opened = key_of(request.POST.get("open", ""))
    if opened and user.has_perm(CHANGE) and Review.objects.filter(pk=opened, closed_at=None).exists():
        take_lease(review_id=visible(request, opened).pk, user=user, as_of=now)  # type: ignore[arg-type]
    elif not opened:
        drop_leases(user=user)  # type: ignore[arg-type]
    here = lookers(shown, user=user, as_of=now)  # type: ignore[arg-type]
    gone = set(Review.objects.filter(pk__in=shown, closed_at__isnull=False).values_list("pk", flat=True))
    gone |= set(GivenAnswer.objects.filter(review__in=shown, problem="").values_list("review_id", flat=True))
    count = waiting_count(user, today=timezone.localdate(), cap=CAP)  # type: ignore[arg-type]
    told = {"here": {key: _here(names) for key, names in here.items()}, "gone": sorted(gone & set(shown))}
    return JsonResponse({**told, "count": shown_count(count)})


def _here(names: list[str]) -> str:
    return _("%(names)s has this open") % {"names": ", ".join(names)}


def _failed(request: HttpRequest) -> list[dict[str, Any]]:
    """One's own answers that came to nothing, once each: those of closed reviews are dropped when they are told."""
    asked = [key for text in request.POST.getlist("review")[:MOST_PULSED] if (key := key_of(text))]
    rows = GivenAnswer.objects.filter(by=request.user.pk, review__in=asked).exclude(problem="")
    told = list(rows.select_related("review").order_by("pk"))
    GivenAnswer.objects.filter(pk__in=[given.pk for given in told if given.review.closed_at]).delete()
    return [{"review": given.review_id, "why": given.problem, "row": _row(request, given.review_id)} for given in told]


def _row(request: HttpRequest, review_id: int) -> str:
    """Its row in the list; "" when it does not wait."""
    rows = rows_of([review_id], user=request.user, as_of=timezone.now(), today=timezone.localdate())  # type: ignore[arg-type]
    return render_to_string(f"{PARTS}rows.html", {"rows": rows}, request) if rows else ""
