from __future__ import annotations

from django.contrib import admin

from customers.admin.read_only import ReadOnlyAdmin, ReadOnlyInline
from customers.models import Contact


@admin.register(Contact)
class ContactAdmin(ReadOnlyAdmin):
    """Seen here; whoever writes to contacts registers a page that changes them."""

    list_display = ("name", "email", "customer", "role", "state", "absent_until", "origin")
    list_filter = ("state", "role")
    list_select_related = ("customer",)
    search_fields = ("email__istartswith", "name__istartswith", "customer__name__istartswith")
    search_help_text = "Beginning of an address, a name or a customer's name"
    ordering = ("-id",)


class ContactInline(ReadOnlyInline):
    model = Contact
    fk_name = "customer"
    fields = readonly_fields = ("name", "email", "role", "language", "state", "absent_until")
    ordering = ("id",)
