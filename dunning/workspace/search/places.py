"""Pages of the workspace by name: what the person's own sidebar has, and what people call it otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from customers.search.sought import Sought
from dunning.workspace.search.excerpt import folded, marked
from dunning.workspace.search.found import Result

MOST = 5
# By the last part of an address: other words for the page behind it.
ALSO: dict[str, Any] = {
    "/review/": _("queue inbox waiting tasks approvals to do"),
    "/queue/": _("queue inbox waiting tasks approvals to do"),
    "/unmatched/": _("unmatched money payments clear match bank allocate cash"),
    "/upload/": _("import upload file csv excel invoices customers contacts bank statement"),
    "/importrun/": _("imports files history rejects"),
    "/policy/": _("policies rules settings caps hours tolerance"),
    "/cadence/": _("cadences steps schedule reminders settings"),
    "/week/": _("week ahead planned forecast sends"),
    "/installation/": _("stop pause emergency settings"),
    "/persona/": _("personas sender signature settings"),
    "/wording/": _("wording templates texts language settings"),
    "/segment/": _("segments autonomy rungs settings"),
    "/user/": _("users people access login"),
    "/preferences/": _("preferences settings language time zone"),
    "/auditevent/": _("audit trail history who did what"),
    "/rate/": _("rates exchange currency"),
}


@dataclass(frozen=True)
class Place:
    """An entry of the sidebar in one language; `also` are the words of its title and what else it is called."""

    title: str
    link: str
    icon: str
    permission: Callable[[HttpRequest], bool] | None
    words: tuple[str, ...]
    also: tuple[str, ...]

    def fits(self, sought: Sought) -> bool:
        return all(_begins(word, self.also) for word in sought.words)

    def is_named(self, sought: Sought) -> bool:
        return all(_begins(word, self.words) for word in sought.words)


def place_results(sought: Sought, request: HttpRequest) -> list[Result]:
    """Pages whose name or other words begin with every word typed; no query but those of permissions."""
    fitting = [place for place in _places(get_language() or "") if place.fits(sought)]
    fitting.sort(key=lambda place: (not place.is_named(sought), place.title))
    allowed = (place for place in fitting if place.permission is None or place.permission(request))
    return [
        Result(icon=place.icon, title=marked(place.title, sought.words), url=place.link)
        for place in islice(allowed, MOST)
    ]


@cache
def _places(language: str) -> list[Place]:
    """The sidebar's entries and those behind one's own name, as configured; once a language."""
    groups = settings.UNFOLD["SIDEBAR"]["navigation"]
    entries = [entry for group in groups for entry in group["items"]]
    return [_place(entry) for entry in [*entries, *settings.UNFOLD.get("ACCOUNT", {}).get("navigation", ())]]


def _place(entry: dict[str, Any]) -> Place:
    title, link = str(entry["title"]), str(entry["link"])
    also = next((str(words) for end, words in ALSO.items() if link.endswith(end)), "")
    return Place(
        title=title,
        link=link,
        icon=entry.get("icon") or "arrow_forward",
        permission=entry.get("permission"),
        words=_words(title),
        also=_words(f"{title} {also}"),
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(folded(text).replace("-", " ").split())


def _begins(word: str, words: tuple[str, ...]) -> bool:
    return any(one.startswith(word) for one in words)
