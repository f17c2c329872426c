"""Where a person lands who comes to the bare address, or has just logged in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse

from dunning.models import Preference

PAGES: dict[str, str] = {
    Preference.StartPage.TODAY: "admin:index",
    Preference.StartPage.QUEUE: "admin:dunning_review_queue",
    Preference.StartPage.CASES: "admin:dunning_case_changelist",
    Preference.StartPage.MONEY: "admin:customers_banktransaction_unmatched",
}


def start_view(request: HttpRequest) -> HttpResponse:
    """Whoever is not logged in is sent to the first page as well, which asks for it."""
    try:
        chosen = request.user.preference.start_page  # type: ignore[union-attr]
        return HttpResponseRedirect(reverse(PAGES[chosen]))
    except (AttributeError, Preference.DoesNotExist, NoReverseMatch):
        return HttpResponseRedirect(reverse("admin:index"))
