"""What the first page changes: a planned message, and the freshness of its figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dunning.access import require_customer
from dunning.models import InvalidState
from dunning.services.cadences.planned_sends import cancel_planned, planned_send, postpone_planned
from dunning.services.cadences.week_ahead import Foreseen
from dunning.services.upkeep.preparing import prepared_for

CHANGE = "dunning.change_message"


@require_POST
def cancel_view(request: HttpRequest) -> JsonResponse:
    """JSON: {} when it is cancelled, or `refused` with the sentence why not."""
    try:
        planned = _planned(request)
        reason = request.POST.get("reason", "").replace("\x00", "").strip()[:200] or _("Cancelled from the first page.")
        cancel_planned(planned=planned, reason=reason, by=_person(request), as_of=timezone.now())
    except (InvalidState, ValueError) as problem:
        return JsonResponse({"refused": str(problem)})
    return JsonResponse({})


@require_POST
def move_view(request: HttpRequest) -> JsonResponse:
    """JSON as `cancel_view`; `until` is the day on which the case is decided anew."""
    try:
        planned = _planned(request)
        until = _day(request.POST.get("until", ""))
        postpone_planned(planned=planned, until=until, by=_person(request), as_of=timezone.now())
    except (InvalidState, ValueError) as problem:
        return JsonResponse({"refused": str(problem)})
    return JsonResponse({})


@require_POST
def refresh_view(request: HttpRequest) -> HttpResponse:
    """Work the parts out anew, for who sees the page anyway."""
    prepared_for(_person(request), as_of=timezone.now(), anew=True)
    return HttpResponseRedirect(reverse("admin:index"))


def _planned(request: HttpRequest) -> Foreseen:
    """The message that the form names, as the plan has it; nothing else of it is taken from the form."""
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied
    debtor = request.POST.get("debtor", "")
    if not (debtor.isascii() and debtor.isdigit() and len(debtor) < 18):
        raise ValueError(_("Which message is meant is not said."))
    require_customer(_person(request), int(debtor))
    day = _day(request.POST.get("day", ""))
    return planned_send(debtor_id=int(debtor), step=request.POST.get("step", ""), day=day, as_of=timezone.now())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("Choose a day.")) from None


def _person(request: HttpRequest) -> Any:
    return request.user
