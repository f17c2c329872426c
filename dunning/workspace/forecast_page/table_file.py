"""A kept forecast as CSV: a line a week, amounts plain."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from django.http import HttpResponse

from dunning.models import Forecast, ForecastWeek


def forecast_file(forecast: Forecast, weeks: Sequence[ForecastWeek]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"forecast-{forecast.made_on.isoformat()}-{forecast.currency}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(("made_on", "currency", "week", "starts_on", "ends_on", "expected", "low", "high"))
    for week in weeks:
        bounds = (week.expected, week.low, week.high)
        writer.writerow((forecast.made_on, forecast.currency, week.week, week.starts_on, week.ends_on, *bounds))
    return response
