from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DisputePart(models.Model):
    """How much of one invoice is contested; without a row the whole of it."""

    dispute = models.ForeignKey("dunning.Dispute", models.CASCADE, related_name="parts")
    invoice = models.ForeignKey("customers.Invoice", models.PROTECT, related_name="+")
    amount = models.DecimalField(max_digits=18, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dispute", "invoice"], name="dispute_part_once")]

    def __str__(self) -> str:
        return f"{self.amount} of {self.invoice_id}"


class ExpectedCredit(models.Model):
    """A credit note that a settled dispute promised: this much of the invoice is not asked for while it is awaited."""

    class Outcome(models.TextChoices):
        CAME = "came", _("It came")
        GIVEN_UP = "given_up", _("It will not come")
        TAKEN_BACK = "taken_back", _("The decision was taken back")

    dispute = models.ForeignKey("dunning.Dispute", models.CASCADE, related_name="expected_credits")
    invoice = models.ForeignKey("customers.Invoice", models.PROTECT, related_name="expected_credits")
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    # What was open when it was promised: less than this by the amount, and the credit is there.
    open_before = models.DecimalField(max_digits=18, decimal_places=2)
    due_on = models.DateField()
    expected_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invoice"], condition=models.Q(settled_at__isnull=True), name="expected_credit_one_open"
            )
        ]
        indexes = [
            models.Index(fields=["due_on"], name="expected_credit_due", condition=models.Q(settled_at__isnull=True))
        ]

    def __str__(self) -> str:
        return f"{self.amount} by {self.due_on}"


class DisputeDeadline(models.Model):
    """Within how many business days a dispute for this reason is to be settled, where the policy says so."""

    policy = models.ForeignKey("dunning.Policy", models.CASCADE, related_name="dispute_deadlines")
    reason = models.CharField(max_length=20)
    business_days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["policy", "reason"], name="dispute_deadline_once")]

    def __str__(self) -> str:
        return f"{self.reason}: {self.business_days}"
