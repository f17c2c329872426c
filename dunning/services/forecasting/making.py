"""Making forecasts: each currency by itself, and all of them in the creditor's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from customers.metrics.rates import rate_between
from customers.models import Creditor, Rate
from dunning.forecast import Foreseen, Instalments, Items, Parts, parts_of, weeks_of, widened
from dunning.models import Forecast, ForecastWeek
from dunning.services.forecasting.judging import judge_weeks, widenings
from dunning.services.forecasting.ledger import Open, open_items

PLACES = Decimal("0.01")


@dataclass(frozen=True)
class Outlook:
    """Thirteen weeks of one creditor in one currency; `missing`: currencies without a rate, left out."""

    creditor_id: int
    currency: str
    converted: bool
    made_on: date
    open_amount: Decimal
    items: int
    weeks: tuple[Foreseen, ...]
    missing: tuple[str, ...] = ()


def forecast_cash(*, as_of: datetime) -> list[Outlook]:
    """Converted first, then by currency, most owed first. Ten queries; a million open items in bounded memory."""
    on = timezone.localdate(as_of)
    found: dict[int, dict[str, Open]] = defaultdict(dict)
    for (creditor_id, currency), part in open_items(as_of=as_of).items():
        found[creditor_id][currency] = part
    rates = Rate.objects.known_on(on)
    record = widenings(today=on)
    bases = dict(Creditor.objects.filter(pk__in=found).values_list("pk", "currency"))
    listed = []
    for creditor_id, by_currency in sorted(found.items()):
        own = bases[creditor_id]
        known = {currency: rate_between(rates, currency, own) for currency in by_currency}
        parts = {currency: _parts(part, on) for currency, part in by_currency.items()}
        missing = tuple(sorted(currency for currency, rate in known.items() if rate is None))
        units = [(by_currency[code], parts[code], float(rate)) for code, rate in known.items() if rate is not None]
        told = record[creditor_id, own, True]
        listed.append(_outlook(creditor_id, own, units, told, on=on, converted=True, missing=missing))
        alone = [
            _outlook(creditor_id, currency, [(part, parts[currency], 1.0)], record[creditor_id, currency, False], on=on)
            for currency, part in by_currency.items()
        ]
        listed += sorted(alone, key=lambda one: (-one.open_amount, one.currency))
    return listed


def keep_forecasts(outlooks: Sequence[Outlook], *, as_of: datetime) -> int:
    """In place of what was foretold on the same day before. Returns how many."""
    if not outlooks:
        return 0
    with transaction.atomic():
        Forecast.objects.filter(made_on__in={one.made_on for one in outlooks}).delete()
        rows = Forecast.objects.bulk_create(_row(one, as_of) for one in outlooks)
        pairs = zip(rows, outlooks, strict=True)
        ForecastWeek.objects.bulk_create([week for row, one in pairs for week in _weeks(row, one)])
    return len(outlooks)


def make_forecasts(*, as_of: datetime) -> int:
    """The night's work: foretell, and judge what is over."""
    judge_weeks(today=timezone.localdate(as_of))
    return keep_forecasts(forecast_cash(as_of=as_of), as_of=as_of)


def _parts(part: Open, on: date) -> Parts:
    return parts_of(part.items, part.instalments, today=on.toordinal())


def _outlook(
    creditor_id: int,
    currency: str,
    units: Iterable[tuple[Open, Parts, float]],
    record: Mapping[int, float],
    *,
    on: date,
    converted: bool = False,
    missing: tuple[str, ...] = (),
) -> Outlook:
    listed = list(units)
    amount = sum(float(part.items.open.sum()) * rate for part, _parts, rate in listed)
    parts = _together([(parts, rate) for _part, parts, rate in listed])
    weeks = widened(weeks_of(parts, today=on.toordinal(), seed=on.toordinal()), record)
    items = sum(len(part.items) for part, _parts, _rate in listed)
    return Outlook(creditor_id, currency, converted, on, _money(amount), items, tuple(weeks), missing)


def _together(units: Sequence[tuple[Parts, float]]) -> Parts:
    """All sums in one currency."""
    from dataclasses import fields, replace

    import numpy as np

    scaled = [replace(parts, amount=parts.amount * rate) for parts, rate in units] or [_nothing()]
    return Parts(*(np.concatenate([getattr(one, field.name) for one in scaled]) for field in fields(Parts)))


def _nothing() -> Parts:
    import numpy as np

    none: Any = np.empty(0)
    columns: list[Any] = [none] * 11 + [none.astype(bool)] * 2
    return parts_of(Items(*columns), Instalments(none, none, none), today=0)


def _money(amount: float) -> Decimal:
    return Decimal(amount).quantize(PLACES)


def _row(one: Outlook, as_of: datetime) -> Forecast:
    return Forecast(
        creditor_id=one.creditor_id,
        currency=one.currency,
        converted=one.converted,
        made_on=one.made_on,
        made_at=as_of,
        open_amount=one.open_amount,
        items=one.items,
        missing=list(one.missing),
    )


def _weeks(row: Forecast, one: Outlook) -> list[ForecastWeek]:
    return [
        ForecastWeek(
            forecast=row,
            week=week.week,
            starts_on=one.made_on + timedelta(days=7 * week.week - 6),
            ends_on=one.made_on + timedelta(days=7 * week.week),
            expected=_money(week.expected),
            low=_money(week.low),
            high=_money(week.high),
            widening=week.widening,
        )
        for week in one.weeks
    ]
