"""The kept figures of a span of days, by figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from customers.admin.amounts import shown_amount
from customers.metrics.catalogue import AMOUNT, COUNT, DAYS, PERCENT, Named
from customers.models import Snapshot
from dunning.metrics.catalogue import FIGURES
from dunning.workspace.charts import Trend, TrendPoint, trend_of
from dunning.workspace.metrics_page.wanted import Wanted

# Drawn as charts, most telling first; the table has all.
CHARTS = (
    "dso",
    "average_days_delinquent",
    "collection_effectiveness",
    "overdue",
    "overdue_share",
    "promises_kept",
    "response_rate",
    "touchless_share",
    "recovery_rate",
    "dispute_days",
    "unchanged_share",
    "cost_per_thousand",
)
WIDTH, HEIGHT = 340, 110


@dataclass(frozen=True)
class Kept:
    """One figure: its newest value in words, that of 30 days before, and its trend over two days and more."""

    named: Named
    value: str
    before: str
    change: str
    better: bool | None
    trend: Trend | None
    points: Sequence[TrendPoint]
    currency: str

    def shown(self, value: Decimal) -> str:
        return shown_value(self.named, value, self.currency)

    @property
    def table(self) -> list[tuple[date, str]]:
        """Newest first, at most one in seven days of a long span: what the chart says in words."""
        step = 1 if len(self.points) <= 31 else 7
        return [(point.day, self.shown(point.value)) for point in list(self.points)[::-1][::step]]

    @property
    def ticks(self) -> list[tuple[float, str]]:
        return [(tick.y, _short(tick.value)) for tick in self.trend.ticks] if self.trend else []


def kept_figures(wanted: Wanted, *, creditor_id: int, currency: str, on: date) -> list[Kept]:
    """In the order of the catalogue, what has no value in the whole span left out. One query."""
    converted = not wanted.currency
    shown = Q(converted=converted, currency=currency) | Q(currency="")
    rows = Snapshot.objects.filter(
        shown, creditor=creditor_id, figure__in=FIGURES, day__range=(on - timedelta(days=wanted.days), on)
    )
    points: dict[str, list[TrendPoint]] = defaultdict(list)
    for figure, day, value in rows.order_by("day").values_list("figure", "day", "value"):
        if value is not None:
            points[figure].append(TrendPoint(day, value))
    return [_kept(named, points[name], currency) for name, named in FIGURES.items() if points[name]]


def currencies_kept(creditor_id: int, *, since: date) -> list[str]:
    """Currencies of the ledger by themselves. One query."""
    rows = Snapshot.objects.filter(creditor=creditor_id, figure="receivables", converted=False, day__gte=since)
    return sorted(set(rows.values_list("currency", flat=True)))


def _kept(named: Named, points: Sequence[TrendPoint], currency: str) -> Kept:
    last = points[-1]
    earlier = [point for point in points if point.day <= last.day - timedelta(days=30)]
    moved = last.value - earlier[-1].value if earlier else None
    return Kept(
        named=named,
        value=shown_value(named, last.value, currency),
        before=shown_value(named, earlier[-1].value, currency) if earlier else "",
        change=_moved(named, moved, currency) if moved else "",
        better=None if not moved or named.more_is_better is None else (moved > 0) == named.more_is_better,
        trend=trend_of(points, width=WIDTH, height=HEIGHT, ticks=3) if len(points) > 1 else None,
        points=points,
        currency=currency,
    )


def _moved(named: Named, moved: Decimal, currency: str) -> str:
    """With its sign; percents move by points."""
    sign = "+" if moved > 0 else "−"
    if named.unit == PERCENT:
        return sign + _("%(points)s points") % {"points": number_format(abs(moved), 1)}
    return sign + shown_value(named, abs(moved), currency)


def shown_value(named: Named, value: Decimal, currency: str) -> str:
    """In the figure's unit, as the reader's language writes numbers."""
    if named.unit == AMOUNT:
        return shown_amount(value, currency)
    if named.unit == COUNT:
        return number_format(value, 0 if value == value.to_integral_value() else 2)
    number = number_format(value, 1)
    return _("%(days)s days") % {"days": number} if named.unit == DAYS else f"{number} %"


def _short(value: Decimal) -> str:
    """For the edge of a chart: 120k, 1.5m."""
    for limit, ending in ((Decimal(1_000_000), "m"), (Decimal(10_000), "k")):
        if abs(value) >= limit:
            number = value / (Decimal(1_000_000) if ending == "m" else Decimal(1_000))
            return f"{number.normalize():f}{ending}"
    return f"{value.normalize():f}"
