"""The queue's page and its parts: the list, and one review beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dunning.access import restrict
from dunning.models import Review
from dunning.services.reviews.given_answers import CHANGE
from dunning.services.reviews.views import default_view, views_for
from dunning.workspace.queue.badge import note_waiting
from dunning.workspace.queue.counts import bar_of
from dunning.workspace.queue.listed import listed, rows_of
from dunning.workspace.queue.panel import panel_of
from dunning.workspace.queue.snoozes import presets
from dunning.workspace.queue.wanted import Wanted

VIEW = "dunning.view_review"
PARTS = "dunning/workspace/queue/"
MOST_PEOPLE = 100


@dataclass(frozen=True)
class ShownView:
    pk: int
    name: str
    shared: bool
    owner: Any
    address: str


def queue_view(request: HttpRequest) -> HttpResponse:
    """The whole page; with `part=list` what a filter changes, with `after` the rows after one. At most 17 queries."""
    require(request, VIEW)
    now, today = timezone.now(), timezone.localdate()
    wanted, chosen = _wanted(request)
    if "after" in request.GET:
        return _more(request, wanted, now)
    context = {**_listed(request, wanted, now), "views": _views(request)}
    context |= {"may_answer": request.user.has_perm(CHANGE), "today": today}
    if request.GET.get("part") == "list":
        return TemplateResponse(request, f"{PARTS}main.html", context)
    context |= admin.site.each_context(request)
    context |= {"title": _("Queue"), "people": _people(request), "presets": presets(today), "default_view": chosen}
    context["open"] = key_of(request.GET.get("open", ""))
    return TemplateResponse(request, f"{PARTS}page.html", context)


def panel_view(request: HttpRequest, review_id: int) -> HttpResponse:
    """One review; a fixed number of queries for each kind."""
    require(request, VIEW)
    return TemplateResponse(request, f"{PARTS}panel.html", panel_context(request, review_id))


def panel_context(request: HttpRequest, review_id: int) -> dict[str, Any]:
    """Raises Http404 for one that is not the person's to see."""
    today = timezone.localdate()
    panel = panel_of(review_id, user=request.user, as_of=timezone.now(), today=today)  # type: ignore[arg-type]
    if panel is None:
        raise Http404
    return {"panel": panel, "review": panel.review, "account": panel.account, **panel.subject, "today": today}


def row_view(request: HttpRequest, review_id: int) -> HttpResponse:
    """One row of the list, empty when it does not wait for this person."""
    require(request, VIEW)
    rows = rows_of([review_id], user=request.user, as_of=timezone.now(), today=timezone.localdate())  # type: ignore[arg-type]
    return TemplateResponse(request, f"{PARTS}rows.html", {"rows": rows})


def require(request: HttpRequest, *permissions: str) -> None:
    if not request.user.has_perms(permissions):
        raise PermissionDenied


def visible(request: HttpRequest, review_id: int) -> Review:
    """Of a review that the person may see, answered or not; Http404 else."""
    rows = restrict(Review.objects.filter(pk=review_id), user=request.user, customer="case__debtor")
    review = rows.first()
    if review is None:
        raise Http404
    return review


def _wanted(request: HttpRequest) -> tuple[Wanted, int | None]:
    """From the address, else what the person's default view says; with the key of that view. One query."""
    view = default_view(request.user)  # type: ignore[arg-type]
    if set(request.GET) - {"open"} or view is None:
        return Wanted.of(request.GET), view.pk if view else None
    return Wanted.of(view.query), view.pk


def _views(request: HttpRequest) -> list[ShownView]:
    rows = views_for(request.user)  # type: ignore[arg-type]
    return [ShownView(row.pk, row.name, row.shared, row.owner, Wanted.of(row.query).address()) for row in rows]


def _listed(request: HttpRequest, wanted: Wanted, now: datetime) -> dict[str, Any]:
    today = timezone.localdate()
    rows, more = listed(wanted, user=request.user, as_of=now, today=today)  # type: ignore[arg-type]
    bar = bar_of(wanted, user=request.user, today=today)  # type: ignore[arg-type]
    if bar.waiting is not None:
        note_waiting(request, bar.waiting)
    return {
        "rows": rows,
        "more": wanted.address() + f"&after={rows[-1].review.pk}" if more else "",
        "wanted": wanted,
        "bar": bar,
    }


def _more(request: HttpRequest, wanted: Wanted, now: datetime) -> HttpResponse:
    """The rows after one, which may have been answered meanwhile."""
    last = visible(request, key_of(request.GET.get("after", "")) or 0)
    rows, more = listed(wanted, user=request.user, as_of=now, today=timezone.localdate(), after=last)  # type: ignore[arg-type]
    address = wanted.address() + f"&after={rows[-1].review.pk}" if more else ""
    return TemplateResponse(request, f"{PARTS}rows.html", {"rows": rows, "more": address})


def _people(request: HttpRequest) -> list[Any]:
    """Whom a review can be given to; oneself is offered first. One query."""
    people = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(pk=request.user.pk)  # type: ignore[misc]
    return list(people.only("username", "first_name", "last_name").order_by("first_name", "username")[:MOST_PEOPLE])


def key_of(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
