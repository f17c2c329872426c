from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from audit.triggers import append_only


class AuditSeal(models.Model):
    """One link of the hash chain over audit events; `position` counts from 1 without gaps."""

    position = models.BigIntegerField(unique=True)
    event = models.OneToOneField("audit.AuditEvent", models.PROTECT, related_name="seal")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["position"]
        triggers = append_only()

    def __str__(self) -> str:
        return f"seal {self.position}"
