from __future__ import annotations

from django.db import models


class Segment(models.Model):
    """A group of customers under one policy. Customers name their segment; the empty key is for all others."""

    key = models.CharField(max_length=60, unique=True, blank=True)
    name = models.CharField(max_length=100)
    policy = models.ForeignKey("dunning.Policy", models.PROTECT, related_name="segments")

    def __str__(self) -> str:
        return self.name
