from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from customers.admin.contact import ContactInline
from customers.admin.invoice import OpenInvoiceInline
from customers.admin.read_only import ReadOnlyAdmin
from customers.admin.searched import SearchedAdmin
from customers.admin.stored_values import StoredValuesFilter
from customers.models import Customer


@admin.register(Customer)
class CustomerAdmin(SearchedAdmin, ReadOnlyAdmin):
    """Seen here; flags that change how a customer is collected are set by whoever collects."""

    list_display = ("name", "external_id", "country", "segment", "tier", "account_manager", "do_not_contact")
    list_filter = ("tier", "do_not_contact", "insolvent", "natural_person", "source", ("country", StoredValuesFilter))
    list_select_related = ("account_manager",)
    list_columns = ("account_manager__name",)
    search_words = True
    search_help_text = _("Words of a name, or an external id")
    ordering = ("name", "id")
    inlines = (OpenInvoiceInline, ContactInline)
    fieldsets = (
        (None, {"fields": ("name", ("external_id", "source"), ("parent", "debtor"), "aliases")}),
        (_("Place"), {"fields": (("country", "time_zone"), ("language", "currency"))}),
        (
            _("How it is collected"),
            {
                "fields": (
                    ("segment", "tier", "tags", "account_manager"),
                    ("payment_terms_days", "credit_limit", "payment_method"),
                    ("do_not_contact", "insolvent", "natural_person"),
                    "exit",
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Customer]:
        return super().get_queryset(request).select_related("source", "parent", "debtor", "account_manager")
