"""All pilots, and the report of the one that is chosen."""

from __future__ import annotations

from secrets import randbelow
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dunning.access import is_restricted
from dunning.models import InvalidState, Pilot, Segment
from dunning.services.autonomy.ladder import STEP
from dunning.services.pilots.report import pilot_report
from dunning.services.pilots.starting import end_pilot, start_pilot
from dunning.workspace.pilot_page.told import told

PERMISSION = "dunning.view_pilot"
SHOWN = 30
DAYS = (14, 30, 60, 90)


def pilots_view(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Seven queries beside those of the frame; POST starts or ends one. Not for who sees only its own customers."""
    user: Any = request.user
    if not user.has_perm(PERMISSION) or is_restricted(user):
        raise PermissionDenied
    problems: dict[str, str] = {}
    if request.method == "POST":
        done = _deed(request, user)
        if isinstance(done, HttpResponse):
            return done
        problems = done
    pilots = list(Pilot.objects.select_related("segment__policy")[:SHOWN])
    asked = request.POST.get("pilot", "") or request.GET.get("pilot", "")
    chosen = next((one for one in pilots if str(one.pk) == asked), pilots[0] if pilots else None)
    context = {
        **site.each_context(request),
        "title": _("Pilots"),
        "pilots": pilots,
        "chosen": chosen,
        "segments": list(Segment.objects.order_by("key")),
        "days": DAYS,
        "may_step": user.has_perm(STEP),
        "given": request.POST,
        "problems": problems,
        **(told(pilot_report(pilot=chosen, as_of=timezone.now())) if chosen else {}),
    }
    return TemplateResponse(request, "dunning/workspace/pilot/page.html", context)


def _deed(request: HttpRequest, user: Any) -> HttpResponse | dict[str, str]:
    """Start one by its segment's key number and name, or end one by its number; else what is wrong, by field."""
    given, now = request.POST, timezone.now()
    ends = given.get("deed") == "end"
    try:
        if ends:
            pilot = end_pilot(pilot_id=_number(given, "pilot"), why=given.get("why", "")[:300], by=user, as_of=now)
            messages.success(request, _("The pilot has ended. The segment's rungs rule all of its customers again."))
        else:
            days = _number(given, "days")
            name = given.get("name", "").strip()[:120]
            if not name or days not in DAYS:
                return {"name": _("A pilot needs a name and a number of days.")}
            pilot = start_pilot(
                segment_id=_number(given, "segment"), name=name, seed=randbelow(2**31), days=days, by=user, as_of=now
            )
            messages.success(request, _("The pilot has started. Both halves are drawn and held from now on."))
    except InvalidState as problem:
        return {"why" if ends else "segment": str(problem)}
    except (Pilot.DoesNotExist, Segment.DoesNotExist):
        return {"why" if ends else "segment": _("That is not there any more.")}
    return HttpResponseRedirect(f"{reverse('admin:dunning_pilot_board')}?pilot={pilot.pk}")


def _number(given: Any, name: str) -> int:
    value = str(given.get(name, ""))
    return int(value) if value.isascii() and value.isdigit() and len(value) < 18 else 0
