from __future__ import annotations

from datetime import date

from django.db import models


class InvoiceScore(models.Model):
    """When an open invoice will be paid, as foretold on a day; replaced by the next scoring, gone when it is closed.

    Chances between 0 and 1 of being paid more than so many days late. `reasons` as
    `agent.risk.reasons` names them, strongest first. Of a natural person there is none.
    """

    invoice = models.OneToOneField(
        "customers.Invoice", models.CASCADE, primary_key=True, related_name="score", db_constraint=False
    )
    debtor = models.ForeignKey("customers.Customer", models.CASCADE, related_name="invoice_scores", db_constraint=False)
    scored_on = models.DateField()
    late_0 = models.FloatField()
    late_10 = models.FloatField()
    late_30 = models.FloatField()
    expected_on = models.DateField()
    earliest_on = models.DateField()
    latest_on = models.DateField()
    by_model = models.BooleanField()
    reasons = models.JSONField(default=list)

    class Meta:
        verbose_name = "late-payment score"

    def __str__(self) -> str:
        return f"{round(100 * self.late_10)} % more than 10 days late"

    def days_late(self, due_on: date) -> int:
        return (self.expected_on - due_on).days
