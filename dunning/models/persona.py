from __future__ import annotations

from django.db import models


class Persona(models.Model):
    """In whose name the agent writes."""

    name = models.CharField(max_length=60, unique=True)
    sender_name = models.CharField(max_length=100)
    sender_email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return self.name
