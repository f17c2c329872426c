from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from dunning.case_facts import EscalationCondition
from dunning.models import EscalationRule

# What a rule asks, in the order of the form.
CONDITIONS = (
    "exposure_over",
    "age_over_days",
    "invoices_over",
    "silence_over_days",
    "broken_promises_over",
    "sliding_days_over",
    "late_chance_over",
    "tier",
    "minimum_delivered",
    "heads_up",
)


class RuleForm(forms.ModelForm):
    """One rule of a policy; the policy is the page's."""

    class Meta:
        model = EscalationRule
        fields = ("key", "level", *CONDITIONS)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        others = EscalationRule.objects.filter(policy=self.instance.policy).exclude(pk=self.instance.pk)
        if others.filter(key=cleaned.get("key", "")).exists():
            self.add_error("key", _("The policy has a rule of this name already."))
        return cleaned


def condition_of(rule: EscalationRule) -> EscalationCondition:
    return EscalationCondition(**{name: getattr(rule, name) for name in EscalationCondition.__dataclass_fields__})
