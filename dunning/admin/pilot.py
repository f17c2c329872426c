from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path

from customers.admin.read_only import ReadOnlyAdmin
from dunning.access import is_restricted
from dunning.models import Pilot
from dunning.workspace.pilot_page.page import pilots_view


@admin.register(Pilot)
class PilotAdmin(ReadOnlyAdmin):
    """Pilots as rows, and the page that tells, starts and ends them."""

    list_display = ("name", "segment", "started_at", "ended_at", "days", "seed")
    list_select_related = ("segment",)
    ordering = ("-started_at",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They compare sums over all customers: nothing for who sees only its own."""
        return super().has_view_permission(request, obj) and not is_restricted(request.user)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(pilots_view)
        return [path("board/", view, {"site": self.admin_site}, name="dunning_pilot_board"), *super().get_urls()]
