from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from customers.admin.importing import ImportRunAdmin
from customers.models import ImportRun
from dunning.workspace.importing import PERMISSION, upload_view


class UploadingImportRunAdmin(ImportRunAdmin):
    """The ledger's list of imports, with the page that makes one: what money means is booked by collecting."""

    list_before_template = "dunning/admin/upload_link.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.upload_view)
        return [path("upload/", view, name="customers_importrun_upload"), *super().get_urls()]

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        return upload_view(request, site=self.admin_site)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        context = {"may_upload": request.user.has_perm(PERMISSION), **(extra_context or {})}
        return super().changelist_view(request, context)


admin.site.unregister(ImportRun)
admin.site.register(ImportRun, UploadingImportRunAdmin)
