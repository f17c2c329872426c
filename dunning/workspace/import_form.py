from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.models import ImportRun, LedgerSource
from customers.parsers.presets import bank_preset_names, load_preset, preset_names
from dunning.admin.deed_forms import dress

# What a page can read twice before the browser gives up; the commands take any size.
LARGEST = 200 * 1024 * 1024


class ImportForm(forms.Form):
    """What is to be imported, and how to read it."""

    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("CSV, XLSX or JSON Lines; a bank's own file.")
    )
    layout = forms.ChoiceField(
        choices=ImportRun.Layout.choices, initial="invoices", label=gettext_lazy("What it holds")
    )
    source = forms.ModelChoiceField(
        queryset=LedgerSource.objects.order_by("name"), label=gettext_lazy("Where it comes from")
    )
    preset = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Written by"),
        help_text=gettext_lazy("None: columns are found by their names."),
    )
    mapping = forms.FileField(
        required=False,
        label=gettext_lazy("Own column map"),
        help_text=gettext_lazy("A TOML file, instead of a program."),
    )
    kind = forms.ChoiceField(
        required=False,
        choices=[
            ("", gettext_lazy("As the program says, else changes only")),
            ("delta", gettext_lazy("Changes only")),
            ("snapshot", gettext_lazy("All open items")),
        ],
        label="Complete?",
        help_text=gettext_lazy("All open items: what is missing from the file is closed."),
    )
    as_of = forms.DateField(
        label=gettext_lazy("As of"),
        initial=timezone.localdate,
        help_text=gettext_lazy("The day that the data speaks of."),
    )
    accept_closing = forms.BooleanField(
        required=False, label=gettext_lazy("It may close more than the source's safety share"), initial=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        presets = [(name, load_preset(name).title) for name in (*preset_names(), *bank_preset_names())]
        self.fields["preset"].choices = [("", _("None of these")), *presets]  # type: ignore[attr-defined]
        sources = list(LedgerSource.objects.order_by("name")[:2])
        if len(sources) == 1:
            self.fields["source"].initial = sources[0]
        dress(self)

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _(
                    "This file has %(size)s; this page takes %(largest)s. On the server, manage.py import_invoices FILE"
                    " and its siblings take any size."
                )
                % {"size": filesizeformat(file.size), "largest": filesizeformat(LARGEST)}
            )
        return file

    def clean_as_of(self) -> date:
        if self.cleaned_data["as_of"] > timezone.localdate():
            raise forms.ValidationError(_("The data cannot speak of a day to come."))
        return self.cleaned_data["as_of"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("preset") and given.get("mapping"):
            raise forms.ValidationError(_("Choose a program or give a column map, not both."))
        return given
