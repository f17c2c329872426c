from __future__ import annotations

from django.db import models


class BankStatement(models.Model):
    """One account's statement as a file gave it; its entries are bank transactions."""

    source = models.ForeignKey("customers.LedgerSource", models.PROTECT, related_name="statements")
    run = models.ForeignKey("customers.ImportRun", models.PROTECT, related_name="statements")
    account = models.CharField(max_length=60)
    currency = models.CharField(max_length=3)
    number = models.CharField(max_length=60, blank=True)
    opening_on = models.DateField(null=True, blank=True)
    opening_amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    closing_on = models.DateField(null=True, blank=True)
    closing_amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    entries = models.PositiveIntegerField(default=0)
    known_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.account} {self.number}"
