"""Pages of rows that services own: to be seen, changed by actions alone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline
from unfold.paginator import InfinitePaginator


class _Untouched:
    """No adding, changing or deleting by a form; who may view or change the model may see it."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(_Untouched, ModelAdmin):
    """A list and a page to look at, which never counts its table: lists stay quick with a million rows."""

    paginator = InfinitePaginator
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 0
    actions = None


class ReadOnlyInline(_Untouched, TabularInline):
    """Rows of a parent, a page at a time, on a tab of their own."""

    tab = True
    extra = 0
    per_page = 20
    show_change_link = True
    hide_title = True
