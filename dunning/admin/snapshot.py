from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path

from customers.admin.read_only import ReadOnlyAdmin
from customers.models import Snapshot
from dunning.access import is_restricted
from dunning.workspace.metrics_page.page import figures_view
from dunning.workspace.metrics_page.weekly import weekly_view
from dunning.workspace.today.posts import cancel_view, move_view, refresh_view


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    """The figures as they were kept, and the pages that rest on them: the first page's deeds, and “Figures”."""

    list_display = ("day", "figure", "currency", "converted", "value", "creditor")
    list_filter = ("converted", "creditor")
    list_select_related = ("creditor",)
    ordering = ("-day", "figure", "currency")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They are sums over all customers: nothing for who sees only its own."""
        return super().has_view_permission(request, obj) and not is_restricted(request.user)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("figures/", wrap(figures_view), {"site": self.admin_site}, name="customers_snapshot_figures"),
            path("weekly/", wrap(weekly_view), name="customers_snapshot_weekly"),
            path("today/cancel/", wrap(cancel_view), name="customers_snapshot_cancel"),
            path("today/move/", wrap(move_view), name="customers_snapshot_move"),
            path("today/refresh/", wrap(refresh_view), name="customers_snapshot_refresh"),
            *super().get_urls(),
        ]
