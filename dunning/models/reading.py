from __future__ import annotations

from django.conf import settings
from django.db import models


class Reading(models.Model):
    """What a reader said a mail means (contract JSON in `answer`), and what became of it."""

    class Status(models.TextChoices):
        PROPOSED = "proposed"
        APPLIED = "applied"
        CORRECTED = "corrected"
        UNDONE = "undone"

    mail = models.ForeignKey("dunning.IncomingMail", models.CASCADE, related_name="readings")
    reader = models.CharField(max_length=40)
    answer = models.JSONField()
    quotes = models.JSONField(default=dict, help_text="The sentence that each answer rests on.")
    # The chat model's own reading, where one read beside the packaged reader, and where the two differ, in words.
    second_answer = models.JSONField(null=True, blank=True)
    second_quotes = models.JSONField(default=dict, blank=True)
    differences = models.JSONField(default=list, blank=True)
    # What the reader was told of the account, for learning from a correction; empty where a person read.
    account = models.JSONField(default=dict, blank=True)
    confidence = models.FloatField()
    needs_human = models.BooleanField()
    human_reasons = models.JSONField(default=list)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Reading of {self.mail_id} by {self.reader}"


class Correction(models.Model):
    """A person's better reading of a mail: a labelled example of this installation."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="corrections")
    answer = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Correction of reading {self.reading_id}"
