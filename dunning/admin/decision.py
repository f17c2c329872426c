from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from customers.admin.kept import kept
from customers.admin.read_only import ReadOnlyAdmin
from dunning.models import Decision


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("decided_at", "case", "action", "why", "until", "step_key")
    list_filter = ("action",)
    list_select_related = ("case",)
    ordering = ("-id",)
    why = kept("reason_text", label=_("reason text"))
