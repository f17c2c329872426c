from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from audit.triggers import append_only


class AuditEvent(models.Model):
    """Who did what to what, when and why. Inserted once, never changed."""

    class Actor(models.TextChoices):
        PERSON = "person"
        AGENT = "agent"
        CUSTOMER = "customer"
        SYSTEM = "system"

    # `occurred_at` is the business instant handed down; `recorded_at` is the database's own clock.
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    actor = models.CharField(max_length=10, choices=Actor)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    action = models.CharField(max_length=60)
    # Plain ids, no foreign keys: history outlives what it speaks of.
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    debtor_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["debtor_id", "-id"], name="audit_event_debtor", condition=models.Q(debtor_id__isnull=False)
            ),
            models.Index(fields=["subject_type", "subject_id"], name="audit_event_subject"),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.action} {self.subject_type} {self.subject_id}"
