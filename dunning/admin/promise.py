from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.amounts import shown_amount
from customers.admin.read_only import ReadOnlyAdmin, ReadOnlyInline
from customers.admin.searched import SearchedAdmin
from dunning.admin.deed_forms import DeedForm, OptionalReasonForm
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.models import Promise, PromisedInvoice
from dunning.services.promises.promises import decide_promise, withdraw_promise

CHANGE = "dunning.change_promise"
UNDECIDED = (Promise.Status.OPEN, Promise.Status.UNCLEAR, Promise.Status.UNSEEN)
OUTCOMES = ("kept", "partly_kept", "broken", "unseen", "lapsed")


class DecideForm(DeedForm):
    outcome = forms.ChoiceField(choices=[(status, Promise.Status(status).label) for status in OUTCOMES])


def _decide(promise: Promise, /, *, by: Any, as_of: Any, outcome: str) -> str:
    decided = decide_promise(promise_id=promise.pk, outcome=outcome, by=by, as_of=as_of)
    return gettext("Decided: %(status)s.") % {"status": decided.get_status_display()}


def _withdraw(promise: Promise, /, *, by: Any, as_of: Any, reason: str) -> str:
    withdraw_promise(promise_id=promise.pk, reason=reason, by=by, as_of=as_of)
    return gettext("Withdrawn; what it had taken the place of counts again.")


class LineInline(ReadOnlyInline):
    model = PromisedInvoice
    verbose_name_plural = _("its invoices")
    fields = readonly_fields = ("invoice", "amount")
    ordering = ("id",)
    show_change_link = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[PromisedInvoice]:
        return super().get_queryset(request).select_related("invoice")


@admin.register(Promise)
class PromiseAdmin(SearchedAdmin, DeedsMixin, ReadOnlyAdmin):
    list_display = ("debtor", "kind", "promised", "promised_on", "quiet_until", "status", "given_on")
    list_filter = ("status", "kind")
    list_select_related = ("debtor",)
    list_columns = ("debtor__name", "currency", "amount")
    search_words, search_customer = True, "debtor"
    search_help_text = _("Words of what was said, or a customer's name")
    ordering = ("-id",)
    inlines = (LineInline,)
    fieldsets = (
        (None, {"fields": (("debtor", "case", "kind"), ("promised", "promised_on", "quiet_until"))}),
        (_("What was said"), {"fields": (("given_on", "recorded_at"), "quote", ("reference", "mail"))}),
        (_("What came of it"), {"fields": (("status", "paid_amount", "judged_at"), "superseded_by")}),
    )
    readonly_fields = ("promised",)
    deeds = (
        Deed("decide", _("Decide"), CHANGE, _decide, DecideForm, lambda row: row.status in UNDECIDED, icon="gavel"),
        Deed(
            "withdraw",
            _("Withdraw"),
            CHANGE,
            _withdraw,
            OptionalReasonForm,
            lambda row: row.status != Promise.Status.WITHDRAWN,
            icon="undo",
        ),
    )

    @admin.display(description=_("Amount"), ordering="amount")
    def promised(self, promise: Promise) -> str:
        if promise.amount is None:
            return gettext("the whole balance (%(currency)s)") % {"currency": promise.currency}
        return shown_amount(promise.amount, promise.currency)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Promise]:
        rows = super().get_queryset(request).select_related("debtor", "case", "mail", "superseded_by")
        return rows.defer("mail__raw", "mail__payload")
