from __future__ import annotations

from django.db import models


class RemittanceAdvice(models.Model):
    """What a payer says that a payment is for. No money; `transaction` is its payment once that is known."""

    class Origin(models.TextChoices):
        FILE = "file"
        MAIL = "mail"

    source = models.ForeignKey("customers.LedgerSource", models.PROTECT, related_name="advices", db_index=False)
    origin = models.CharField(max_length=4, choices=Origin)
    external_id = models.CharField(max_length=120, help_text="The same advice twice is one.")
    customer = models.ForeignKey("customers.Customer", models.SET_NULL, null=True, blank=True, related_name="advices")
    payer_name = models.CharField(max_length=300, blank=True)
    payer_account = models.CharField(max_length=60, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    trace = models.CharField(max_length=120, blank=True, help_text="The payment's own number.")
    method = models.CharField(max_length=20, blank=True)
    note = models.TextField(blank=True)
    transaction = models.ForeignKey(
        "customers.BankTransaction", models.SET_NULL, null=True, blank=True, related_name="advices"
    )
    known_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="advice_unique_in_source"),
        ]

    def __str__(self) -> str:
        return self.external_id


class RemittanceLine(models.Model):
    """One document of an advice. `amount`: paid on it, empty where not said; `deduction`: kept back, positive."""

    advice = models.ForeignKey(RemittanceAdvice, models.CASCADE, related_name="lines")
    document = models.CharField(max_length=120)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    deduction = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    reason = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.document
