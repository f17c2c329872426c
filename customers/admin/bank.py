from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from customers.admin.allocation import TransactionAllocationInline
from customers.admin.amounts import shown_amount
from customers.admin.read_only import ReadOnlyAdmin
from customers.admin.searched import SearchedAdmin
from customers.models import BankTransaction


@admin.register(BankTransaction)
class BankTransactionAdmin(SearchedAdmin, ReadOnlyAdmin):
    list_display = ("booked_on", "money", "unallocated", "payer_name", "reference", "debtor", "state")
    list_filter = ("state", "source")
    list_select_related = ("debtor",)
    list_columns = ("debtor__name", "currency", "amount", "unallocated_amount")
    search_words = True
    search_help_text = _("Words of a payer's name or of the reference")
    ordering = ("-id",)
    inlines = (TransactionAllocationInline,)
    fieldsets = (
        (None, {"fields": (("booked_on", "money", "unallocated"), ("state", "debtor"))}),
        (_("Payer"), {"fields": (("payer_name", "payer_account", "method"), "reference")}),
        (_("Origin"), {"fields": (("source", "external_id"), ("returns", "known_at"))}),
    )
    readonly_fields = ("money", "unallocated")

    @admin.display(description=_("Amount"), ordering="amount")
    def money(self, row: BankTransaction) -> str:
        return shown_amount(row.amount, row.currency)

    @admin.display(description=_("Unallocated"), ordering="unallocated_amount")
    def unallocated(self, row: BankTransaction) -> str:
        return shown_amount(row.unallocated_amount, row.currency)
