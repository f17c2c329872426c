from __future__ import annotations

from django.conf import settings
from django.db import models


class Prepared(models.Model):
    """A part of a page that takes a scan, worked out ahead by the worker: pages read it and never count.

    `user` is empty for what everybody sees; an account manager has rows of its own over its own customers.
    """

    class Part(models.TextChoices):
        NEEDS = "needs", "What waits for a person"
        DONE = "done", "What the agent did"
        AHEAD = "ahead", "What goes out next"
        WEEK = "week", "The whole plan of the week"
        CASH = "cash", "Cash in and expected"
        LEDGER = "ledger", "Aging, DSO and collection effectiveness"
        QUALITY = "quality", "Quality of the agent"

    part = models.CharField(max_length=10, choices=Part)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    data = models.JSONField(default=dict)
    # The instant as of which it is right.
    as_of = models.DateTimeField()
    # Where the installation stood then: another mark means that something happened since.
    mark = models.CharField(max_length=100, blank=True)
    took_ms = models.PositiveIntegerField(default=0)
    # The last time that a page asked for an account manager's own rows.
    asked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "prepared parts"
        constraints = [
            models.UniqueConstraint(fields=["part", "user"], name="prepared_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.part} as of {self.as_of}"
