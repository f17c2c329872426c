"""Where a figure leads: to the list that has exactly its rows."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse


def listed(model: str, **filters: Any) -> str:
    """The admin's list of `app_model`, filtered; empty filters are kept, None is left out."""
    query = urlencode({name: value for name, value in filters.items() if value is not None})
    return f"{reverse(f'admin:{model}_changelist')}?{query}"


def queue(**wanted: str) -> str:
    """The queue, narrowed as its own filters do it."""
    return f"{reverse('admin:dunning_review_queue')}?{urlencode(wanted)}".rstrip("?")


def week(**wanted: Any) -> str:
    return f"{reverse('admin:dunning_cadence_week')}?{urlencode(wanted)}"


def figures(**wanted: Any) -> str:
    return f"{reverse('admin:customers_snapshot_figures')}?{urlencode(wanted)}".rstrip("?")
