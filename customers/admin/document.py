from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from customers.admin.audited import AuditedAdmin
from customers.models import Document


@admin.register(Document)
class DocumentAdmin(AuditedAdmin):
    """Files that may answer a customer's request; they are kept, so that what was sent stays provable."""

    list_display = ("name", "kind", "customer", "invoice", "added_at")
    list_select_related = ("customer", "invoice")
    list_filter = ("kind",)
    search_fields = ("name__startswith", "invoice__number__startswith", "customer__name__istartswith")
    autocomplete_fields = ("customer", "invoice")
    readonly_fields = ("added_at",)
    show_full_result_count = False

    def save_model(self, request: HttpRequest, obj: Document, form: forms.ModelForm, change: bool) -> None:  # type: ignore[override]
        obj.added_at = obj.added_at or timezone.now()
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
