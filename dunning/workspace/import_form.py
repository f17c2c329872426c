from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from customers.models import ImportRun, LedgerSource
from customers.parsers.presets import bank_preset_names, load_preset, preset_names
from dunning.admin.deed_forms import dress

# What a page can read twice before the browser gives up; the commands take any size.
LARGEST = 200 * 1024 * 1024


class ImportForm(forms.Form):
    """What is to be imported, and how to read it."""

    file = forms.FileField(label="File", help_text="CSV, XLSX or JSON Lines; a bank's own file.")
    layout = forms.ChoiceField(choices=ImportRun.Layout.choices, initial="invoices", label="What it holds")
    source = forms.ModelChoiceField(queryset=LedgerSource.objects.order_by("name"), label="Where it comes from")
    preset = forms.ChoiceField(required=False, label="Written by", help_text="None: columns are found by their names.")
    mapping = forms.FileField(required=False, label="Own column map", help_text="A TOML file, instead of a program.")
    kind = forms.ChoiceField(
        required=False,
        choices=[
            ("", "As the program says, else changes only"),
            ("delta", "Changes only"),
            ("snapshot", "All open items"),
        ],
        label="Complete?",
        help_text="All open items: what is missing from the file is closed.",
    )
    as_of = forms.DateField(label="As of", initial=timezone.localdate, help_text="The day that the data speaks of.")
    accept_closing = forms.BooleanField(
        required=False, label="It may close more than the source's safety share", initial=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        presets = [(name, load_preset(name).title) for name in (*preset_names(), *bank_preset_names())]
        self.fields["preset"].choices = [("", "None of these"), *presets]  # type: ignore[attr-defined]
        sources = list(LedgerSource.objects.order_by("name")[:2])
        if len(sources) == 1:
            self.fields["source"].initial = sources[0]
        dress(self)

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                f"This file has {filesizeformat(file.size)}; this page takes {filesizeformat(LARGEST)}. "
                "On the server, manage.py import_invoices FILE and its siblings take any size."
            )
        return file

    def clean_as_of(self) -> date:
        if self.cleaned_data["as_of"] > timezone.localdate():
            raise forms.ValidationError("The data cannot speak of a day to come.")
        return self.cleaned_data["as_of"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("preset") and given.get("mapping"):
            raise forms.ValidationError("Choose a program or give a column map, not both.")
        return given
