"""The first page, put together from parts that the worker prepared. No table is counted here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from customers.models import Snapshot
from dunning.access import is_restricted
from dunning.models import Prepared
from dunning.services.outbox.freshness import stale_sources
from dunning.services.upkeep.preparing import prepared_for
from dunning.workspace.charts import TrendPoint
from dunning.workspace.today.ahead import ahead_of
from dunning.workspace.today.cash import cash_of
from dunning.workspace.today.done import done_of
from dunning.workspace.today.ledger import ledger_of
from dunning.workspace.today.needs import needs_of
from dunning.workspace.today.quality import quality_of

Part = Prepared.Part
# What somebody must be allowed to see for a part.
PERMISSIONS = {
    Part.NEEDS: "dunning.view_review",
    Part.DONE: "dunning.view_case",
    Part.AHEAD: "dunning.view_message",
    Part.CASH: "customers.view_invoice",
    Part.LEDGER: "customers.view_invoice",
    Part.QUALITY: "dunning.view_message",
}
CHANGE = "dunning.change_message"
TREND_DAYS = 90
# Older than this, the worker does not run.
WORKER_RESTS = timedelta(minutes=20)


def home_context(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """For unfold's DASHBOARD_CALLBACK; only what the person may see. At most ten queries beside those of the frame."""
    context["title"] = _("Today")
    user: Any = request.user
    parts = [part for part, permission in PERMISSIONS.items() if user.has_perm(permission)]
    if not parts:
        return context
    now = timezone.now()
    found = prepared_for(user, as_of=now)
    rows = {part: found[part] for part in parts if part in found}
    context["today"] = {
        "greeting": greeting(user, timezone.localtime(now)),
        "day": timezone.localdate(now),
        "parts": rows,
        "missing": [part for part in parts if part not in found],
        "as_of": min((row.as_of for row in rows.values()), default=now),
        "worker_rests": any(now - row.as_of > WORKER_RESTS for row in rows.values()),
        "stale": [stale.text for stale in stale_sources(as_of=now).values()]
        if user.has_perm(PERMISSIONS[Part.LEDGER])
        else [],
        "restricted": is_restricted(user),
        **shown_parts(rows, request),
    }
    return context


def shown_parts(rows: dict[Prepared.Part, Prepared], request: HttpRequest) -> dict[str, Any]:
    """Each part as the page shows it; None where it is not there yet."""
    user: Any = request.user
    data = {part: row.data for part, row in rows.items()}
    ledger = data.get(Part.LEDGER)
    with_trend = user.has_perm("customers.view_snapshot") and not is_restricted(user)
    return {
        "needs": needs_of(data[Part.NEEDS], user_id=user.pk) if Part.NEEDS in data else None,
        "done": done_of(data[Part.DONE]) if Part.DONE in data else None,
        "ahead": ahead_of(
            data[Part.AHEAD],
            today=timezone.localdate(),
            chosen=request.GET.get("day", ""),
            may_change=user.has_perm(CHANGE) and not is_restricted(user),
        )
        if Part.AHEAD in data
        else None,
        "cash": cash_of(data[Part.CASH], sees_payments=user.has_perm("customers.view_banktransaction"))
        if Part.CASH in data
        else None,
        "ledger": ledger_of(
            ledger,
            wanted=request.GET.get("aging", ""),
            points=trend_points(ledger) if with_trend else {},
            with_trend=with_trend,
        )
        if ledger
        else None,
        "quality": quality_of(data[Part.QUALITY]) if Part.QUALITY in data else None,
    }


def trend_points(ledger: dict[str, Any]) -> dict[str, Sequence[TrendPoint]]:
    """DSO and CEI of the first creditor, day by day before today. One query."""
    if not ledger["rows"]:
        return {}
    on = date.fromisoformat(ledger["on"])
    rows = Snapshot.objects.filter(
        creditor=ledger["rows"][0]["creditor"],
        figure__in=("dso", "collection_effectiveness"),
        converted=True,
        day__range=(on - timedelta(days=TREND_DAYS), on - timedelta(days=1)),
        value__isnull=False,
    )
    found: dict[str, list[TrendPoint]] = defaultdict(list)
    for figure, day, value in rows.order_by("day").values_list("figure", "day", "value"):
        if value is not None:
            found[figure].append(TrendPoint(day, value))
    return dict(found)


def greeting(user: Any, now: datetime) -> str:
    """By the person's own clock."""
    name = user.first_name or user.get_username()
    if now.hour < 12:
        return _("Good morning, %(name)s") % {"name": name}
    return (_("Good afternoon, %(name)s") if now.hour < 18 else _("Good evening, %(name)s")) % {"name": name}
