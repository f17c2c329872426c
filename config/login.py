"""Logging in: who did is on the audit trail, and who guesses too often waits."""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.models import AuditEvent
from audit.recording import record_event
from config.client_address import client_address
from config.two_factor.stage import AWAITED
from dunning.services.upkeep.second_factor import has_device

LOCKED_OUT = "login.locked_out"


def connect() -> None:
    """Called once, when the apps are ready."""
    user_logged_in.connect(note_login, dispatch_uid="config.note_login")
    user_locked_out.connect(note_lockout, dispatch_uid="config.note_lockout")


def note_login(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """A person with a second factor is not in before it is given; what a program logs in is not on the trail."""
    if has_device(user):
        request.session[AWAITED] = True
    if request.path_info == reverse("admin:login"):
        data = {"address": client_address(request)}
        record_event("login.succeeded", subject=user, as_of=timezone.now(), by=user, data=data)  # noqa: TID251


def note_lockout(request: HttpRequest, username: str, ip_address: str, **kwargs: Any) -> None:
    """Once for each wait, however often it is tried meanwhile."""
    user, now = User.objects.filter(username=username).first(), timezone.now()  # noqa: TID251
    if user is None:
        return
    data = {"address": ip_address}
    this_wait = AuditEvent.objects.filter(subject_type="user", subject_id=user.pk, action=LOCKED_OUT, data=data)
    if not this_wait.filter(occurred_at__gt=now - settings.AXES_COOLOFF_TIME).exists():
        record_event(LOCKED_OUT, subject=user, as_of=now, actor="system", data=data)


def locked_out(request: HttpRequest, original: HttpResponse | None, credentials: Any, **kwargs: Any) -> HttpResponse:
    """The page in place of the form while somebody has to wait; status 429."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    context = {
        **admin.site.each_context(request),
        "title": _("Too many tries"),
        "minutes": minutes,
        "login_url": reverse("admin:login"),
    }
    response = render(request, "admin/locked_out.html", context, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response
