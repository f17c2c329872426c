from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from customers.admin.read_only import ReadOnlyAdmin, ReadOnlyInline
from customers.admin.searched import SearchedAdmin
from customers.models import Contact


@admin.register(Contact)
class ContactAdmin(SearchedAdmin, ReadOnlyAdmin):
    """Seen here; whoever writes to contacts registers a page that changes them."""

    list_display = ("name", "email", "customer", "role", "state", "absent_until", "origin")
    list_filter = ("state", "role")
    list_select_related = ("customer",)
    search_words, search_customer = True, "customer"
    search_help_text = _("Words of a name or an address, or a customer's name")
    ordering = ("-id",)


class ContactInline(ReadOnlyInline):
    model = Contact
    fk_name = "customer"
    fields = readonly_fields = ("name", "email", "role", "language", "state", "absent_until")
    ordering = ("id",)
