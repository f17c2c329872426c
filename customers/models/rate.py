from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import models

# By (currency, base).
Rates = dict[tuple[str, str], Decimal]


class RateQuerySet(models.QuerySet["Rate"]):
    def known_on(self, day: date) -> Rates:
        """The latest rate on or before the day for each pair of currencies. One query."""
        newest = self.filter(day__lte=day).order_by("currency", "base", "-day").distinct("currency", "base")
        return {(rate.currency, rate.base): rate.rate for rate in newest}


class Rate(models.Model):
    """One unit of `currency` in units of `base` on a day. Used for comparing, never for booking."""

    currency = models.CharField(max_length=3)
    base = models.CharField(max_length=3)
    day = models.DateField()
    rate = models.DecimalField(max_digits=18, decimal_places=8)

    objects = RateQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["currency", "base", "day"], name="rate_once_a_day")]

    def __str__(self) -> str:
        return f"1 {self.currency} = {self.rate} {self.base} on {self.day}"
