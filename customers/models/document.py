from __future__ import annotations

from django.db import models


class Document(models.Model):
    """A stored file that may answer a customer's request, such as the PDF of an invoice."""

    class Kind(models.TextChoices):
        INVOICE_COPY = "invoice_copy"
        STATEMENT = "statement"
        PROOF_OF_DELIVERY = "proof_of_delivery"
        PURCHASE_ORDER = "purchase_order"
        TAX_FORM = "tax_form"
        CONTRACT = "contract"
        CREDIT_NOTE = "credit_note"
        OTHER = "other"

    customer = models.ForeignKey("customers.Customer", models.CASCADE, related_name="documents")
    invoice = models.ForeignKey("customers.Invoice", models.CASCADE, null=True, blank=True, related_name="documents")
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to="documents/%Y/%m/")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-added_at"]

    def __str__(self) -> str:
        return self.name
