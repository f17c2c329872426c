"""Forms of deeds: plain Django forms that know the row and the person, dressed like the rest of the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin
from django.utils.translation import gettext_lazy as _
from unfold import widgets

_CLASSES: tuple[tuple[type[forms.Widget], list[str]], ...] = (
    (forms.ClearableFileInput, widgets.INPUT_CLASSES),
    (forms.CheckboxInput, widgets.CHECKBOX_CLASSES),
    (forms.Textarea, widgets.TEXTAREA_CLASSES),
    (forms.Select, widgets.SELECT_CLASSES),
    (forms.widgets.Input, widgets.INPUT_CLASSES),
)


def dress(form: forms.BaseForm) -> None:
    """Give every field the admin's look; dates get the browser's own picker."""
    for field in form.fields.values():
        if isinstance(field.widget, AutocompleteMixin | forms.RadioSelect):
            continue
        if isinstance(field, forms.DateField):
            field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
            choices = field.choices
            field.widget = widgets.UnfoldAdminCheckboxSelectMultipleWidget()
            field.choices = choices
            continue
        if isinstance(field.widget, forms.Select):
            field.widget.template_name = "unfold/widgets/select.html"
        found = next((classes for kind, classes in _CLASSES if isinstance(field.widget, kind)), [])
        field.widget.attrs["class"] = " ".join(found)


class DeedForm(forms.Form):
    """`row` is what the deed is done to, `by` who does it. `cleaned_data` becomes the deed's arguments.

    `given` are values of the address that fields begin with, such as a day that a button proposes.
    """

    template = "dunning/admin/deed.html"

    def __init__(self, *args: Any, row: Any, by: Any, given: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.by = row, by
        self.prepare()
        self.initial = {**self.initial, **(given or {})}
        dress(self)

    def prepare(self) -> None:
        """Choices and initial values that depend on the row."""


class ReasonForm(DeedForm):
    reason = forms.CharField(max_length=200, help_text=_("Kept on the audit trail."))


class OptionalReasonForm(DeedForm):
    reason = forms.CharField(max_length=200, required=False, help_text=_("Kept on the audit trail."))
