from __future__ import annotations

from django.conf import settings
from django.db import models


class Dispute(models.Model):
    """A customer contests invoices: they leave chasing, the rest goes on."""

    class Status(models.TextChoices):
        OPEN = "open"
        RESOLVED = "resolved"
        WITHDRAWN = "withdrawn"

    class Outcome(models.TextChoices):
        VALID = "valid", "Valid: a credit note is expected"
        PARTLY = "partly"
        INVALID = "invalid", "Invalid: chase again"
        REISSUED = "reissued"

    class Reason(models.TextChoices):
        PRICING = "pricing"
        QUANTITY = "quantity"
        QUALITY = "quality"
        NON_DELIVERY = "non_delivery"
        DUPLICATE = "duplicate"
        MISSING_CREDIT = "missing_credit"
        MISSING_PO = "missing_po"
        TAX = "tax"
        BILLING_DETAILS = "billing_details"
        CONTRACT_TERMS = "contract_terms"
        OTHER = "other"

    case = models.ForeignKey("dunning.Case", models.PROTECT, related_name="disputes")
    debtor = models.ForeignKey("customers.Customer", models.PROTECT, related_name="disputes")
    invoices = models.ManyToManyField("customers.Invoice", related_name="disputes")
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    reason = models.CharField(max_length=20, choices=Reason)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    quote = models.TextField(blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    deadline = models.DateField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    mail = models.ForeignKey("dunning.IncomingMail", models.SET_NULL, null=True, blank=True, related_name="disputes")

    class Meta:
        indexes = [models.Index(fields=["debtor", "status"], name="dispute_of_debtor")]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.status})"
