from __future__ import annotations

from django.db import models


class SignedLink(models.Model):
    """A link in a mail that acts without a login: signed, expiring, used once. It carries only this row's key."""

    escalation = models.ForeignKey("dunning.Escalation", models.CASCADE, null=True, blank=True, related_name="links")
    approval = models.ForeignKey("dunning.DisputeApproval", models.CASCADE, null=True, blank=True, related_name="links")
    email = models.EmailField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    # What was answered through it, and what that made or changed: for the page, and for taking it back.
    answer = models.CharField(max_length=15, blank=True)
    did = models.JSONField(default=dict, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(escalation__isnull=False, approval__isnull=True)
                | models.Q(escalation__isnull=True, approval__isnull=False),
                name="signed_link_one_subject",
            )
        ]

    def __str__(self) -> str:
        return f"link for {self.email}"
