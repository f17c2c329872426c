from __future__ import annotations

import csv
from collections.abc import Iterator

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from customers.admin.read_only import ReadOnlyAdmin, ReadOnlyInline
from customers.models import ImportRow, ImportRun


class RejectInline(ReadOnlyInline):
    model = ImportRow
    verbose_name_plural = "rejected rows"
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
            "Rows",
            {
                "fields": (
                    ("rows", "created", "updated"),
                    ("unchanged", "closed", "skipped"),
                    ("rejected", "rejects_file"),
                )
            },
        ),
        ("When", {"fields": (("started_at", "finished_at", "by"),)}),
    )

    @admin.display(description="Rejected rows as a file")
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
        lines = csv.writer(_Echo())
        response = StreamingHttpResponse((lines.writerow(row) for row in reject_lines(run)), content_type="text/csv")
        response["Content-Disposition"] = f'attachment; filename="rejects-{run.pk}.csv"'
        return response


class _Echo:
    """A file that hands back what is written, for a CSV that is never whole in memory."""

    def write(self, text: str) -> str:
        return text


def reject_lines(run: ImportRun) -> Iterator[list[object]]:
    headers: dict[str, None] = {}
    for raw in run.rejects.values_list("raw", flat=True).iterator():
        headers.update(dict.fromkeys(name for name in raw if name))
    yield ["row", "column", "value", "why", *headers]
    for reject in run.rejects.order_by("row").iterator():
        cells = [reject.raw.get(name, "") for name in headers]
        yield [_harmless(cell) for cell in (reject.row, reject.column, reject.value, reject.why, *cells)]


def _harmless(cell: object) -> object:
    """A formula becomes text before a spreadsheet runs it: https://owasp.org/www-community/attacks/CSV_Injection"""
    if isinstance(cell, str) and (cell.startswith(("=", "@", "\t")) or (cell[:1] in "+-" and cell[1:2].isalpha())):
        return f"'{cell}"
    return cell
