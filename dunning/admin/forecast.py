from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, path

from customers.admin.read_only import ReadOnlyAdmin
from dunning.access import is_restricted
from dunning.models import Forecast
from dunning.workspace.forecast_page.page import forecast_view


@admin.register(Forecast)
class ForecastAdmin(ReadOnlyAdmin):
    """Forecasts as they were kept, and the page of the newest."""

    list_display = ("made_on", "currency", "converted", "open_amount", "items", "creditor")
    list_filter = ("converted", "creditor")
    list_select_related = ("creditor",)
    ordering = ("-made_on", "currency")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They are sums over all customers: nothing for who sees only its own."""
        return super().has_view_permission(request, obj) and not is_restricted(request.user)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(forecast_view)
        return [path("weeks/", view, {"site": self.admin_site}, name="dunning_forecast_weeks"), *super().get_urls()]
