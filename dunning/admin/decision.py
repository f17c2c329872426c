from django.contrib import admin

from customers.admin.read_only import ReadOnlyAdmin
from dunning.models import Decision


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("decided_at", "case", "action", "reason_text", "until", "step_key")
    list_filter = ("action",)
    list_select_related = ("case",)
    ordering = ("-id",)
