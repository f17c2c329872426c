"""Cash in and cash expected: seven days back, seven ahead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import ngettext

from customers.admin.amounts import shown_amount
from dunning.workspace.today.links import listed

# Of the chart, in its own units.
WIDTH, HEIGHT, FOOT = 560, 120, 18


@dataclass(frozen=True)
class Bar:
    """A day of the chart: heights and places in the chart's units, amounts in words for its table."""

    day: date
    x: float
    width: float
    came: float
    promised: float
    due: float
    came_words: str
    promised_words: str
    due_words: str
    past: bool
    is_today: bool


@dataclass(frozen=True)
class Total:
    amount: str
    rows: str
    url: str


@dataclass(frozen=True)
class Cash:
    bars: list[Bar]
    currency: str
    # None: not for this person.
    came: list[Total] | None
    promised: list[Total]
    due: list[Total]
    today_x: float
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = FOOT

    @property
    def base(self) -> int:
        return self.height - self.foot

    @property
    def nothing(self) -> bool:
        return not (self.came or self.promised or self.due)


def cash_of(data: dict[str, Any], *, sees_payments: bool) -> Cash:
    """What came in is left out for who may not see payments."""
    today = date.fromisoformat(data["today"])
    last = data["to"]
    # What stands beside each other in a day.
    most = max((Decimal(day[name]) for day in data["days"] for name in ("came", "promised", "due")), default=Decimal())
    slot = WIDTH / max(len(data["days"]), 1)
    days = data["days"] if sees_payments else [day | {"came": "0"} for day in data["days"]]
    bars = [_bar(day, number, slot, most, data["currency"], today=today) for number, day in enumerate(days)]
    return Cash(
        bars=bars,
        currency=data["currency"],
        came=_came(data) if sees_payments else None,
        promised=_totals(
            data["promised"],
            "dunning_promise",
            status__exact="open",
            kind__exact="promise",
            promised_on__gte=data["today"],
            promised_on__lte=last,
        ),
        due=_totals(
            data["due"],
            "customers_invoice",
            standing="open",
            kind__exact="invoice",
            due_on__gte=data["today"],
            due_on__lte=last,
        ),
        today_x=next((bar.x for bar in bars if bar.is_today), 0),
    )


def _came(data: dict[str, Any]) -> list[Total]:
    return _totals(
        data["came"],
        "customers_banktransaction",
        booked_on__gte=data["from"],
        booked_on__lte=data["today"],
        amount__gt=0,
        state__in="unmatched,matched,on_account",
    )


def _bar(day: dict[str, Any], number: int, slot: float, most: Decimal, currency: str, *, today: date) -> Bar:
    when = date.fromisoformat(day["day"])
    room = HEIGHT - FOOT - 8

    def height(name: str) -> float:
        return round(float(Decimal(day[name]) / most) * room, 1) if most else 0.0

    return Bar(
        day=when,
        x=round(number * slot, 1),
        width=round(slot, 1),
        came=height("came"),
        promised=height("promised"),
        due=height("due"),
        came_words=shown_amount(Decimal(day["came"]), currency),
        promised_words=shown_amount(Decimal(day["promised"]), currency),
        due_words=shown_amount(Decimal(day["due"]), currency),
        past=when < today,
        is_today=when == today,
    )


def _totals(rows: list[dict[str, Any]], model: str, **filters: Any) -> list[Total]:
    words = {
        "customers_banktransaction": lambda count: ngettext("%(count)d payment", "%(count)d payments", count),
        "dunning_promise": lambda count: ngettext("%(count)d promise", "%(count)d promises", count),
        "customers_invoice": lambda count: ngettext("%(count)d invoice", "%(count)d invoices", count),
    }[model]
    return [
        Total(
            shown_amount(Decimal(row["amount"]), row["currency"]),
            words(row["count"]) % {"count": row["count"]},
            listed(model, **filters, currency__exact=row["currency"]),
        )
        for row in rows
    ]
