"""How earlier forecasts did: the money that came, beside what was foretold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Avg, Count, F, Q, Sum
from django.db.models.functions import Abs

from dunning.models import ForecastWeek

# Money is often booked a few days after it came.
BOOKED_LATE_DAYS = 3
LOOK_BACK_DAYS = 180

# Bank and ERP money, reversals taken off; only on what was issued when the forecast was made, as that is all it knew.
# Converted at the newest rate known on the day of the forecast, by which it was made.
JUDGE = """
WITH unjudged AS (
    SELECT w.id, w.starts_on, w.ends_on, f.creditor_id, f.currency, f.converted, f.made_on
    FROM dunning_forecastweek w JOIN dunning_forecast f ON f.id = w.forecast_id
    WHERE w.came IS NULL AND w.ends_on < %(before)s
), days AS (
    SELECT min(starts_on) AS first, max(ends_on) AS last FROM unjudged
), money AS MATERIALIZED (
    SELECT s.creditor_id, i.currency, a.booked_on, i.issued_on, sum(a.amount) AS amount
    FROM customers_allocation a JOIN customers_invoice i ON i.id = a.invoice_id
    JOIN customers_ledgersource s ON s.id = i.source_id, days
    WHERE a.booked_on BETWEEN days.first AND days.last AND a.origin IN ('bank', 'erp')
        AND a.kind NOT IN ('void', 'absent') AND i.kind = 'invoice'
    GROUP BY 1, 2, 3, 4
), came AS (
    SELECT u.id, sum(m.amount * CASE WHEN m.currency = u.currency THEN 1 ELSE r.rate END) AS amount
    FROM unjudged u
    JOIN money m ON m.creditor_id = u.creditor_id AND m.booked_on BETWEEN u.starts_on AND u.ends_on
        AND m.issued_on <= u.made_on AND (u.converted OR m.currency = u.currency)
    LEFT JOIN LATERAL (
        SELECT CASE WHEN rate.base = u.currency THEN rate.rate ELSE 1 / rate.rate END AS rate
        FROM customers_rate rate
        WHERE m.currency <> u.currency AND rate.day <= u.made_on
            AND ((rate.currency, rate.base) = (m.currency, u.currency)
                OR (rate.currency, rate.base) = (u.currency, m.currency))
        ORDER BY rate.base = u.currency DESC, rate.day DESC LIMIT 1
    ) r ON true
    GROUP BY u.id
)
UPDATE dunning_forecastweek w SET came = coalesce(came.amount, 0)
FROM unjudged u LEFT JOIN came ON came.id = u.id WHERE w.id = u.id
"""


def judge_weeks(*, today: date) -> int:
    """Keep what came in every week that is over and was not judged yet. Returns how many weeks. One query."""
    with connection.cursor() as cursor:
        cursor.execute(JUDGE, {"before": today - timedelta(days=BOOKED_LATE_DAYS)})
        return cursor.rowcount


# Bounds learn from a horizon that so many weeks of the calendar were judged of.
FEWEST_WEEKS = 8
# How many times the drawn bounds four weeks in five would have needed; forecasts of one week say nearly the same.
MISSED = """
SELECT f.creditor_id, f.currency, f.converted, w.week, percentile_cont(0.8) WITHIN GROUP (ORDER BY w.widening *
    CASE WHEN w.came < w.expected THEN (w.expected - w.came) / nullif(w.expected - w.low, 0)
    ELSE (w.came - w.expected) / nullif(w.high - w.expected, 0) END)
FROM dunning_forecastweek w JOIN dunning_forecast f ON f.id = w.forecast_id
WHERE w.came IS NOT NULL AND w.ends_on >= %(since)s AND w.ends_on < %(today)s
GROUP BY 1, 2, 3, 4 HAVING count(DISTINCT date_trunc('week', w.ends_on)) >= %(fewest)s
"""


def widenings(*, today: date) -> dict[tuple[int, str, bool], dict[int, float]]:
    """What `dunning.forecast.widened` takes, by creditor, currency and whether converted. One query."""
    since = today - timedelta(days=LOOK_BACK_DAYS)
    values: dict[str, Any] = {"since": since, "today": today, "fewest": FEWEST_WEEKS}
    found: dict[tuple[int, str, bool], dict[int, float]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(MISSED, values)
        for creditor_id, currency, converted, week, factor in cursor.fetchall():
            if factor is not None:
                found[creditor_id, currency, converted][week] = factor
    return found


@dataclass(frozen=True)
class Record:
    """How forecasts of one horizon did. `bias` in percent of what came, positive where too much was expected.

    `inside`: percent of the weeks between the bounds, which should be 80; `miss`: mean distance in percent of the mean.
    """

    week: int
    judged: int
    expected: Decimal
    came: Decimal
    bias: Decimal | None
    miss: Decimal | None
    inside: Decimal


def track_record(*, creditor_id: int, currency: str, converted: bool, today: date) -> list[Record]:
    """By horizon over the forecasts judged of the last LOOK_BACK_DAYS. One query."""
    rows = ForecastWeek.objects.filter(
        forecast__creditor=creditor_id,
        forecast__currency=currency,
        forecast__converted=converted,
        came__isnull=False,
        ends_on__gte=today - timedelta(days=LOOK_BACK_DAYS),
    )
    summed: Any = (
        rows.order_by("week")
        .values("week")
        .annotate(
            judged=Count("pk"),
            foretold=Sum("expected"),
            money=Sum("came"),
            off=Avg(Abs(F("expected") - F("came"))),
            within=Count("pk", filter=Q(came__gte=F("low"), came__lte=F("high"))),
        )
    )
    return [_record(row) for row in summed]


def _record(row: dict[str, object]) -> Record:
    judged, within = int(str(row["judged"])), int(str(row["within"]))
    foretold, money, off = (Decimal(str(row[name])) for name in ("foretold", "money", "off"))
    return Record(
        week=int(str(row["week"])),
        judged=judged,
        expected=foretold,
        came=money,
        bias=_percent(foretold - money, money),
        miss=_percent(off * judged, money),
        inside=_percent(Decimal(within), Decimal(judged)) or Decimal(),
    )


def _percent(part: Decimal, whole: Decimal) -> Decimal | None:
    return (100 * part / whole).quantize(Decimal("0.1")) if whole else None
