"""The admin's site: the theme's, whose sidebar is put together once for all who see the same one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from unfold.sites import UnfoldAdminSite

from config.admin_sidebar import NAVIGATION, Entry


class OfficeSite(UnfoldAdminSite):
    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """With `sidebar_key`, under which the template keeps the sidebar; empty for who has none."""
        seen = self.has_permission(request)
        key = SimpleLazyObject(lambda: _sidebar_key(request)) if seen else ""
        return super().each_context(request) | {"sidebar_key": key}

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Every model with every right to it: asked when a template shows it."""
        return _later(lambda: super(OfficeSite, self).get_app_list(request, app_label))

    def get_sidebar_list(self, request: HttpRequest) -> Any:
        return _later(lambda: super(OfficeSite, self).get_sidebar_list(request))


def _later(rows: Callable[[], list[dict[str, Any]]]) -> Any:
    return SimpleLazyObject(rows)


def _sidebar_key(request: HttpRequest) -> str:
    """All that a sidebar depends on: whose rights and rows, in which language, on which page, with which count."""
    from customers.access import is_restricted
    from dunning.workspace.queue.badge import queue_badge

    user = request.user
    rights = ["all"] if user.is_superuser else sorted(user.get_all_permissions())
    whose = "own" if is_restricted(user) else "every"
    here = ",".join(str(place) for place, entry in enumerate(_entries()) if _is_active(entry, request, place))
    return "|".join((get_script_prefix(), get_language() or "", whose, here, queue_badge(request) or "", *rights))


def _entries() -> Iterator[Entry]:
    return (entry for group in NAVIGATION for entry in group["items"])


def _is_active(entry: Entry, request: HttpRequest, place: int) -> bool:
    """As the theme marks it."""
    if "active" in entry:
        return bool(entry["active"](request))
    links = _links(get_script_prefix())
    home, link = links[0], links[place]
    return request.path == home if link == home else link in request.path


@lru_cache(maxsize=4)
def _links(prefix: str) -> tuple[str, ...]:
    return tuple(str(entry["link"]) for entry in _entries())
