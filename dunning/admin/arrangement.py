from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.read_only import ReadOnlyAdmin, ReadOnlyInline
from customers.admin.searched import SearchedAdmin
from dunning.admin.deed_forms import OptionalReasonForm
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.models import Arrangement, Instalment
from dunning.services.promises.arrangements import end_arrangement


def _end(arrangement: Arrangement, /, *, by: Any, as_of: Any, reason: str) -> str:
    end_arrangement(arrangement_id=arrangement.pk, reason=reason, by=by, as_of=as_of)
    return gettext("Ended; its invoices are chased again.")


class InstalmentInline(ReadOnlyInline):
    model = Instalment
    fields = readonly_fields = ("due_on", "amount")
    show_change_link = False


@admin.register(Arrangement)
class ArrangementAdmin(SearchedAdmin, DeedsMixin, ReadOnlyAdmin):
    list_display = ("debtor", "status", "currency", "granted_at", "granted_by")
    list_filter = ("status",)
    list_select_related = ("debtor", "granted_by")
    search_customer = "debtor"
    search_help_text = _("Words of a customer's name, or its number")
    ordering = ("-id",)
    inlines = (InstalmentInline,)
    fieldsets = (
        (None, {"fields": (("debtor", "case", "status"), "numbers", "note", ("granted_by", "granted_at", "currency"))}),
    )
    readonly_fields = ("numbers",)
    deeds = (
        Deed(
            "end",
            _("End"),
            "dunning.change_arrangement",
            _end,
            OptionalReasonForm,
            lambda row: row.status == Arrangement.Status.ACTIVE,
            icon="event_busy",
            variant="danger",
        ),
    )

    @admin.display(description=_("Invoices"))
    def numbers(self, arrangement: Arrangement) -> str:
        return ", ".join(arrangement.invoices.values_list("number", flat=True))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Arrangement]:
        return super().get_queryset(request).select_related("debtor", "case", "granted_by")
