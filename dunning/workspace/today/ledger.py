"""Aging as a chart, DSO and collection effectiveness with their trend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from customers.admin.amounts import shown_amount
from customers.aging import BUCKETS, LIMITS
from dunning.workspace.charts import Trend, TrendPoint, trend_of
from dunning.workspace.today.links import figures, listed

LABELS = {
    "current": gettext_lazy("Not due yet"),
    "1-30": gettext_lazy("1–30 days late"),
    "31-60": gettext_lazy("31–60 days late"),
    "61-90": gettext_lazy("61–90 days late"),
    "90+": gettext_lazy("More than 90 days late"),
}
COLUMNS = ("current", "days_1_30", "days_31_60", "days_61_90", "days_over_90")


@dataclass(frozen=True)
class Bucket:
    """A bar: `share` of all that is open in percent, `width` beside the widest."""

    name: str
    label: str
    amount: str
    count: int
    share: int
    width: float
    url: str


@dataclass(frozen=True)
class Choice:
    words: str
    query: str
    chosen: bool


@dataclass(frozen=True)
class Gauge:
    """One figure with its trend. `change`: against 30 days before, in words; `better` None where it is neither."""

    label: str
    meaning: str
    value: str
    change: str
    better: bool | None
    trend: Trend | None
    url: str


@dataclass(frozen=True)
class Ledger:
    buckets: list[Bucket]
    choices: list[Choice]
    total: str
    overdue: str
    overdue_share: str
    credit: str
    missing: str
    gauges: list[Gauge]


def ledger_of(
    data: dict[str, Any], *, wanted: str, points: dict[str, Sequence[TrendPoint]], with_trend: bool
) -> Ledger | None:
    """Of the creditor and currency wanted as “creditor-currency”; else the first creditor's converted ones."""
    rows = data["rows"]
    if not rows:
        return None
    row = next((row for row in rows if _key(row) == wanted), rows[0])
    together = next(one for one in rows if one["creditor"] == row["creditor"] and one["converted"])
    several = sum(1 for one in rows if not one["converted"]) > 1
    on, values = date.fromisoformat(data["on"]), row["values"]
    return Ledger(
        buckets=_buckets(row, on=on, currencies=_currencies(row, rows)),
        choices=[Choice(_words(one), _key(one), one is row) for one in rows] if several else [],
        total=shown_amount(Decimal(values["current"]) + Decimal(values["overdue"]), row["currency"]),
        overdue=shown_amount(Decimal(values["overdue"]), row["currency"]),
        overdue_share=_percent(values["overdue_share"]),
        credit=shown_amount(-Decimal(values["credit"]), row["currency"]) if Decimal(values["credit"]) else "",
        missing=", ".join(row["missing"]),
        gauges=_gauges(together["values"], points, on=on, with_trend=with_trend),
    )


def _key(row: dict[str, Any]) -> str:
    return f"{row['creditor']}-{'all' if row['converted'] else row['currency']}"


def _words(row: dict[str, Any]) -> str:
    return _("All in %(currency)s") % {"currency": row["currency"]} if row["converted"] else str(row["currency"])


def _currencies(row: dict[str, Any], rows: Sequence[dict[str, Any]]) -> str | None:
    """What the list has to be narrowed to; None where all currencies are in the figure."""
    if not row["converted"]:
        return str(row["currency"])
    if not row["missing"]:
        return None
    others = {one["currency"] for one in rows if one["creditor"] == row["creditor"] and not one["converted"]}
    return ",".join(sorted(others - set(row["missing"])))


def _buckets(row: dict[str, Any], *, on: date, currencies: str | None) -> list[Bucket]:
    amounts = [Decimal(row["values"][column]) for column in COLUMNS]
    whole, most = sum(amounts) or Decimal(1), max(amounts) or Decimal(1)
    return [
        Bucket(
            name=name,
            label=str(LABELS[name]),
            amount=shown_amount(amount, row["currency"]),
            count=row["items"][name],
            share=round(100 * amount / whole),
            width=round(float(100 * amount / most), 1),
            url=listed(
                "customers_invoice",
                standing="open",
                kind__exact="invoice",
                source__creditor__id__exact=row["creditor"],
                **_due(name, on),
                currency__in=currencies,
            ),
        )
        for name, amount in zip(BUCKETS, amounts, strict=True)
    ]


def _due(bucket: str, on: date) -> dict[str, str]:
    """The due dates that make a bucket on a day."""
    if bucket == BUCKETS[0]:
        return {"due_on__gte": on.isoformat()}
    first = 1
    for name, last in LIMITS:
        if name == bucket:
            return {
                "due_on__lte": (on - timedelta(days=first)).isoformat(),
                "due_on__gte": (on - timedelta(days=last)).isoformat(),
            }
        first = last + 1
    return {"due_on__lte": (on - timedelta(days=first)).isoformat()}


def _gauges(
    values: dict[str, Any], points: dict[str, Sequence[TrendPoint]], *, on: date, with_trend: bool
) -> list[Gauge]:
    from dunning.metrics.catalogue import FIGURES

    found = []
    for name in ("dso", "collection_effectiveness"):
        named, value = FIGURES[name], values[name]
        known = [*points.get(name, ()), *([TrendPoint(on, Decimal(value))] if value is not None else [])]
        change, better = _change(known, on=on, more_is_better=bool(named.more_is_better), unit=named.unit)
        found.append(
            Gauge(
                label=str(named.label),
                meaning=str(named.meaning),
                value=_days(value) if named.unit == "days" else _percent(value),
                change=change,
                better=better,
                trend=trend_of(known, width=260, height=56) if with_trend and len(known) > 1 else None,
                url=figures() + f"#{name}" if with_trend else "",
            )
        )
    return found


def _change(points: Sequence[TrendPoint], *, on: date, more_is_better: bool, unit: str) -> tuple[str, bool | None]:
    before = [point.value for point in points if point.day <= on - timedelta(days=30)]
    if not before or not points:
        return "", None
    moved = points[-1].value - before[-1]
    if abs(moved) < Decimal("0.05"):
        return _("as 30 days ago"), None
    shown = _number(abs(moved))
    if unit == "days":
        words = _("%(days)s days more than 30 days ago") if moved > 0 else _("%(days)s days less than 30 days ago")
        return words % {"days": shown}, (moved > 0) == more_is_better
    words = _("%(points)s points more than 30 days ago") if moved > 0 else _("%(points)s points less than 30 days ago")
    return words % {"points": shown}, (moved > 0) == more_is_better


def _days(value: str | None) -> str:
    return "–" if value is None else _("%(days)s days") % {"days": _number(Decimal(value))}


def _percent(value: str | None) -> str:
    return "–" if value is None else f"{_number(Decimal(value))} %"


def _number(value: Decimal) -> str:
    from django.utils.formats import number_format

    return number_format(value, 1)
