"""Setting up the second factor, giving its code at login, turning it off."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import segno
from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_otp import login as mark_verified
from django_otp.plugins.otp_totp.models import TOTPDevice

from config.two_factor.forms import CodeForm
from config.two_factor.stage import AWAITED, CONFIRM, is_required, stage_of
from dunning.services.upkeep import second_factor as devices

View = Callable[..., HttpResponse]


def for_staff(view: View) -> View:
    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponse:
        if not admin.site.has_permission(request):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return view(request)

    return wrapped


@for_staff
def overview(request: HttpRequest) -> HttpResponse:
    """Whether it is on, how many backup codes are left, and what can be done."""
    user: Any = request.user
    context = {
        "is_on": devices.has_device(user),
        "codes_left": devices.codes_left(user),
        "is_required": is_required(user),
    }
    return _page(request, "overview", _("Two-factor login"), **context)


@for_staff
def set_up(request: HttpRequest) -> HttpResponse:
    """The QR code, then the first code of the app; the answer to the right one shows the backup codes, once."""
    user: Any = request.user
    if devices.has_device(user):
        return redirect("two_factor:overview")
    form = CodeForm(request.POST if request.method == "POST" else None, from_app_only=True)
    if request.method == "POST" and form.is_valid():
        made = _tried(form, lambda code: devices.turn_on(user, code=code, as_of=timezone.now()))
        if made:
            device, codes = made
            _let_in(request, device)
            return _page(request, "codes", _("Your backup codes"), codes=codes, is_new=True)
    device = devices.unconfirmed_device(user)
    context = {"form": form, "qr": _qr(device), "key": _key(device), "is_required": is_required(user)}
    return _page(request, "set_up", _("Set up two-factor login"), **context)


@for_staff
def confirm(request: HttpRequest) -> HttpResponse:
    """The second step of a login, in the session that the password began."""
    user: Any = request.user
    after = _after(request)
    if stage_of(request) != CONFIRM:
        return HttpResponseRedirect(after)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        device = _tried(form, lambda code: devices.matching_device(user, code=code))
        if device:
            _let_in(request, device)
            if not isinstance(device, TOTPDevice):
                _warn_of_few_codes(request, devices.codes_left(user))
            return HttpResponseRedirect(after)
    return _page(request, "confirm", _("Your code, please"), form=form, next=after)


@for_staff
def turn_off(request: HttpRequest) -> HttpResponse:
    """Asks for a code, so that nobody else at an open desk can do it."""
    user: Any = request.user
    if is_required(user) or not devices.has_device(user):
        return redirect("two_factor:overview")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _tried(form, _matching(user)):
        devices.turn_off(user, by=user, as_of=timezone.now())
        messages.success(request, _("Two-factor login is off; your password alone lets you in."))
        return redirect("two_factor:overview")
    return _page(request, "turn_off", _("Turn two-factor login off"), form=form)


@for_staff
def new_codes(request: HttpRequest) -> HttpResponse:
    """Ten more, for a code; the earlier ones end."""
    user: Any = request.user
    if not devices.has_device(user):
        return redirect("two_factor:overview")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _tried(form, _matching(user)):
        codes = devices.new_codes(user, as_of=timezone.now())
        return _page(request, "codes", _("Your backup codes"), codes=codes, is_new=False)
    return _page(request, "new_codes", _("New backup codes"), form=form)


def _matching(user: Any) -> Callable[[str], Any]:
    return lambda code: devices.matching_device(user, code=code)


def _tried(form: CodeForm, look: Callable[[str], Any]) -> Any:
    """What `look` finds for the code; None with a sentence on the form when it is wrong or too soon."""
    try:
        found = look(form.cleaned_data["code"])
    except devices.TooManyTries as wait:
        form.add_error("code", _("Wrong too often. Try again in %(time)s.") % {"time": timeuntil(wait.until)})
        return None
    if not found:
        form.add_error("code", _("This code is wrong or too old. Take the one that your app shows now."))
    return found


def _let_in(request: HttpRequest, device: Any) -> None:
    """From here on the session is the person's own, under a key that the first step did not know."""
    mark_verified(request, device)
    request.session.pop(AWAITED, None)
    request.session.cycle_key()


def _warn_of_few_codes(request: HttpRequest, left: int) -> None:
    messages.warning(
        request, _("That backup code is used up; %(count)s are left. You can make new ones.") % {"count": left}
    )


def _after(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return reverse("admin:index")


def _qr(device: TOTPDevice) -> str:
    """As a data address: no request, and nothing in a cache."""
    return segno.make(device.config_url, error="m").svg_data_uri(scale=5, border=2, light="white")


def _key(device: TOTPDevice) -> str:
    """For typing, in groups of four."""
    from base64 import b32encode

    word = b32encode(device.bin_key).decode().rstrip("=")
    return " ".join(word[start : start + 4] for start in range(0, len(word), 4))


def _page(request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
    return render(request, f"two_factor/{name}.html", {**admin.site.each_context(request), "title": title, **context})
