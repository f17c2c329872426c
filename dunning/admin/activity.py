from django.contrib import admin

from customers.admin.read_only import ReadOnlyAdmin
from dunning.models import Activity


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    list_display = ("happened_at", "case", "kind", "text", "by")
    list_filter = ("kind",)
    list_select_related = ("case", "by")
    ordering = ("-id",)
