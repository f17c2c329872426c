from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from unfold.admin import TabularInline
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from customers.admin.audited import AuditedAdmin, changed_values, record_change
from customers.models import Customer
from dunning.admin.policy import changed_rows
from dunning.models import Rung, Segment, Step


class RungForm(forms.ModelForm):
    """A level changed by hand starts the evidence anew."""

    stages_alone = forms.MultipleChoiceField(
        choices=Step.Stage.choices, required=False, widget=UnfoldAdminCheckboxSelectMultipleWidget
    )
    # Key accounts are a person's on every rung.
    person_tiers = forms.MultipleChoiceField(
        choices=[choice for choice in Customer.Tier.choices if choice[0] != Customer.Tier.KEY_ACCOUNT],
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
    )

    class Meta:
        model = Rung
        fields = ("kind", "stage", "level", "amount_limit", "least_confidence", "stages_alone", "person_tiers")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("stage") and cleaned.get("kind") != Rung.Kind.REMINDER:
            self.add_error("stage", "Only reminders have stages.")
        return cleaned

    def save(self, commit: bool = True) -> Any:
        if "level" in self.changed_data:
            self.instance.changed_at = timezone.now()
        return super().save(commit)


class RungInline(TabularInline):
    model = Rung
    form = RungForm
    extra = 0
    ordering = ("kind", "stage")


@admin.register(Segment)
class SegmentAdmin(AuditedAdmin):
    """Which policy rules which customers, and how far the agent may go alone with each kind of action."""

    list_display = ("shown_key", "name", "policy")
    list_display_links = ("shown_key", "name")
    list_select_related = ("policy",)
    inlines = (RungInline,)

    @admin.display(description="Key", ordering="key")
    def shown_key(self, segment: Segment) -> str:
        return segment.key or "all others"

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        obj.save()

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changed = changed_values(form) | changed_rows(formsets)
        if changed:
            record_change(request, form.instance, "changed" if change else "added", changed)

    def has_delete_permission(self, request: HttpRequest, obj: Segment | None = None) -> bool:
        """The segment for all others stays: without it nobody's rules are known."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.key != "")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {}
