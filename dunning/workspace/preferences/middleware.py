"""Every page in the language, the formats and the time zone of whoever reads it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from dunning.models import Preference

Answer = Callable[[HttpRequest], HttpResponse]


class PreferencesMiddleware:
    """After LocaleMiddleware, whose choice by the browser stands where the person made none; no query of its own."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        timezone.deactivate()  # what the last request of this thread put on
        if request.user.is_authenticated:
            with suppress(Preference.DoesNotExist):
                put_on(request.user.preference)
        return self.get_response(request)


def put_on(preference: Preference) -> None:
    """For the rest of this request: language with formats ("en-de"), and time zone."""
    language = preference.language or (translation.get_language() or "en").partition("-")[0]
    if preference.language or preference.formats:
        translation.activate(f"{language}-{preference.formats.lower()}" if preference.formats else language)
    if preference.time_zone:
        with suppress(ZoneInfoNotFoundError, ValueError):
            timezone.activate(ZoneInfo(preference.time_zone))
