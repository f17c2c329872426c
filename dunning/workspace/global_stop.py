"""The global stop on every page: the button for whoever may press it, and what every page says while it is on."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from dunning.models import Installation

CHANGE, VIEW = "dunning.change_installation", "dunning.view_installation"


def stop_context(request: HttpRequest) -> dict[str, Any]:
    """One query a page; nothing for visitors: the reason is for colleagues."""
    if not request.user.is_authenticated:
        return {}
    found = Installation.objects.filter(global_stop=True).values_list("global_stop_reason", flat=True).first()
    context: dict[str, Any] = {} if found is None else {"global_stop": found or _("no reason given")}
    if request.user.has_perm(CHANGE):
        name = "stop" if found is None else "resume"
        context[f"{name}_url"] = _deed(name, back=request.get_full_path())
    return context


def _deed(name: str, *, back: str) -> str:
    """The page that asks for the reason, and leads back to where the button was pressed."""
    address = reverse("admin:dunning_installation_do", args=[1, name])
    return f"{address}?{urlencode({'next': back})}"
