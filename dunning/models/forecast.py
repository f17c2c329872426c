from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Forecast(models.Model):
    """What a ledger's open items will bring in thirteen weeks, as foretold on a day.

    `converted`: every currency at the day's rate in the creditor's own, those in `missing` left out.
    """

    creditor = models.ForeignKey("customers.Creditor", models.CASCADE, related_name="+", db_index=False)
    currency = models.CharField(max_length=3)
    converted = models.BooleanField(default=False)
    made_on = models.DateField()
    made_at = models.DateTimeField()
    open_amount = models.DecimalField(max_digits=24, decimal_places=2)
    items = models.PositiveIntegerField()
    missing = ArrayField(models.CharField(max_length=3), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["creditor", "currency", "converted", "made_on"], name="forecast_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.currency} from {self.made_on}"


class ForecastWeek(models.Model):
    """Seven days of a forecast: expected cash, and the bounds between which four weeks in five should fall.

    `widening`: how many times as wide as drawn the bounds are, for what earlier forecasts missed.
    `came`: booked in these days on what was issued by the day of the forecast; empty until the week is over.
    """

    forecast = models.ForeignKey(Forecast, models.CASCADE, related_name="weeks", db_index=False)
    week = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    expected = models.DecimalField(max_digits=24, decimal_places=2)
    low = models.DecimalField(max_digits=24, decimal_places=2)
    high = models.DecimalField(max_digits=24, decimal_places=2)
    widening = models.FloatField(default=1.0, db_default=1.0)
    came = models.DecimalField(max_digits=24, decimal_places=2, null=True)

    class Meta:
        ordering = ["week"]
        constraints = [models.UniqueConstraint(fields=["forecast", "week"], name="forecast_week_once")]
        indexes = [
            models.Index(fields=["ends_on"], name="forecast_unjudged", condition=models.Q(came__isnull=True)),
            models.Index(fields=["-ends_on"], name="forecast_judged", condition=models.Q(came__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"week {self.week}: {self.expected}"
