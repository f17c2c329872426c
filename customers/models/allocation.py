from __future__ import annotations

from django.db import models


class Allocation(models.Model):
    """A piece of money, credit or write-off on one invoice. Never changed: a reversal is a new row."""

    class Origin(models.TextChoices):
        BANK = "bank"
        ERP = "erp"
        EXPECTED = "expected", "Bank money that the ERP has not booked yet"
        CREDIT_NOTE = "credit_note"
        WRITE_OFF = "write_off"

    class Kind(models.TextChoices):
        INVOICE = "invoice"
        DISCOUNT = "discount"
        BANK_FEE = "bank_fee"
        ABSENT = "absent"
        VOID = "void"

    # No foreign key in the database, as on the invoice itself: a first load books hundreds of thousands of these.
    invoice = models.ForeignKey("customers.Invoice", models.PROTECT, related_name="allocations", db_constraint=False)
    transaction = models.ForeignKey(
        "customers.BankTransaction",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="allocations",
        db_index=False,
    )
    credit_note = models.ForeignKey(
        "customers.Invoice",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        db_index=False,
        db_constraint=False,
    )
    origin = models.CharField(max_length=12, choices=Origin)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.INVOICE)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    booked_on = models.DateField()
    known_at = models.DateTimeField()
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["known_at"], name="allocation_known_at"),
            models.Index(
                fields=["transaction"],
                name="allocation_of_transaction",
                condition=models.Q(transaction__isnull=False),
            ),
            models.Index(
                fields=["credit_note"],
                name="allocation_of_credit_note",
                condition=models.Q(credit_note__isnull=False),
            ),
            models.Index(
                fields=["invoice"],
                name="allocation_expected",
                condition=models.Q(origin="expected", reverses__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} on {self.invoice_id} ({self.origin})"
