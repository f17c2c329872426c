from __future__ import annotations

from django.db import models


class Effect(models.Model):
    """One thing that a reading or a payment made or changed, so that it can be walked back."""

    class Kind(models.TextChoices):
        MADE = "made"
        CHANGED = "changed"

    reading = models.ForeignKey("dunning.Reading", models.CASCADE, null=True, blank=True, related_name="effects")
    allocation = models.ForeignKey(
        "customers.Allocation", models.CASCADE, null=True, blank=True, related_name="effects"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    # Model name and primary key of what was made or changed, with old values by column.
    target = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    old = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reading__isnull=False, allocation__isnull=True)
                | models.Q(reading__isnull=True, allocation__isnull=False),
                name="effect_one_cause",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target} {self.target_id}"
