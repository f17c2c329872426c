from __future__ import annotations

from typing import ClassVar

from django.db import models


class BankTransaction(models.Model):
    """Money that arrived, or left again: a returned payment has a negative amount.

    Unallocated amount = amount less booked and expected allocations; with a debtor known it counts as on account.
    """

    class State(models.TextChoices):
        UNMATCHED = "unmatched"
        MATCHED = "matched"
        ON_ACCOUNT = "on_account", "On account of its debtor"
        UNRELATED = "unrelated", "No customer's payment"

    # The doubt of a payment whose booking was undone: matching leaves it alone until a person asks for it again.
    TAKEN_BACK: ClassVar[str] = "taken_back"

    source = models.ForeignKey("customers.LedgerSource", models.PROTECT, related_name="transactions", db_index=False)
    external_id = models.CharField(max_length=120)
    booked_on = models.DateField()
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    unallocated_amount = models.DecimalField(max_digits=18, decimal_places=2)
    currency = models.CharField(max_length=3)
    payer_name = models.CharField(max_length=300, blank=True)
    payer_account = models.CharField(max_length=60, blank=True)
    reference = models.TextField(blank=True)
    method = models.CharField(max_length=20, blank=True)
    debtor = models.ForeignKey("customers.Customer", models.PROTECT, null=True, blank=True, related_name="transactions")
    state = models.CharField(max_length=12, choices=State, default=State.UNMATCHED)
    doubt = models.CharField(
        max_length=20,
        blank=True,
        db_default="",
        help_text="Why it was left to a person; two ways of reading it stay two ways.",
    )
    statement = models.ForeignKey(
        "customers.BankStatement", models.PROTECT, null=True, blank=True, related_name="transactions", db_index=False
    )
    returns = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="returned_by", db_index=False
    )
    known_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_id"], name="transaction_unique_in_source"),
        ]
        indexes = [
            models.Index(fields=["returns"], name="transaction_returned", condition=models.Q(returns__isnull=False)),
            models.Index(fields=["booked_on"], name="transaction_unmatched", condition=models.Q(state="unmatched")),
        ]

    def __str__(self) -> str:
        return f"{self.external_id} {self.amount} {self.currency}"
