"""What every page of the admin says while everything is stopped."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from dunning.models import Installation


def stop_context(request: HttpRequest) -> dict[str, Any]:
    """One query a page."""
    found = Installation.objects.filter(global_stop=True).values_list("global_stop_reason", flat=True).first()
    return {} if found is None else {"global_stop": found or "no reason given"}
