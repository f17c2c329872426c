from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin, TabularInline

from customers.admin.audited import changed_values, record_change
from dunning.admin.late_rates import rates_table
from dunning.models import Dispute, DisputeDeadline, EscalationRule, Policy
from dunning.services.cases.rule_changes import change_policy
from dunning.workspace.escalation_page.page import escalations_view


class EscalationRuleInline(TabularInline):
    model = EscalationRule
    extra = 0
    tab = True


class DisputeDeadlineForm(forms.ModelForm):
    reason = forms.ChoiceField(choices=Dispute.Reason.choices)

    class Meta:
        model = DisputeDeadline
        fields = ("reason", "business_days")


class DisputeDeadlineInline(TabularInline):
    """By reason; every other reason has the policy's own deadline."""

    model = DisputeDeadline
    form = DisputeDeadlineForm
    extra = 0
    tab = True


@admin.register(Policy)
class PolicyAdmin(ModelAdmin):
    """Saving makes a new version, and the round looks at all customers under it again."""

    list_display = ("name", "version", "cadence", "persona", "currency", "gap_days", "attempt_ceiling")
    list_select_related = ("cadence", "persona")
    search_fields = ("name",)
    readonly_fields = ("version", "rates_today")
    inlines = (EscalationRuleInline, DisputeDeadlineInline)
    save_as = False
    change_form_outer_before_template = "dunning/admin/policy.html"
    fieldsets = (
        (None, {"fields": (("name", "version", "currency"), ("cadence", "persona"))}),
        (
            gettext_lazy("Whom and how much"),
            {
                "fields": (
                    ("tolerance", "remainder_amount", "remainder_share"),
                    ("short_pay_tolerance", "write_off_short_payments"),
                    ("pre_due_minimum", "go_live_age_days"),
                )
            },
        ),
        (
            gettext_lazy("When"),
            {
                "fields": (
                    ("gap_days", "attempt_ceiling", "habit_days"),
                    ("send_from_hour", "send_until_hour"),
                    ("daily_cap_new_contacts", "daily_cap_messages"),
                )
            },
        ),
        (
            gettext_lazy("Promises, claims, disputes, replies"),
            {
                "fields": (
                    ("promise_tolerance_days", "undated_promise_days"),
                    ("promise_horizon_days", "broken_promise_window_days"),
                    ("promise_notes", "promise_notes_from"),
                    ("dispute_deadline_days", "reply_deadline_days", "escalation_deadline_days"),
                    ("dispute_approval_days", "dispute_nag_days", "credit_note_days"),
                    "heads_up_days",
                    "transit_days",
                    "escalation_cc",
                )
            },
        ),
        (
            gettext_lazy("Late-payment costs"),
            {
                "description": gettext_lazy("Named beside the debt where the law is known; never to a natural person."),
                "fields": (
                    ("late_fee", "late_fee_from_stage"),
                    ("late_fee_law", "late_fee_countries"),
                    "rates_today",
                ),
            },
        ),
        (
            gettext_lazy("Autonomy"),
            {
                "fields": (
                    ("undo_minutes", "approval_lapses_days", "minimum_confidence"),
                    ("disclose_ai", "may_mention_credit_hold"),
                    ("customer_page", "customer_page_days"),
                    ("evidence_window", "evidence_days", "shadow_days"),
                    ("step_up_decided", "step_up_unchanged"),
                    ("step_down_blocks", "step_down_window", "step_down_floor"),
                )
            },
        ),
    )

    @admin.display(description=gettext_lazy("Rates of today"))
    def rates_today(self, policy: Policy) -> SafeString:
        return rates_table(on=timezone.localdate())

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool) -> None:
        """The row is saved by now: its rules next, then the version, once for everything that changed on the page."""
        super().save_related(request, form, formsets, change)
        changed = changed_values(form) | changed_rows(formsets)
        if not change:
            record_change(request, form.instance, "added", changed)
        elif changed:
            change_policy(policy_id=form.instance.pk, changed=changed, by=request.user, as_of=timezone.now())  # type: ignore[arg-type]

    def get_urls(self) -> list[URLPattern]:
        escalations = self.admin_site.admin_view(self.escalations_view)
        return [
            path("<int:policy_id>/escalations/", escalations, name="dunning_policy_escalations"),
            *super().get_urls(),
        ]

    def escalations_view(self, request: HttpRequest, policy_id: int) -> HttpResponse:
        return escalations_view(request, policy_id, site=self.admin_site)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def changed_rows(formsets: Any) -> dict[str, str]:
    """What was added, changed or taken away below the row, in words by model."""
    found = {}
    for formset in formsets:
        changed = [*formset.new_objects, *(row for row, _ in formset.changed_objects), *formset.deleted_objects]
        if changed:
            found[formset.model._meta.model_name] = ", ".join(str(row) for row in changed)
    return found
