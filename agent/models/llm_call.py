from __future__ import annotations

from django.db import models


class LLMCall(models.Model):
    """One request to a chat model: what it cost and how it ended, never what was said."""

    class Outcome(models.TextChoices):
        ANSWERED = "answered"
        UNREADABLE = "unreadable", "Answered, but not in the form asked for"
        TIMEOUT = "timeout"
        UNREACHABLE = "unreachable"
        RATE_LIMITED = "rate_limited"
        SERVER_ERROR = "server_error"
        REFUSED = "refused"
        MISCONFIGURED = "misconfigured"
        FAILED = "failed"

    called_at = models.DateTimeField()
    purpose = models.CharField(max_length=20)
    # Name and version of the prompt, such as "read/1".
    prompt = models.CharField(max_length=20)
    model = models.CharField(max_length=120)
    outcome = models.CharField(max_length=14, choices=Outcome)
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(
        max_digits=12, decimal_places=6, null=True, help_text="US dollars; empty for a model without a price."
    )
    latency_ms = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "model call"
        ordering = ["-id"]
        indexes = [models.Index(fields=["called_at"], name="llm_call_day")]

    def __str__(self) -> str:
        return f"{self.purpose} by {self.model}: {self.get_outcome_display()}"
