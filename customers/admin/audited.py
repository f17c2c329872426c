"""Pages of rows that people keep by hand: every change is on the audit trail with what it changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from unfold.admin import ModelAdmin

from audit.recording import record_event
from customers.admin.scope import OwnCustomers


class AuditedAdmin(OwnCustomers, ModelAdmin):
    """Saving and deleting record `<model>.added`, `.changed` or `.deleted` in the page's transaction."""

    def save_model(self, request: HttpRequest, obj: models.Model, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.changed_data or not change:
            record_change(request, obj, "changed" if change else "added", changed_values(form))

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        record_change(request, obj, "deleted", {"was": str(obj)})
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        for obj in queryset:
            self.delete_model(request, obj)


def changed_values(form: forms.ModelForm) -> dict[str, str]:
    return {name: str(form.cleaned_data.get(name)) for name in form.changed_data}


def record_change(request: HttpRequest, obj: models.Model, what: str, data: dict[str, str]) -> None:
    name = f"{obj._meta.model_name}.{what}"
    record_event(name, subject=obj, as_of=timezone.now(), by=request.user, data=data)  # type: ignore[arg-type]
