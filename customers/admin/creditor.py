from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from customers.admin.audited import AuditedAdmin
from customers.models import Creditor


@admin.register(Creditor)
class CreditorAdmin(AuditedAdmin):
    list_display = ("name", "currency", "country", "time_zone", "sender_email", "ar_manager_email")
    search_fields = ("name",)
    fieldsets = (
        (None, {"fields": (("name", "currency"), ("country", "time_zone"))}),
        (_("How customers pay"), {"fields": ("bank_details", "payment_link")}),
        (_("Mail"), {"fields": (("sender_name", "sender_email"), ("reply_to", "ar_manager_email"))}),
    )

    def formfield_for_dbfield(self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        """An address without a scheme is taken for https."""
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)
