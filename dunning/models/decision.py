from __future__ import annotations

from django.db import models


class Decision(models.Model):
    """What was decided for a case and why; a row only when action or reason changed."""

    class Action(models.TextChoices):
        SEND = "send"
        WAIT = "wait"
        ESCALATE = "escalate"
        REVIEW = "review"
        CLOSE = "close"

    case = models.ForeignKey("dunning.Case", models.CASCADE, related_name="decisions")
    decided_at = models.DateTimeField()
    action = models.CharField(max_length=12, choices=Action)
    reason = models.CharField(max_length=40)
    reason_text = models.TextField()
    until = models.DateTimeField(null=True, blank=True)
    step_key = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.action}: {self.reason_text}"
