from django.contrib import admin

from customers.admin.audited import AuditedAdmin
from customers.models import AccountManager


@admin.register(AccountManager)
class AccountManagerAdmin(AuditedAdmin):
    list_display = ("name", "email", "language", "user")
    list_select_related = ("user",)
    search_fields = ("name", "email")
    autocomplete_fields = ("user",)
