"""From where somebody asks, as far as it can be known behind proxies."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that the outermost of our own proxies saw; without proxies the connection's.

    Each proxy adds to the right of X-Forwarded-For whom it heard; what stands further left is the visitor's own word.
    """
    connection = request.META.get("REMOTE_ADDR", "")
    if not settings.TRUSTED_PROXIES:
        return connection
    heard = [word.strip() for word in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if word.strip()]
    if len(heard) < settings.TRUSTED_PROXIES:
        return connection
    try:
        return str(ip_address(heard[-settings.TRUSTED_PROXIES]))
    except ValueError:
        return connection
