from __future__ import annotations

from django.conf import settings
from django.db import models


class Activity(models.Model):
    """What a person did outside Dunwell or wants remembered: a call, a mail, a note."""

    class Kind(models.TextChoices):
        CALL = "call"
        MAIL = "mail", "Mail sent outside Dunwell"
        NOTE = "note"

    case = models.ForeignKey("dunning.Case", models.CASCADE, related_name="activities")
    kind = models.CharField(max_length=5, choices=Kind)
    text = models.TextField()
    happened_at = models.DateTimeField()
    # Empty where an account manager without a login of its own answered by link; the text names the address.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-happened_at"]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return f"{self.kind}: {self.text[:60]}"
