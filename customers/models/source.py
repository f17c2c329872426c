from __future__ import annotations

from decimal import Decimal

from django.db import models


class LedgerSource(models.Model):
    """Where ledger files come from. Customer ids and invoice numbers are unique within one source."""

    class Truth(models.TextChoices):
        BANK = "bank", "Bank: allocations make the balance"
        ERP = "erp", "ERP: the file's open amount rules"

    creditor = models.ForeignKey("customers.Creditor", models.PROTECT, related_name="sources")
    name = models.CharField(max_length=60, unique=True)
    truth = models.CharField(max_length=4, choices=Truth, default=Truth.BANK)
    snapshot_close_share = models.DecimalField(
        max_digits=4,
        decimal_places=3,
        default=Decimal("0.200"),
        help_text="A snapshot that would close more than this share of items or value lands nothing and asks a person.",
    )
    stale_after_business_days = models.PositiveSmallIntegerField(default=3)
    expected_after_business_days = models.PositiveSmallIntegerField(
        default=5,
        help_text="Where the ERP rules: bank money that is not in its balance after so many asks a person.",
    )
    # The data's own date, not the day of the import.
    invoices_as_of = models.DateField(null=True, blank=True)
    payments_as_of = models.DateField(null=True, blank=True)
    # The newest complete list of open items: it spoke of every invoice, also of those that it left as they were.
    snapshot_as_of = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
