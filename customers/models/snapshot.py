from __future__ import annotations

from django.db import models


class SnapshotQuerySet(models.QuerySet["Snapshot"]):
    def of_ledgers(self) -> SnapshotQuerySet:
        """Figures in the creditor's own currency, every other one converted."""
        return self.filter(converted=True)


class Snapshot(models.Model):
    """One figure of a creditor at the end of a day, kept so that its trend needs no ledger to be read again.

    `figure` is a name of the catalogues (customers.metrics.catalogue and dunning.metrics.catalogue). An empty value
    says that it could not be told that day. Taken anew, a day is overwritten.
    """

    day = models.DateField()
    creditor = models.ForeignKey("customers.Creditor", models.CASCADE, related_name="+", db_index=False)
    # Empty for figures without one, such as rates and counts of the dunning.
    currency = models.CharField(max_length=3, blank=True)
    # All currencies together, at the day's rates.
    converted = models.BooleanField(default=False)
    figure = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=24, decimal_places=4, null=True)
    taken_at = models.DateTimeField()

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["creditor", "figure", "currency", "converted", "day"], name="snapshot_once_a_day"
            ),
        ]
        indexes = [models.Index(fields=["day"], name="snapshot_day")]

    def __str__(self) -> str:
        return f"{self.figure} on {self.day}: {self.value}"
