from __future__ import annotations

from django.conf import settings
from django.db import models


class WeeklyReport(models.Model):
    """Whether a person wants the week's figures by mail, and when the last ones went out. No row: it wants them."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    wanted = models.BooleanField(default=True)
    # The Monday of the week that was sent last: one mail a week, however often the job runs.
    last_week = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.user}: {'wanted' if self.wanted else 'not wanted'}"
