from __future__ import annotations

from django.conf import settings
from django.db import models


class Arrangement(models.Model):
    """A granted extension or instalment plan: quiets its invoices while its dates are kept."""

    class Status(models.TextChoices):
        ACTIVE = "active"
        FULFILLED = "fulfilled"
        MISSED = "missed"
        ENDED = "ended"

    case = models.ForeignKey("dunning.Case", models.PROTECT, related_name="arrangements")
    debtor = models.ForeignKey("customers.Customer", models.PROTECT, related_name="arrangements")
    invoices = models.ManyToManyField("customers.Invoice", related_name="arrangements")
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    currency = models.CharField(max_length=3)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    note = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["debtor", "status"], name="arrangement_of_debtor")]

    def __str__(self) -> str:
        return f"Arrangement {self.pk} ({self.status})"


class Instalment(models.Model):
    """So much until this day."""

    arrangement = models.ForeignKey(Arrangement, models.CASCADE, related_name="instalments")
    due_on = models.DateField()
    amount = models.DecimalField(max_digits=18, decimal_places=2)

    class Meta:
        ordering = ["due_on"]

    def __str__(self) -> str:
        return f"{self.amount} by {self.due_on}"
