from __future__ import annotations

from django.conf import settings
from django.db import models


class Wording(models.Model):
    """A sentence of the installation's own in place of one of the writer's.

    `forms` holds one text, or the plural forms in the order of the language's Plural-Forms header.
    """

    language = models.CharField(max_length=2)
    path = models.CharField(max_length=60, help_text="Where it stands, such as purpose.firm.opening.")
    variant = models.PositiveSmallIntegerField(default=0)
    forms = models.JSONField(default=list)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["language", "path", "variant"]
        constraints = [models.UniqueConstraint(fields=["language", "path", "variant"], name="wording_once")]

    def __str__(self) -> str:
        return f"{self.path} {self.variant + 1} ({self.language})"
