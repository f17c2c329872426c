from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from customers.admin.amounts import shown_amount
from customers.admin.kept import kept
from customers.admin.read_only import ReadOnlyAdmin, ReadOnlyInline
from customers.models import Allocation

SHOWN: tuple[str, ...] = ("booked_on", "invoice", "money", "origin", "kind", "transaction", "why")


class _Columns:
    why = kept("reason", label=_("reason"))

    @admin.display(description=_("Amount"), ordering="amount")
    def money(self, row: Allocation) -> str:
        return shown_amount(row.amount, row.invoice.currency)


@admin.register(Allocation)
class AllocationAdmin(_Columns, ReadOnlyAdmin):
    list_display = SHOWN
    list_filter = ("origin", "kind")
    list_select_related = ("invoice", "transaction")
    search_fields = ("invoice__number__startswith", "transaction__external_id__startswith")
    search_help_text = _("Beginning of an invoice number or a transaction id")
    ordering = ("-id",)


class AllocationInline(_Columns, ReadOnlyInline):
    model = Allocation
    fields = readonly_fields = SHOWN
    ordering = ("-id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Allocation]:
        return super().get_queryset(request).select_related("invoice", "transaction")


class InvoiceAllocationInline(AllocationInline):
    fk_name = "invoice"
    fields = readonly_fields = tuple(name for name in SHOWN if name != "invoice")


class TransactionAllocationInline(AllocationInline):
    fk_name = "transaction"
    fields = readonly_fields = tuple(name for name in SHOWN if name != "transaction")
