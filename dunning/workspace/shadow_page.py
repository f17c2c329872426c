"""What the agent would have sent, beside what people did: a page to look at before it may do more than watch."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from dunning.access import require_all_customers
from dunning.models import Rung, Segment, Step
from dunning.services.autonomy.shadows import SHOWN, compared, shadows

PERMISSIONS = ("dunning.view_rung", "dunning.change_rung")


def shadows_view(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """A page of watched texts, newest first; at most five queries. Who sees it must be allowed to see messages."""
    allowed = any(request.user.has_perm(permission) for permission in PERMISSIONS)
    sees_mail = request.user.has_perm("dunning.view_message") or request.user.has_perm("dunning.change_message")
    if not (allowed and sees_mail):
        raise PermissionDenied
    require_all_customers(request.user)
    chosen = _chosen(request)
    rows = shadows(**chosen).select_related("message__case__policy", "message__debtor", "segment")
    page = Paginator(rows, SHOWN).get_page(request.GET.get("page"))
    segment = Segment.objects.filter(pk=chosen["segment_id"]).first() if chosen else None
    context = {
        **site.each_context(request),
        "title": _("Watched texts and what people did"),
        "pairs": compared(list(page.object_list)),
        "page": page,
        "segment": segment,
        "chosen": chosen,
    }
    return TemplateResponse(request, "dunning/workspace/shadows.html", context)


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """The cell that was asked for; anything unknown counts as all."""
    segment, kind, stage = (request.GET.get(name, "") for name in ("segment", "kind", "stage"))
    known = segment.isdecimal() and len(segment) < 18 and kind in Rung.Kind.values and stage in ("", *Step.Stage.values)
    return {"segment_id": int(segment), "kind": kind, "stage": stage} if known else {}
