from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.models import Customer
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
        error_messages: ClassVar[dict[str, Any]] = {"key": {"invalid": gettext_lazy("Letters, digits and hyphens.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tier"].choices = [("", _("All")), *Customer.Tier.choices]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if isinstance(field, forms.IntegerField):
                # A browser hands nothing on of what it holds for no number, and the condition would be gone.
                field.widget = forms.TextInput(attrs={"inputmode": "decimal"})
            described = [f"id_{name}-help"] if field.help_text else []
            if self.is_bound and name in self.errors:
                described.insert(0, f"id_{name}-problem")
                field.widget.attrs["aria-invalid"] = "true"
            if described:
                field.widget.attrs["aria-describedby"] = " ".join(described)

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under their headings: when the rule holds, and what it is and does."""
        conditions = [self[name] for name in CONDITIONS[:8]]
        return [
            (_("Holds when all that is filled in is met"), conditions),
            (_("The rule"), [self[name] for name in ("key", "level", *CONDITIONS[8:])]),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        others = EscalationRule.objects.filter(policy=self.instance.policy).exclude(pk=self.instance.pk)
        if others.filter(key=cleaned.get("key", "")).exists():
            self.add_error("key", _("The policy has a rule of this name already."))
        return cleaned


def condition_of(rule: EscalationRule) -> EscalationCondition:
    return EscalationCondition(**{name: getattr(rule, name) for name in EscalationCondition.__dataclass_fields__})
