"""Expected cash of thirteen weeks, by currency or converted, with how earlier forecasts did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from customers.admin.amounts import shown_amount
from customers.models import Creditor
from dunning.access import is_restricted
from dunning.models import Forecast, ForecastWeek
from dunning.services.forecasting.judging import track_record
from dunning.workspace.forecast_page.drawn import drawn
from dunning.workspace.forecast_page.table_file import forecast_file

PERMISSION = "dunning.view_forecast"


@dataclass(frozen=True)
class Line:
    """One week of the table, amounts in words; `so_far` is the sum up to its end."""

    week: ForecastWeek
    expected: str
    low: str
    high: str
    so_far: str


def forecast_view(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Five queries beside those of the frame. Sums of all customers: not for who sees only its own."""
    user: Any = request.user
    if not user.has_perm(PERMISSION) or is_restricted(user):
        raise PermissionDenied
    creditors = list(Creditor.objects.order_by("pk"))
    asked = request.GET.get("creditor", "")
    creditor = next((one for one in creditors if str(one.pk) == asked), creditors[0] if creditors else None)
    kept = _newest(creditor) if creditor else []
    code = request.GET.get("currency", "")
    chosen = next((one for one in kept if not one.converted and one.currency == code), kept[0] if kept else None)
    weeks = list(chosen.weeks.all()) if chosen else []
    if chosen and "csv" in request.GET:
        return forecast_file(chosen, weeks)
    context = {
        **site.each_context(request),
        "title": _("Cash forecast"),
        "creditors": creditors if len(creditors) > 1 else [],
        "creditor": creditor,
        "currencies": _choices(kept, chosen) if len(kept) > 2 else [],
        "forecast": chosen,
        "file": _address(chosen, csv=1) if chosen else "",
        **(_told(chosen, weeks) if chosen else {}),
    }
    return TemplateResponse(request, "dunning/workspace/forecast/page.html", context)


def _newest(creditor: Creditor) -> list[Forecast]:
    """Converted first, then most owed first. Two queries."""
    rows = Forecast.objects.filter(creditor=creditor)
    newest = rows.aggregate(day=Max("made_on"))["day"]
    return list(rows.filter(made_on=newest).order_by("-converted", "-open_amount", "currency")) if newest else []


def _choices(kept: Sequence[Forecast], chosen: Forecast | None) -> list[tuple[str, str, bool]]:
    everything = _("All in %(currency)s")
    return [
        (everything % {"currency": one.currency} if one.converted else one.currency, _address(one), one == chosen)
        for one in kept
    ]


def _address(one: Forecast, **more: Any) -> str:
    currency = {} if one.converted else {"currency": one.currency}
    return "?" + urlencode({"creditor": one.creditor_id, **currency, **more})


def _told(one: Forecast, weeks: Sequence[ForecastWeek]) -> dict[str, Any]:
    total, lines = Decimal(), []
    for week in weeks:
        total += week.expected
        words = (shown_amount(amount, one.currency) for amount in (week.expected, week.low, week.high, total))
        lines.append(Line(week, *words))
    record = track_record(
        creditor_id=one.creditor_id, currency=one.currency, converted=one.converted, today=timezone.localdate()
    )
    return {
        "lines": lines,
        "chart": drawn(weeks),
        "total": shown_amount(total, one.currency),
        "next": shown_amount(weeks[0].expected, one.currency) if weeks else "",
        "open": shown_amount(one.open_amount, one.currency),
        "later": shown_amount(max(one.open_amount - total, Decimal()), one.currency),
        "record": [
            (row, shown_amount(row.expected, one.currency), shown_amount(row.came, one.currency)) for row in record
        ],
        "missing": ", ".join(one.missing),
    }
