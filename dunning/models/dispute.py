from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Dispute(models.Model):
    """A customer contests invoices: they leave chasing, the rest goes on."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        RESOLVED = "resolved", _("Settled")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Outcome(models.TextChoices):
        VALID = "valid", _("Valid: a credit note is expected")
        PARTLY = "partly", _("Partly valid")
        INVALID = "invalid", _("Invalid: chase again")
        REISSUED = "reissued", _("Issued anew")

    class Reason(models.TextChoices):
        PRICING = "pricing", _("Pricing")
        QUANTITY = "quantity", _("Quantity")
        QUALITY = "quality", _("Quality")
        NON_DELIVERY = "non_delivery", _("Non delivery")
        DUPLICATE = "duplicate", _("Duplicate")
        MISSING_CREDIT = "missing_credit", _("Missing credit")
        MISSING_PO = "missing_po", _("Missing purchase order")
        TAX = "tax", _("Tax")
        BILLING_DETAILS = "billing_details", _("Billing details")
        CONTRACT_TERMS = "contract_terms", _("Contract terms")
        OTHER = "other", _("Other")

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
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    settled_note = models.TextField(blank=True)
    mail = models.ForeignKey("dunning.IncomingMail", models.SET_NULL, null=True, blank=True, related_name="disputes")

    class Meta:
        indexes = [
            models.Index(fields=["debtor", "status"], name="dispute_of_debtor"),
            models.Index(fields=["deadline", "id"], name="dispute_open", condition=models.Q(status="open")),
            models.Index(fields=["-resolved_at"], name="dispute_settled", condition=~models.Q(status="open")),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.status})"
