"""What the reader learned and what it would learn next: a page to look at. Training is a command, never a request."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agent.encoder import encoder_id
from agent.reading.head_files import packaged_card
from dunning.access import require_all_customers
from dunning.installed_heads import installed_card
from dunning.models import Correction
from dunning.services.readings.corrections import standing_corrections, what_changed
from dunning.services.readings.training import FEWEST

PERMISSIONS = ("dunning.view_reading", "dunning.change_reading")
SHOWN = 50
_WORDS = (
    ("learned", _("Intents, reasons and documents, F1")),
    ("exact", _("All intents of a message right")),
    ("needs_human_recall", _("Reaches the person it must reach")),
    ("alone_wrong", _("Acted on alone with any field wrong")),
)


def learning_view(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Two queries, however many corrections there are."""
    if not any(request.user.has_perm(permission) for permission in PERMISSIONS):
        raise PermissionDenied
    require_all_customers(request.user)
    own = installed_card()
    fits = not own or own.get("encoder") == encoder_id()
    card = own if own and fits else packaged_card()
    new = _since(own.get("trained_at", ""))
    context = {
        **site.each_context(request),
        "title": gettext("What the reader learned"),
        "own": own if fits else {},
        "unfit": not fits,
        "card": card,
        "languages": len(card.get("examples_by_language", ())),
        "trained_on": _instant(own.get("trained_at", "")),
        "figures": _figures(own) if fits else [],
        "fewest": FEWEST,
        "count": new.count(),
        "corrections": [(row, what_changed(row)) for row in new.order_by("-corrected_at")[:SHOWN]],
    }
    return TemplateResponse(request, "dunning/workspace/learning.html", context)


def _since(trained_at: str) -> QuerySet[Correction]:
    rows = standing_corrections().select_related("reading__mail", "by")
    instant = _instant(trained_at)
    return rows.filter(corrected_at__gt=instant) if instant else rows


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _figures(card: dict[str, Any]) -> list[tuple[str, list[tuple[str, Any, Any]]]]:
    """By set: what is measured, before and after the training."""
    parts = (
        (gettext("Packaged replies, none of them trained on"), "replies_before", "replies"),
        (gettext("Corrections, each left out of training"), "corrections_before", "corrections_left_out"),
    )
    return [
        (name, [(str(words), card.get(before, {}).get(key), card[after].get(key)) for key, words in _WORDS])
        for name, before, after in parts
        if isinstance(card.get(after), dict)
    ]
