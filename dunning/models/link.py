from __future__ import annotations

from django.db import models


class SignedLink(models.Model):
    """A link in a mail to an account manager: signed, expiring, used once. It carries only this row's key."""

    escalation = models.ForeignKey("dunning.Escalation", models.CASCADE, related_name="links")
    email = models.EmailField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"link for {self.email}"
