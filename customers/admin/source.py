from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from customers.admin.audited import AuditedAdmin
from customers.models import LedgerSource


@admin.register(LedgerSource)
class LedgerSourceAdmin(AuditedAdmin):
    list_display = ("name", "creditor", "truth", "invoices_as_of", "payments_as_of", "stale_after_business_days")
    list_select_related = ("creditor",)
    list_filter = ("truth",)
    search_fields = ("name",)
    readonly_fields = ("invoices_as_of", "payments_as_of", "snapshot_as_of")
    fieldsets = (
        (None, {"fields": (("name", "creditor"), "truth")}),
        (
            _("Care"),
            {"fields": (("snapshot_close_share", "stale_after_business_days", "expected_after_business_days"),)},
        ),
        (_("How current its data is"), {"fields": (("invoices_as_of", "payments_as_of", "snapshot_as_of"),)}),
    )
