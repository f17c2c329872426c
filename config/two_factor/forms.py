from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget


class CodeForm(forms.Form):
    """One field; a phone offers its number keys only where no backup code is expected."""

    code = forms.CharField(label=_("Code"), max_length=20, widget=UnfoldAdminTextInputWidget)

    def __init__(self, *args: Any, from_app_only: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "autocomplete": "one-time-code",
            "inputmode": "numeric" if from_app_only else "text",
            "autocapitalize": "none",
            "spellcheck": "false",
            "autofocus": True,
        }
