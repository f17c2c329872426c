"""Pages of the admin show an account manager the rows of its own customers alone."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest

from customers.access import customer_path, is_restricted, may_see, narrow


class OwnRows:
    """For lists, pages, inlines and autocompletion: whatever starts at `get_queryset`."""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return narrow(super().get_queryset(request), user=request.user)  # type: ignore[misc]


class OwnCustomers(OwnRows):
    """Before ModelAdmin: a right to the model is a right to one's own rows, and a form offers no others."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and _is_theirs(request, obj)  # type: ignore[misc]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _is_theirs(request, obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _is_theirs(request, obj)  # type: ignore[misc]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        model = db_field.remote_field.model
        if is_restricted(request.user) and customer_path(model):
            kwargs["queryset"] = narrow(kwargs.get("queryset") or model._default_manager.all(), user=request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


def _is_theirs(request: HttpRequest, obj: Any) -> bool:
    return obj is None or obj.pk is None or may_see(request.user, obj)
