"""How long disputes take, by reason."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dunning.access import is_restricted, restrict
from dunning.dispute_cycle import cycle_times, reason_words
from dunning.models import Dispute

SPANS = (30, 90, 365)


def times_view(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """One query, for an account manager one more."""
    wanted = request.GET.get("days", "")
    days = int(wanted) if wanted in map(str, SPANS) else 90
    until = timezone.localdate()
    user = request.user
    own = restrict(Dispute.objects.all(), user=user) if is_restricted(user) else None
    times = cycle_times(since=until - timedelta(days=days), until=until, disputes=own)
    slowest = max((row.ninetieth_days for row in times if row.ninetieth_days is not None), default=None)
    context = {
        **site.each_context(request),
        "title": _("How long disputes take"),
        "spans": SPANS,
        "days": days,
        "rows": [
            {
                "time": row,
                "words": reason_words(row.reason) if row.reason else _("All reasons"),
                "median": _share(row.median_days, slowest),
                "ninetieth": _share(row.ninetieth_days, slowest),
                "in_time": None if row.in_time is None else round(row.in_time * 100),
            }
            for row in times
        ],
    }
    return TemplateResponse(request, "dunning/workspace/dispute_page/times.html", context)


def _share(days: object, slowest: object) -> int:
    """Of the longest bar, in percent."""
    if days is None or not slowest:
        return 0
    return max(round(float(str(days)) / float(str(slowest)) * 100), 1)
