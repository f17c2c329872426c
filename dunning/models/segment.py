from __future__ import annotations

from django.db import models


class Segment(models.Model):
    """A group of customers under one policy. Customers name their segment; the empty key is for all others."""

    key = models.CharField(max_length=60, unique=True, blank=True)
    name = models.CharField(max_length=100)
    policy = models.ForeignKey("dunning.Policy", models.PROTECT, related_name="segments")

    def __str__(self) -> str:
        return self.name


class Rung(models.Model):
    """How far the agent may go alone with one kind of action in one segment."""

    class Kind(models.TextChoices):
        REMINDER = "reminder"
        ANSWER = "answer"
        DOCUMENT = "document"
        THANKS = "thanks"
        READING = "reading", "Booking what a reply means"

    class Level(models.IntegerChoices):
        MONITOR = 0
        SUGGEST = 1
        ASSIST = 2
        AUTONOMOUS = 3

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="rungs")
    kind = models.CharField(max_length=10, choices=Kind)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.SUGGEST)
    amount_limit = models.DecimalField(
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Total overdue in policy currency up to which it goes alone.",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["segment", "kind"], name="rung_once")]

    def __str__(self) -> str:
        return f"{self.segment}: {self.kind} {self.get_level_display()}"
