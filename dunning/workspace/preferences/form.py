from __future__ import annotations

from functools import lru_cache
from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldBooleanSwitchWidget

from dunning.models import Preference


@lru_cache(maxsize=1)
def time_zones() -> tuple[str, ...]:
    """Zones that people know by their city, in order."""
    continents = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return ("UTC", *sorted(zone for zone in available_timezones() if zone.startswith(continents)))


class PreferenceForm(forms.ModelForm):
    weekly_report = forms.BooleanField(
        label=_("Send me the week's figures each Monday"), required=False, widget=UnfoldBooleanSwitchWidget
    )

    class Meta:
        model = Preference
        fields: ClassVar[list[str]] = ["language", "formats", "time_zone", "start_page"]
        help_texts: ClassVar[dict[str, Any]] = {
            "language": _("Of this workspace only: customers are written to in their own language."),
            "formats": _("How amounts and days are written on your pages."),
            "time_zone": _("Times on your pages; letters leave in the customer's own hours."),
            "start_page": _("Where you land after logging in."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("As the browser asks for")), *Preference.Language.choices]  # type: ignore[attr-defined]
        self.fields["formats"].choices = [("", _("As is usual in the language")), *Preference.Formats.choices]  # type: ignore[attr-defined]
        zones = [("", _("The installation's")), *((zone, zone.replace("_", " ")) for zone in time_zones())]
        self.fields["time_zone"] = forms.ChoiceField(
            label=self.fields["time_zone"].label,
            help_text=self.fields["time_zone"].help_text,
            choices=zones,
            required=False,
        )
        for name in self.Meta.fields:
            field = self.fields[name]
            field.widget = UnfoldAdminSelectWidget(choices=field.choices)  # type: ignore[attr-defined]
