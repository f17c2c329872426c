"""The page of the setup, and its buttons."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dunning.services.outbox.test_letter import NotSent, send_test_letter
from dunning.services.upkeep.setup_checks import skip_step
from dunning.workspace.setup.steps import steps

CHANGE = "dunning.change_installation"


def require_right(request: HttpRequest) -> None:
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied


def setup_view(request: HttpRequest) -> HttpResponse:
    """Every step with its state; the first that is open comes unfolded."""
    require_right(request)
    found = steps(as_of=timezone.now())
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Setup"),
        "steps": found,
        "next_step": next((step.key for step in found if step.state == "open"), ""),
        "done": sum(step.state != "open" for step in found),
    }
    return TemplateResponse(request, "dunning/workspace/setup/page.html", context)


@require_POST
def skip_view(request: HttpRequest) -> HttpResponse:
    require_right(request)
    try:
        skip = request.POST.get("skip") == "1"
        skip_step(request.POST.get("step", ""), skip=skip, by=request.user, as_of=timezone.now())  # type: ignore[arg-type]
    except ValueError as problem:
        messages.error(request, str(problem))
    return _back()


@require_POST
def test_mail_view(request: HttpRequest) -> HttpResponse:
    require_right(request)
    try:
        messages.success(request, send_test_letter(by=request.user, as_of=timezone.now()))  # type: ignore[arg-type]
    except NotSent as problem:
        messages.error(request, str(problem))
    return _back()


def _back() -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:dunning_installation_setup"))
