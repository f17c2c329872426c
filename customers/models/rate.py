from __future__ import annotations

from django.db import models


class Rate(models.Model):
    """One unit of `currency` in units of `base` on a day. Used for comparing, never for booking."""

    currency = models.CharField(max_length=3)
    base = models.CharField(max_length=3)
    day = models.DateField()
    rate = models.DecimalField(max_digits=18, decimal_places=8)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["currency", "base", "day"], name="rate_once_a_day")]

    def __str__(self) -> str:
        return f"1 {self.currency} = {self.rate} {self.base} on {self.day}"
