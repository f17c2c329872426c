from __future__ import annotations

from django.db import models


class MatchProposal(models.Model):
    """One of the two best explanations of a payment that waits for a person; made anew by each run that looks at it.

    `lines`: [invoice id, amount as text, kind] each; `rest` would stay on account of `customer`.
    """

    transaction = models.ForeignKey("customers.BankTransaction", models.CASCADE, related_name="proposals")
    rank = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    why = models.TextField()
    lines = models.JSONField(default=list)
    rest = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    customer = models.ForeignKey("customers.Customer", models.SET_NULL, null=True, blank=True, related_name="+")
    confidence = models.DecimalField(max_digits=4, decimal_places=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transaction", "rank"], name="match_proposal_rank"),
        ]
        ordering = ["transaction", "rank"]

    def __str__(self) -> str:
        return self.why
