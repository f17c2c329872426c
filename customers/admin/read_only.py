"""Pages of rows that services own: to be seen, changed by actions alone."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from unfold.admin import ModelAdmin, TabularInline
from unfold.paginator import InfinitePaginator

from customers.admin.listed import PagedChangeList
from customers.admin.scope import OwnCustomers, OwnRows


class _Untouched:
    """No adding, changing or deleting by a form; who may view or change the model may see it."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(_Untouched, OwnCustomers, ModelAdmin):
    """A list and a page to look at, which never counts its table: lists stay quick with a million rows."""

    change_list_template = "customers/admin/list.html"
    paginator = InfinitePaginator
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 0
    actions = None
    # What the cells of the list read besides the columns they are named after; empty for whole rows.
    list_columns: tuple[str, ...] = ()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[PagedChangeList]:
        return PagedChangeList

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """A row's history is its audit trail, for whoever may see the row."""
        row = self.get_object(request, object_id)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        query = urlencode({"subject_type": self.opts.model_name, "subject_id": object_id})
        return HttpResponseRedirect(f"{reverse('admin:audit_auditevent_changelist')}?{query}")


class ReadOnlyInline(_Untouched, OwnRows, TabularInline):
    """Rows of a parent, a page at a time, on a tab of their own."""

    tab = True
    extra = 0
    per_page = 20
    show_change_link = True
    hide_title = True
