from __future__ import annotations

from django.db import models


class TrainedModel(models.Model):
    """A model trained on this installation's own ledger; without an installed one of its kind the package's way serves.

    `data` as its kind writes it, plain arrays. `figures`: its trial; `refused`: why it was not installed.
    """

    class Kind(models.TextChoices):
        RISK = "risk", "Late payment"

    kind = models.CharField(max_length=20, choices=Kind)
    trained_at = models.DateTimeField()
    data = models.BinaryField()
    figures = models.JSONField(default=dict)
    card = models.JSONField(default=dict)
    installed_at = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    refused = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "trained model"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(installed_at__isnull=False, replaced_at__isnull=True),
                name="trained_model_one_in_use",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.trained_at:%Y-%m-%d}"
