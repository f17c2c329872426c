"""Views that people keep: saving, deleting, opening with one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from customers.search.parties import keys_named
from customers.search.sought import take_apart
from dunning.access import restrict
from dunning.models import Case, QueueView
from dunning.services.reviews.views import delete_view, save_view, set_default_view
from dunning.workspace.queue.page import PARTS, VIEW, require
from dunning.workspace.queue.posts import refusable
from dunning.workspace.queue.wanted import Wanted

MOST_CASES = 8


@require_POST
@refusable
def save_view_view(request: HttpRequest) -> HttpResponse:
    require(request, VIEW)
    posted, query = request.POST, QueryDict(request.POST.get("query", "").lstrip("?"))
    view = save_view(
        owner=request.user,  # type: ignore[arg-type]
        name=posted.get("name", ""),
        query=Wanted.of(query.dict()).query(),
        shared=bool(posted.get("shared")),
        default=bool(posted.get("default")),
    )
    return HttpResponseRedirect(reverse("admin:dunning_review_queue") + Wanted.of(view.query).address())


@require_POST
def change_view_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """`do`: delete, default or undefault."""
    require(request, VIEW)
    user, wish = request.user, request.POST.get("do", "")
    if wish == "delete":
        delete_view(owner=user, view_id=view_id)  # type: ignore[arg-type]
    elif wish in ("default", "undefault"):
        try:
            set_default_view(user=user, view_id=view_id if wish == "default" else None)  # type: ignore[arg-type]
        except QueueView.DoesNotExist:
            raise Http404 from None
    return HttpResponseRedirect(reverse("admin:dunning_review_queue"))


def cases_view(request: HttpRequest) -> HttpResponse:
    """Cases by a word of the customer's name or its number, for a mail that belongs to nobody. Three queries."""
    require(request, VIEW)
    text = request.GET.get("text", "").replace("\x00", "").strip()[:100]
    cases: list[Case] = []
    if len(text) > 1:
        found = keys_named(take_apart(text), limit=200)
        rows = restrict(Case.objects.exclude(status=Case.Status.CLOSED).filter(debtor__in=found), user=request.user)
        cases = list(rows.select_related("debtor", "policy").order_by("debtor__name", "-pk")[:MOST_CASES])
    return TemplateResponse(request, f"{PARTS}cases.html", {"cases": cases, "text": text})
