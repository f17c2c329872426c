from __future__ import annotations

import csv

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from customers.admin.read_only import ReadOnlyAdmin, ReadOnlyInline
from customers.models import ImportRow, ImportRun
from customers.services.importing.rejects import reject_lines


class RejectInline(ReadOnlyInline):
    model = ImportRow
    verbose_name_plural = _("rejected rows")
    fields = readonly_fields = ("row", "column", "value", "why")
    ordering = ("row",)
    show_change_link = False


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = (
        "started_at",
        "layout",
        "file_name",
        "source",
        "as_of",
        "status",
        "created",
        "updated",
        "closed",
        "rejected",
    )
    list_filter = ("layout", "status", "source")
    list_select_related = ("source",)
    inlines = (RejectInline,)
    readonly_fields = ("rejects_file",)
    fieldsets = (
        (None, {"fields": (("file_name", "layout", "kind"), ("source", "as_of", "status"), "problem", "notes")}),
        (
            _("Rows"),
            {
                "fields": (
                    ("rows", "created", "updated"),
                    ("unchanged", "closed", "skipped"),
                    ("rejected", "rejects_file"),
                )
            },
        ),
        (_("When"), {"fields": (("started_at", "finished_at", "by"),)}),
    )

    @admin.display(description=_("Rejected rows as a file"))
    def rejects_file(self, run: ImportRun) -> str:
        if not run.rejected:
            return "–"
        return format_html('<a href="{}">Download CSV</a>', reverse("admin:customers_importrun_rejects", args=[run.pk]))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.rejects_view)
        return [path("<int:run_id>/rejects.csv", view, name="customers_importrun_rejects"), *super().get_urls()]

    def rejects_view(self, request: HttpRequest, run_id: int) -> StreamingHttpResponse:
        """The rejected rows as a CSV to mend and import again: the reason, then the row's own cells."""
        run = get_object_or_404(ImportRun, pk=run_id)
        if not self.has_view_permission(request, run):
            raise PermissionDenied
        writer = csv.writer(_Echo())
        raws = run.rejects.values_list("raw", flat=True).iterator()
        lines = reject_lines(raws, run.rejects.order_by("row").iterator())
        response = StreamingHttpResponse((writer.writerow(line) for line in lines), content_type="text/csv")
        response["Content-Disposition"] = f'attachment; filename="rejects-{run.pk}.csv"'
        return response


class _Echo:
    """A file that hands back what is written, for a CSV that is never whole in memory."""

    def write(self, text: str) -> str:
        return text
