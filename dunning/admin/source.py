from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from customers.admin.source import LedgerSourceAdmin
from customers.models import LedgerSource
from dunning.workspace.differences_page import differences_view

admin.site.unregister(LedgerSource)


@admin.register(LedgerSource)
class ComparedSourceAdmin(LedgerSourceAdmin):
    """With the page of what bank and ERP do not agree on."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("differences/", wrap(self.differences_view), name="customers_ledgersource_differences"),
            *super().get_urls(),
        ]

    def differences_view(self, request: HttpRequest) -> HttpResponseBase:
        return differences_view(request, site=self.admin_site)
