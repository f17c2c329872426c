from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from dunning.models import PriorityRule
from dunning.priority import Points


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
    def rows(self) -> list[tuple[str, Any, Any]]:
        """Each rule in words, with its two fields."""
        kinds = [name.removesuffix("_percent") for name in self.fields if name.endswith("_percent")]
        labels = {kind: str(PriorityRule.Kind(kind).label) for kind in kinds}
        return [(labels[kind], self[f"{kind}_percent"], self[f"{kind}_threshold"]) for kind in kinds]

    @property
    def rules(self) -> dict[str, Points]:
        """What was given, once it is valid."""
        given = self.cleaned_data
        kinds = [name.removesuffix("_percent") for name in given if name.endswith("_percent")]
        return {kind: Points(given[f"{kind}_percent"], given[f"{kind}_threshold"]) for kind in kinds}
