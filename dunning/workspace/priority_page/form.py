from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunning.models import PriorityRule
from dunning.priority import Points

# What each rule asks, around the field of its threshold.
SENTENCES = {
    "promise_near": gettext_lazy("A payment is promised within [n] days"),
    "dispute_open": gettext_lazy("Open disputes: [n] or more"),
    "payment_claimed": gettext_lazy("Payments announced or said to be made: [n] or more"),
    "broken_promises": gettext_lazy("Promises broken in half a year: [n] or more"),
    "silence": gettext_lazy("Messages without an answer: [n] or more"),
    "over_limit": gettext_lazy("Open above the credit limit, by [n] percent of it or more"),
}


@dataclass(frozen=True)
class RuleRow:
    """A rule as a sentence around its threshold, and its percent."""

    before: str
    after: str
    percent: forms.BoundField
    threshold: forms.BoundField


class RulesForm(forms.Form):
    """Two numbers a rule: its percent and its threshold."""

    def __init__(self, data: Mapping[str, Any] | None, *, rules: Mapping[str, Points]) -> None:
        super().__init__(data)
        for kind, rule in rules.items():
            words = PriorityRule.Kind(kind).label
            self.fields[f"{kind}_percent"] = forms.IntegerField(
                label=_("%(rule)s: percent") % {"rule": words}, min_value=-100, max_value=300, initial=rule.percent
            )
            self.fields[f"{kind}_threshold"] = forms.IntegerField(
                label=_("%(rule)s: from") % {"rule": words}, min_value=0, max_value=999, initial=rule.threshold
            )

    @property
    def rows(self) -> list[RuleRow]:
        kinds = [name.removesuffix("_percent") for name in self.fields if name.endswith("_percent")]
        return [self._row(kind) for kind in kinds]

    def _row(self, kind: str) -> RuleRow:
        before, _mark, after = str(SENTENCES[kind]).partition("[n]")
        return RuleRow(before.strip(), after.strip(), self[f"{kind}_percent"], self[f"{kind}_threshold"])

    @property
    def rules(self) -> dict[str, Points]:
        """What was given, once it is valid."""
        given = self.cleaned_data
        kinds = [name.removesuffix("_percent") for name in given if name.endswith("_percent")]
        return {kind: Points(given[f"{kind}_percent"], given[f"{kind}_threshold"]) for kind in kinds}
