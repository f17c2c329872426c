"""Each person says itself whether the week's figures come by mail."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dunning.access import require_all_customers
from dunning.services.upkeep.weekly_report import want_weekly_report


@require_POST
def weekly_view(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    if not user.has_perm("customers.view_snapshot"):
        raise PermissionDenied
    require_all_customers(user)
    wanted = request.POST.get("wanted") == "1"
    want_weekly_report(user=user, wanted=wanted)
    said = _("The week's figures come to you on Mondays.") if wanted else _("The week's figures do not come any more.")
    messages.success(request, said)
    return HttpResponseRedirect(reverse("admin:customers_snapshot_figures"))
