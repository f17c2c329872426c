"""Lists of large tables: the page's keys are found first, by an index, and only their rows are read."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from unfold.templatetags.unfold_list import result_headers
from unfold.views import ChangeList

from customers.admin.list_rows import rows_of


class PagedChangeList(ChangeList):
    """One query for the rows of a page: joins and wide columns are read for these alone, never to be sorted.

    Where the admin class names `list_columns`, no others are read but those that `list_display` names itself.
    """

    result_list: QuerySet[Any]

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        keys = self.result_list.select_related(None).defer(None).values("pk")
        rows = self.root_queryset.filter(pk__in=keys).order_by(*self.queryset.query.order_by)
        self.result_list = self._only_shown(rows)

    @cached_property
    def headers(self) -> list[dict[str, Any]]:
        return list(result_headers(self))

    @property
    def sorted_columns(self) -> int:
        return sum(1 for header in self.headers if header["sortable"] and header["sorted"])

    @property
    def rows(self) -> SafeString:
        return rows_of(self)

    def _only_shown(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        related = tuple(self.list_select_related) if isinstance(self.list_select_related, (list, tuple)) else ()
        if related:
            rows = rows.select_related(None).select_related(*related)
        columns = self.model_admin.list_columns
        return rows.defer(None).only(*self._shown_fields(), *related, *columns) if columns else rows

    def _shown_fields(self) -> list[str]:
        found = []
        for name in self.list_display:
            try:
                found.append(self.opts.get_field(name).name)
            except FieldDoesNotExist:
                continue  # a method of the admin class
        return found
