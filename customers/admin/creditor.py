from django.contrib import admin

from customers.admin.audited import AuditedAdmin
from customers.models import Creditor


@admin.register(Creditor)
class CreditorAdmin(AuditedAdmin):
    list_display = ("name", "currency", "country", "time_zone", "sender_email", "ar_manager_email")
    search_fields = ("name",)
    fieldsets = (
        (None, {"fields": (("name", "currency"), ("country", "time_zone"))}),
        ("How customers pay", {"fields": ("bank_details", "payment_link")}),
        ("Mail", {"fields": (("sender_name", "sender_email"), ("reply_to", "ar_manager_email"))}),
    )
