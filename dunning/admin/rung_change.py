from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.read_only import ReadOnlyAdmin
from dunning.admin.deed_forms import OptionalReasonForm
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.admin.message_facts import events_of
from dunning.models import RungChange
from dunning.services.autonomy.ladder import STEP, refuse_step, take_step
from dunning.workspace.autonomy import ladder_view
from dunning.workspace.shadow_page import shadows_view


def _take(change: RungChange, /, *, by: Any, as_of: Any) -> str:
    take_step(change_id=change.pk, by=by, as_of=as_of)
    return gettext("Stepped up. %(change)s.") % {"change": change}


def _refuse(change: RungChange, /, *, by: Any, as_of: Any, reason: str) -> str:
    refuse_step(change_id=change.pk, by=by, as_of=as_of, reason=reason)
    return gettext("The rung stays; the step is not proposed again for a month.")


def _proposed(change: RungChange) -> bool:
    return change.status == RungChange.Status.PROPOSED


@admin.register(RungChange)
class RungChangeAdmin(DeedsMixin, ReadOnlyAdmin):
    """Every step of the ladder; the ladder itself and what was only watched are pages beside the list."""

    list_display = ("__str__", "status", "proposed_at", "decided_at", "decided_by")
    list_filter = ("status", "kind")
    list_select_related = ("segment", "decided_by")
    ordering = ("-pk",)
    change_form_outer_before_template = "dunning/admin/rung_change.html"
    fieldsets = (
        (None, {"fields": (("segment", "kind", "stage"), ("from_level", "to_level", "status"))}),
        (_("When and who"), {"fields": (("proposed_at", "decided_at", "decided_by"),)}),
    )
    deeds = (
        Deed("take", _("Step up"), STEP, _take, when=_proposed, icon="arrow_upward", variant="primary"),
        Deed("refuse", _("Stay"), STEP, _refuse, OptionalReasonForm, when=_proposed, icon="close"),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[RungChange]:
        return super().get_queryset(request).select_related("segment", "decided_by")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("ladder/", wrap(self.ladder_view), name="dunning_rungchange_ladder"),
            path("watched/", wrap(self.shadows_view), name="dunning_rungchange_watched"),
            *super().get_urls(),
        ]

    def ladder_view(self, request: HttpRequest) -> HttpResponse:
        return ladder_view(request, site=self.admin_site)

    def shadows_view(self, request: HttpRequest) -> HttpResponse:
        return shadows_view(request, site=self.admin_site)

    def facts(self, request: HttpRequest, row: RungChange) -> dict[str, Any]:
        return {"step": row, "events": events_of(row)}
