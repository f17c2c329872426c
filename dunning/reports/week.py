"""What stands in the week's report: the newest figures beside those of a week and four weeks before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q

from customers.metrics.catalogue import Named
from customers.models import Creditor, Snapshot
from dunning.metrics.catalogue import FIGURES

SHOWN = (
    "receivables",
    "overdue",
    "overdue_share",
    "dso",
    "count_back_dso",
    "best_possible_dso",
    "average_days_delinquent",
    "collection_effectiveness",
    "promises_kept",
    "promises_kept_by_amount",
    "dispute_days",
    "disputes_open",
    "messages_sent",
    "response_rate",
    "bounce_rate",
    "touchless_share",
    "recovery_rate",
    "recovered",
    "unchanged_share",
)
WEEKS_BACK = (1, 4)
TREND_DAYS = 90


@dataclass(frozen=True)
class ReportLine:
    """A figure on the report's day, a week and four weeks before; None where none was kept."""

    named: Named
    now: Decimal
    week_before: Decimal | None
    month_before: Decimal | None


@dataclass(frozen=True)
class WeekReport:
    """Of one creditor, all currencies converted into its own, as kept at the end of `on`, a Sunday."""

    creditor: str
    currency: str
    on: date
    lines: tuple[ReportLine, ...]
    dso_trend: tuple[tuple[date, Decimal], ...]

    def line(self, name: str) -> ReportLine | None:
        return next((line for line in self.lines if line.named.name == name), None)


def week_report(*, on: date) -> WeekReport | None:
    """Of the creditor with most receivables; None when nothing was kept that day. Three queries."""
    largest = Snapshot.objects.filter(day=on, figure="receivables", converted=True, value__isnull=False)
    creditor_id = largest.order_by("-value").values_list("creditor", flat=True).first()
    if creditor_id is None:
        return None
    creditor = Creditor.objects.get(pk=creditor_id)
    days = [on, *(on - timedelta(weeks=weeks) for weeks in WEEKS_BACK)]
    wanted = Q(day__in=days, figure__in=SHOWN) | Q(day__range=(on - timedelta(days=TREND_DAYS), on), figure="dso")
    rows = Snapshot.objects.filter(wanted, Q(converted=True) | Q(currency=""), creditor=creditor, value__isnull=False)
    values: dict[str, dict[date, Decimal]] = defaultdict(dict)
    for figure, day, value in rows.values_list("figure", "day", "value"):
        if value is not None:
            values[figure][day] = value
    lines = [
        ReportLine(FIGURES[name], values[name][on], values[name].get(days[1]), values[name].get(days[2]))
        for name in SHOWN
        if on in values[name]
    ]
    return WeekReport(creditor.name, creditor.currency, on, tuple(lines), tuple(sorted(values["dso"].items())))
