from __future__ import annotations

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.allocation import InvoiceAllocationInline
from customers.admin.amounts import shown_amount
from customers.admin.read_only import ReadOnlyAdmin, ReadOnlyInline
from customers.admin.searched import SearchedAdmin, customers_named, is_one_of
from customers.models import Invoice
from customers.search import invoices
from customers.search.sought import Sought

# Of each way to find one.
MOST_FOUND = 100


class OpenFilter(admin.SimpleListFilter):
    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("overdue", gettext("Overdue")), ("open", gettext("Open")), ("closed", gettext("Closed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Invoice]) -> QuerySet[Invoice]:
        if self.value() == "overdue":
            today = timezone.localdate()
            return queryset.filter(closed_how="", kind=Invoice.Kind.INVOICE, due_on__lt=today)
        if self.value() == "open":
            return queryset.filter(closed_how="")
        return queryset.exclude(closed_how="") if self.value() == "closed" else queryset


class _Amounts:
    @admin.display(description=_("Amount"), ordering="amount")
    def money(self, row: Invoice) -> str:
        return shown_amount(row.amount, row.currency)

    @admin.display(description=_("Open"), ordering="open_amount")
    def still_open(self, row: Invoice) -> str:
        return shown_amount(row.open_amount, row.currency)

    @admin.display(description=_("Closed"))
    def closed(self, row: Invoice) -> str:
        day = date_format(row.closed_on, "SHORT_DATE_FORMAT") if row.closed_on else ""
        return f"{row.get_closed_how_display()} {day}" if row.closed_how else "–"


@admin.register(Invoice)
class InvoiceAdmin(_Amounts, SearchedAdmin, ReadOnlyAdmin):
    list_display = ("number", "debtor", "kind", "issued_on", "due_on", "money", "still_open", "closed")
    list_filter = (OpenFilter, "kind", "source")
    list_select_related = ("debtor",)
    list_columns = ("debtor__name", "currency", "amount", "open_amount", "closed_how", "closed_on")
    search_help_text = _("An invoice number or its beginning, an order, an amount, or a customer's name")
    ordering = ("-id",)
    inlines = (InvoiceAllocationInline,)
    fieldsets = (
        (None, {"fields": (("number", "kind", "source"), ("customer", "debtor"))}),
        (_("Terms"), {"fields": (("issued_on", "due_on"), ("purchase_order", "payment_method", "debit_returned"))}),
        (_("Balance"), {"fields": (("money", "still_open", "erp_open_amount"), ("closed", "replaces"))}),
        (_("How current"), {"fields": (("as_of", "known_at"),)}),
    )
    readonly_fields = ("money", "still_open", "closed")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """The bars of the aging lead to the invoices of their creditor."""
        return lookup == "source__creditor__id__exact" or super().lookup_allowed(lookup, value, request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invoice]:
        return super().get_queryset(request).select_related("customer", "debtor", "source")

    def said_by_row(self, sought: Sought, request: HttpRequest) -> Q:
        """By number, order and amount."""
        finders = (invoices.exact_numbers, invoices.begun_numbers, invoices.of_order, invoices.of_amount)
        found = {row.pk for find in finders for row in find(sought, user=request.user, limit=MOST_FOUND)}
        return is_one_of("pk", found)

    def said_by_customer(self, sought: Sought) -> Q:
        """By the two indexes that tell open invoices from settled ones."""
        customers = customers_named(sought)
        return Q(debtor__in=customers, closed_how="") | (Q(debtor__in=customers) & ~Q(closed_how=""))


class OpenInvoiceInline(_Amounts, ReadOnlyInline):
    model = Invoice
    fk_name = "debtor"
    verbose_name_plural = _("open invoices")
    fields = readonly_fields = ("number", "kind", "issued_on", "due_on", "money", "still_open")
    ordering = ("due_on", "id")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invoice]:
        return super().get_queryset(request).filter(closed_how="")
