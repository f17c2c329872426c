from __future__ import annotations

from django.db import models


class Persona(models.Model):
    """In whose name the agent writes."""

    class Tone(models.TextChoices):
        RELATION = "", "by how the customer has paid so far"
        RESERVED = "reserved", "reserved: never a word on the relation"

    name = models.CharField(max_length=60, unique=True)
    sender_name = models.CharField(max_length=100)
    sender_title = models.CharField(max_length=100, blank=True, help_text="Stands below the name.")
    sender_email = models.EmailField(blank=True)
    tone = models.CharField(max_length=10, choices=Tone, default=Tone.RELATION, blank=True)
    sign_offs = models.JSONField(
        default=dict, blank=True, help_text="The line above the name by language, in place of ours."
    )

    def __str__(self) -> str:
        return self.name
