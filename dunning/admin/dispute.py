from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from customers.admin.read_only import ReadOnlyAdmin
from dunning.admin.deed_forms import DeedForm
from dunning.admin.deeds import Deed, DeedsMixin
from dunning.models import Dispute
from dunning.services.disputes import resolve_dispute, withdraw_dispute

CHANGE = "dunning.change_dispute"


class ResolveDisputeForm(DeedForm):
    outcome = forms.ChoiceField(choices=Dispute.Outcome.choices)
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))


class NoteForm(DeedForm):
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))


def _resolve(dispute: Dispute, /, *, by: Any, as_of: Any, **given: Any) -> str:
    resolved = resolve_dispute(dispute_id=dispute.pk, by=by, as_of=as_of, **given)
    return f"Resolved: {resolved.get_outcome_display()}."


def _withdraw(dispute: Dispute, /, *, by: Any, as_of: Any, note: str) -> str:
    withdraw_dispute(dispute_id=dispute.pk, note=note, by=by, as_of=as_of)
    return "Withdrawn; its invoices are chased again as far as they are open."


def _open(dispute: Dispute) -> bool:
    return dispute.status == Dispute.Status.OPEN


@admin.register(Dispute)
class DisputeAdmin(DeedsMixin, ReadOnlyAdmin):
    list_display = ("debtor", "reason", "amount", "deadline", "status", "outcome", "owner")
    list_filter = ("status", "reason", "outcome")
    list_select_related = ("debtor", "owner")
    search_fields = ("debtor__name__istartswith",)
    search_help_text = "Beginning of a customer's name"
    ordering = ("-id",)
    fieldsets = (
        (None, {"fields": (("debtor", "case", "owner"), ("reason", "amount", "deadline"), "numbers", "quote", "mail")}),
        ("What came of it", {"fields": (("opened_at", "resolved_at"), ("status", "outcome"))}),
    )
    readonly_fields = ("numbers",)
    deeds = (
        Deed("resolve", "Resolve", CHANGE, _resolve, ResolveDisputeForm, _open, icon="check", variant="primary"),
        Deed("withdraw", "Withdraw", CHANGE, _withdraw, NoteForm, _open, icon="undo"),
    )

    @admin.display(description="Invoices")
    def numbers(self, dispute: Dispute) -> str:
        return ", ".join(dispute.invoices.values_list("number", flat=True))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Dispute]:
        rows = super().get_queryset(request).select_related("debtor", "case", "owner", "mail")
        return rows.defer("mail__raw", "mail__payload")
