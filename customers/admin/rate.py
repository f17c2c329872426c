from django.contrib import admin

from customers.admin.audited import AuditedAdmin
from customers.models import Rate


@admin.register(Rate)
class RateAdmin(AuditedAdmin):
    list_display = ("day", "currency", "base", "rate")
    list_filter = ("currency", "base")
    date_hierarchy = "day"
    ordering = ("-day", "currency")
