from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils import timezone
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminTextInputWidget

from customers.admin.audited import changed_values, record_change
from dunning.admin.policy import changed_rows
from dunning.models import Cadence, Step
from dunning.services.rule_changes import change_cadence

ACCOUNT_MANAGER = "account_manager"


class StepForm(forms.ModelForm):
    cc = forms.CharField(
        required=False,
        label="Copies to",
        widget=UnfoldAdminTextInputWidget,
        help_text="Addresses with commas between, or account_manager.",
    )

    class Meta:
        model = Step
        fields = ("position", "key", "anchor", "offset", "business_days", "stage", "purpose", "cc")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["cc"] = ", ".join(self.initial.get("cc") or ())

    def clean_cc(self) -> list[str]:
        given = [word.strip() for word in self.cleaned_data["cc"].split(",") if word.strip()]
        for word in given:
            if word != ACCOUNT_MANAGER:
                validate_email(word)
        return given

    def clean_purpose(self) -> str:
        from agent.drafting import PURPOSES

        purpose = self.cleaned_data["purpose"]
        if purpose not in PURPOSES:
            raise forms.ValidationError(f"Nobody can write “{purpose}”; there are {', '.join(sorted(PURPOSES))}.")
        return purpose


class StepInline(TabularInline):
    model = Step
    form = StepForm
    extra = 0


@admin.register(Cadence)
class CadenceAdmin(ModelAdmin):
    """Saving makes a new version, and the round looks at all customers under it again; keep the keys of steps."""

    list_display = ("name", "key", "version", "by_age", "is_current")
    list_filter = ("is_current",)
    search_fields = ("name", "key")
    fields = (("name", "key", "version"), ("by_age", "is_current"))
    readonly_fields = ("version",)
    inlines = (StepInline,)

    def get_readonly_fields(self, request: HttpRequest, obj: Cadence | None = None) -> tuple[str, ...]:
        return ("version", "key") if obj else ("version",)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changed = changed_values(form) | changed_rows(formsets)
        if not change:
            record_change(request, form.instance, "added", changed)
        elif changed:
            change_cadence(cadence_id=form.instance.pk, changed=changed, by=request.user, as_of=timezone.now())  # type: ignore[arg-type]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
