from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from customers.admin.amounts import shown_amount
from customers.admin.read_only import ReadOnlyAdmin
from dunning.admin.case_deeds import CASE_DEEDS
from dunning.admin.case_facts import case_facts
from dunning.admin.case_inlines import CASE_INLINES
from dunning.admin.deeds import DeedsMixin
from dunning.models import Case


@admin.register(Case)
class CaseAdmin(DeedsMixin, ReadOnlyAdmin):
    """A debtor's account at a glance: what is owed, what happens next and why, and all that was said."""

    list_display = ("debtor", "status", "overdue", "days_past_due", "next_action", "until", "owner")
    list_display_links = ("debtor",)
    list_filter = ("status", "action", "policy", "creditor", "owner")
    list_select_related = ("debtor", "policy", "owner")
    search_fields = ("debtor__name__istartswith", "debtor__external_id__startswith")
    search_help_text = "Beginning of a customer's name or external id"
    ordering = ("-exposure", "-id")
    inlines = CASE_INLINES
    deeds = CASE_DEEDS
    change_form_outer_before_template = "dunning/admin/case.html"
    readonly_fields = ("overdue",)
    fieldsets = (
        (None, {"fields": (("debtor", "creditor"), ("status", "opened_at", "closed_at"), "closed_why")}),
        ("Rules", {"fields": (("policy", "cadence", "owner"), ("carrying_invoice", "overdue", "days_past_due"))}),
        (
            "Episode",
            {
                "fields": (
                    ("episode_started_at", "attempts", "extra_attempts"),
                    ("last_outreach_at", "last_reply_at"),
                    ("hold_until", "hold_reason"),
                )
            },
        ),
    )

    @admin.display(description="Overdue", ordering="exposure")
    def overdue(self, case: Case) -> str:
        return shown_amount(case.exposure, case.policy.currency)

    @admin.display(description="Next")
    def next_action(self, case: Case) -> str:
        return f"{case.action.capitalize()}: {case.reason_text}"[:160] if case.action else "Not decided yet"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        return super().get_queryset(request).select_related("debtor", "creditor", "policy", "cadence", "owner")

    def named(self, row: Case) -> str:  # type: ignore[override]
        return str(row.debtor)

    def seen_mark(self, row: Case) -> str:
        return str(row.version)

    def facts(self, request: HttpRequest, row: Case) -> dict[str, Any]:
        return {"case_facts": case_facts(row, as_of=timezone.now())}
