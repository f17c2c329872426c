"""The page where a person says how it likes to see the workspace."""

from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from dunning.models import Preference, WeeklyReport
from dunning.workspace.preferences.form import PreferenceForm
from dunning.workspace.preferences.middleware import put_on


def preferences_view(request: HttpRequest) -> HttpResponse:
    """One's own only; the sentence that it worked comes in the language chosen."""
    user: User = request.user  # type: ignore[assignment]
    row = Preference.objects.filter(user=user).first() or Preference(user=user)
    form = PreferenceForm(request.POST or None, instance=row, initial={"weekly_report": wants_weekly_report(user)})
    if request.method == "POST" and form.is_valid():
        put_on(form.save())
        WeeklyReport.objects.update_or_create(user=user, defaults={"wanted": form.cleaned_data["weekly_report"]})
        messages.success(request, _("Your preferences are kept."))
        return HttpResponseRedirect(request.path)
    context = {**admin.site.each_context(request), "title": _("Preferences"), "form": form}
    return TemplateResponse(request, "dunning/workspace/preferences/page.html", context)


def wants_weekly_report(user: User) -> bool:
    """No row: it wants them."""
    return WeeklyReport.objects.filter(user=user).values_list("wanted", flat=True).first() is not False
