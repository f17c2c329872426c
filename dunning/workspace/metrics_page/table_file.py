"""The kept figures as CSV: a line a day and figure, amounts plain."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse

from dunning.workspace.metrics_page.kept import Kept


def figures_file(figures: Iterable[Kept], *, on: date) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="figures-{on.isoformat()}.csv"'
    writer = csv.writer(response)
    writer.writerow(("day", "figure", "value", "unit", "currency"))
    for kept in figures:
        currency = kept.currency if kept.named.unit == "amount" else ""
        for point in kept.points:
            writer.writerow((point.day, kept.named.name, f"{point.value.normalize():f}", kept.named.unit, currency))
    return response
