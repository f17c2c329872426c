from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.admin.read_only import ReadOnlyAdmin
from dunning.admin.deed_forms import ReasonForm
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.models import Installation
from dunning.services.cases.global_stop import go_on, stop_everything
from dunning.workspace.setup.page import setup_view, skip_view, test_mail_view
from dunning.workspace.setup.sample_page import sample_view

CHANGE = "dunning.change_installation"


def _stop(installation: Installation, /, *, by: Any, as_of: Any, reason: str) -> str:
    stop_everything(reason=reason, by=by, as_of=as_of)
    return _("Everything is stopped: nothing is decided or sent until somebody goes on.")


def _go_on(installation: Installation, /, *, by: Any, as_of: Any) -> str:
    go_on(by=by, as_of=as_of)
    return _("The stop has ended; the next round looks at every case that waited.")


@admin.register(Installation)
class InstallationAdmin(DeedsMixin, ReadOnlyAdmin):
    list_display = ("__str__", "global_stop", "global_stop_reason", "simulation")
    fields = (("global_stop", "simulation"), "global_stop_reason")
    deeds = (
        Deed(
            "stop",
            gettext_lazy("Stop everything"),
            CHANGE,
            _stop,
            ReasonForm,
            lambda row: not row.global_stop,
            hint=gettext_lazy("Nothing is decided or sent while it is on; what arrives is still kept."),
            icon="pan_tool",
            variant="danger",
        ),
        Deed(
            "resume",
            gettext_lazy("Go on"),
            CHANGE,
            _go_on,
            when=lambda row: row.global_stop,
            hint=gettext_lazy("Rounds and sending start again."),
            icon="play_arrow",
            variant="primary",
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("setup/", wrap(setup_view), name="dunning_installation_setup"),
            path("setup/skip/", wrap(skip_view), name="dunning_installation_skip"),
            path("setup/test-mail/", wrap(test_mail_view), name="dunning_installation_test_mail"),
            path("setup/sample/", wrap(sample_view), name="dunning_installation_sample"),
            *super().get_urls(),
        ]

    def named(self, row: Any) -> str:
        return ""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Installation | None:
        """The one row is there as soon as somebody asks for it: the stop must never be a page that is not found."""
        if object_id == "1":
            Installation.current()
        return super().get_object(request, object_id, from_field)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one row: its page is the list."""
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        row = Installation.current()
        return HttpResponseRedirect(reverse("admin:dunning_installation_change", args=[row.pk]))
