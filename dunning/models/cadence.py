from __future__ import annotations

from django.conf import settings
from django.db import models


class Cadence(models.Model):
    """One version of a ladder of steps. A change makes a new row under the same `key`; step keys survive it.

    An open case stays on the version that its episode began on.
    """

    key = models.SlugField(max_length=40)
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=100)
    by_age = models.BooleanField(
        default=False, help_text="Take the latest step whose day has passed, not the first unsent."
    )
    is_current = models.BooleanField(default=True)
    made_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="cadence_version"),
            models.UniqueConstraint(fields=["key"], condition=models.Q(is_current=True), name="cadence_current"),
        ]

    def __str__(self) -> str:
        return f"{self.name} (version {self.version})"


class Step(models.Model):
    """One message of a cadence: hung on an anchor row, so many days before or after it."""

    class Anchor(models.TextChoices):
        DUE = "due", "the carrying invoice's due date"
        ISSUE = "issue", "the carrying invoice's issue date"
        PROMISE_BROKEN = "promise_broken", "a broken promise"
        CLAIM_UNSEEN = "claim_unseen", "a payment claimed and never seen"
        DISPUTE_RESOLVED = "dispute_resolved", "a resolved dispute"

    class Stage(models.TextChoices):
        COURTESY = "courtesy"
        FIRST = "first"
        FOLLOW_UP = "follow_up"
        FIRM = "firm"
        FINAL = "final"

    cadence = models.ForeignKey(Cadence, models.CASCADE, related_name="steps")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    anchor = models.CharField(max_length=20, choices=Anchor, default=Anchor.DUE)
    offset = models.SmallIntegerField(default=0, help_text="Days after the anchor; negative: before.")
    business_days = models.BooleanField(default=False)
    stage = models.CharField(max_length=12, choices=Stage)
    purpose = models.CharField(max_length=30)
    cc = models.JSONField(default=list, blank=True, help_text="Addresses or “account_manager”.")

    class Meta:
        ordering = ["cadence", "position"]
        constraints = [models.UniqueConstraint(fields=["cadence", "key"], name="step_key_in_cadence")]

    def __str__(self) -> str:
        return f"{self.key} ({self.offset:+d} from {self.anchor})"
