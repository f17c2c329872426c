"""Between the password and the code nobody is in."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from config.two_factor.stage import CONFIRM, stage_of


class SecondFactorMiddleware:
    """Sends whoever owes a code, or has to set one up, there from every page; elsewhere it counts as nobody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        stage = stage_of(request) if SESSION_KEY in request.session and request.user.is_authenticated else ""
        if not stage:
            return self.get_response(request)
        path, home = request.path_info, reverse("admin:index")
        place = reverse(f"two_factor:{stage}")
        if path in (place, reverse("admin:logout")):
            return self.get_response(request)
        if not path.startswith(home):
            request.user = AnonymousUser()
            return self.get_response(request)
        query = (
            f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" and stage == CONFIRM else ""
        )
        return HttpResponseRedirect(place + query)
