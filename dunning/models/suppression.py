from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower


class Suppression(models.Model):
    """An address that gets no mail: it bounced, complained or opted out. `until` empty: for good."""

    class Why(models.TextChoices):
        BAD_ADDRESS = "bad_address"
        BLOCKED = "blocked", "Blocked by the receiver's policy"
        COMPLAINT = "complaint"
        OPT_OUT = "opt_out"
        BY_HAND = "by_hand"

    email = models.EmailField()
    why = models.CharField(max_length=12, choices=Why)
    detail = models.TextField(blank=True)
    since = models.DateTimeField()
    until = models.DateField(null=True, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=models.Q(lifted_at__isnull=True), name="suppression_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} ({self.why})"
