from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from customers.admin.read_only import ReadOnlyAdmin
from dunning.admin.deed_forms import ReasonForm
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.models import Installation
from dunning.services.global_stop import go_on, stop_everything

CHANGE = "dunning.change_installation"


def _stop(installation: Installation, /, *, by: Any, as_of: Any, reason: str) -> str:
    stop_everything(reason=reason, by=by, as_of=as_of)
    return "Everything is stopped: nothing is decided or sent until somebody goes on."


def _go_on(installation: Installation, /, *, by: Any, as_of: Any) -> str:
    go_on(by=by, as_of=as_of)
    return "The stop has ended; the next round looks at every case that waited."


@admin.register(Installation)
class InstallationAdmin(DeedsMixin, ReadOnlyAdmin):
    list_display = ("__str__", "global_stop", "global_stop_reason", "simulation")
    fields = (("global_stop", "simulation"), "global_stop_reason")
    deeds = (
        Deed(
            "stop",
            "Stop everything",
            CHANGE,
            _stop,
            ReasonForm,
            lambda row: not row.global_stop,
            hint="Nothing is decided or sent while it is on; what arrives is still kept.",
            icon="pan_tool",
            variant="danger",
        ),
        Deed(
            "resume",
            "Go on",
            CHANGE,
            _go_on,
            when=lambda row: row.global_stop,
            hint="Rounds and sending start again.",
            icon="play_arrow",
            variant="primary",
        ),
    )

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one row: its page is the list."""
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        row = Installation.current()
        return HttpResponseRedirect(reverse("admin:dunning_installation_change", args=[row.pk]))
