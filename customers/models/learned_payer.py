from __future__ import annotations

from django.db import models


class LearnedPayer(models.Model):
    """An account or a name, as a normalised key, that confirmed payments showed to pay for a family of customers."""

    class Kind(models.TextChoices):
        ACCOUNT = "account"
        NAME = "name"

    creditor = models.ForeignKey("customers.Creditor", models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind)
    key = models.CharField(max_length=300)
    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="learned_payers")
    times = models.PositiveIntegerField(default=0)
    last_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["creditor", "kind", "key", "customer"], name="learned_payer_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.key} pays for {self.customer_id}"
