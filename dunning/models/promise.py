from __future__ import annotations

from django.db import models


class Promise(models.Model):
    """A customer's word that it will pay, or, as a claim, that it has paid. Only money keeps it."""

    class Kind(models.TextChoices):
        PROMISE = "promise"
        CLAIM = "claim"

    class Status(models.TextChoices):
        OPEN = "open"
        KEPT = "kept"
        PARTLY_KEPT = "partly_kept"
        BROKEN = "broken"
        UNSEEN = "unseen", "Claimed payment not seen"
        UNCLEAR = "unclear"
        LAPSED = "lapsed", "Lapsed: counts neither way"
        SUPERSEDED = "superseded"
        WITHDRAWN = "withdrawn", "Undone with its cause"

    case = models.ForeignKey("dunning.Case", models.PROTECT, related_name="promises")
    debtor = models.ForeignKey("customers.Customer", models.PROTECT, related_name="promises")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PROMISE)
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    # Empty amount: all the invoices' balance when given, kept in the rows of PromisedInvoice.
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3)
    promised_on = models.DateField(null=True, blank=True)
    # The last day of quiet: promised day plus tolerance, or given day plus the quiet of an undated one.
    quiet_until = models.DateField()
    given_on = models.DateField()
    recorded_at = models.DateTimeField()
    quote = models.TextField(blank=True)
    reference = models.CharField(max_length=120, blank=True)
    paid_amount = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    judged_at = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey("dunning.IncomingMail", models.SET_NULL, null=True, blank=True, related_name="promises")
    # The newer promise that took this one's place; undoing that one brings this one back.
    superseded_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="supersedes")

    class Meta:
        indexes = [
            models.Index(fields=["debtor", "status"], name="promise_of_debtor"),
            models.Index(fields=["quiet_until"], name="promise_due", condition=models.Q(status="open")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount or 'all'} {self.currency} by {self.promised_on or 'no date'}"


class PromisedInvoice(models.Model):
    """The part of a promise that lies on one invoice, at its balance when given."""

    promise = models.ForeignKey(Promise, models.CASCADE, related_name="lines")
    invoice = models.ForeignKey("customers.Invoice", models.PROTECT, related_name="promised_in")
    amount = models.DecimalField(max_digits=18, decimal_places=2)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["promise", "invoice"], name="promised_invoice_once")]

    def __str__(self) -> str:
        return f"{self.amount} of {self.invoice_id}"
