from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from customers.models import Customer
from dunning.models.cadence import Step
from dunning.models.segment import Segment


class Rung(models.Model):
    """How far the agent may go alone with one kind of action in one segment.

    Reminders may have a rung for a stage of their own; a stage without one is ruled by that of the kind.
    """

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
    stage = models.CharField(
        max_length=12, choices=Step.Stage, blank=True, help_text="Of a reminder; empty: all stages without a rung."
    )
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.SUGGEST)
    amount_limit = models.DecimalField(
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Total overdue in policy currency up to which it goes alone.",
    )
    stages_alone = ArrayField(
        models.CharField(max_length=12, choices=Step.Stage),
        default=list,
        blank=True,
        help_text="Stages that may go alone. None: on assist up to the follow-up, on autonomous all but the final one.",
    )
    least_confidence = models.DecimalField(
        max_digits=4,
        decimal_places=3,
        null=True,
        blank=True,
        help_text="Where it is stricter than the policy's: how sure the reading must be that is booked or answered.",
    )
    person_tiers = ArrayField(
        models.CharField(max_length=20, choices=Customer.Tier),
        default=list,
        blank=True,
        help_text="Customers of these tiers always need a person; key accounts do anyway.",
    )
    # Evidence from before this speaks of another rung.
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["segment", "kind", "stage"], name="rung_once"),
            models.CheckConstraint(
                condition=models.Q(stage="") | models.Q(kind="reminder"), name="rung_stage_of_reminder"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.segment}: {cell_words(self.kind, self.stage)} {self.get_level_display()}"


def cell_words(kind: str, stage: str) -> str:
    """“reminder, first” or “thanks”."""
    return f"{kind}, {stage.replace('_', ' ')}" if stage else kind


class Evidence(models.Model):
    """What came of one text or reading of the agent: what the steps of the ladder rest on.

    Written with the decision, in its transaction. `level` is the rung that it was made under.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting"
        UNCHANGED = "unchanged", "Approved unchanged"
        EDITED = "edited", "Approved after an edit"
        REJECTED = "rejected"
        ALONE = "alone", "Went without a person"
        BLOCKED = "blocked", "Blocked by the guard"
        SHADOW = "shadow", "Only watched"

    message = models.OneToOneField("dunning.Message", models.CASCADE, null=True, related_name="evidence")
    reading = models.OneToOneField("dunning.Reading", models.CASCADE, null=True, related_name="evidence")
    segment = models.ForeignKey(Segment, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=10, choices=Rung.Kind)
    stage = models.CharField(max_length=12, blank=True)
    level = models.PositiveSmallIntegerField(choices=Rung.Level)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    decided_at = models.DateTimeField()
    # The latest change of any column: scorecards are computed for what moved.
    touched_at = models.DateTimeField()
    # 0 to 1; the share of words that a person changed.
    changed_share = models.FloatField(null=True)
    # What the guard found in the agent's own text, though a later text be clean.
    codes = ArrayField(models.CharField(max_length=40), default=list)
    blocked_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    complained_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(message__isnull=False, reading__isnull=True)
                | models.Q(message__isnull=True, reading__isnull=False),
                name="evidence_one_subject",
            ),
        ]
        indexes = [
            models.Index(
                fields=["segment", "kind", "stage", "-decided_at", "-id"],
                name="evidence_newest",
                condition=~models.Q(outcome="waiting"),
            ),
            models.Index(
                fields=["segment", "kind", "stage", "touched_at"],
                name="evidence_touched",
                condition=~models.Q(outcome="waiting"),
            ),
        ]

    def __str__(self) -> str:
        return f"{cell_words(self.kind, self.stage)}: {self.outcome}"


class Scorecard(models.Model):
    """One cell of the ladder over its newest evidence (the policy's `evidence_window`) as of a day.

    Only evidence since the rung's last change counts. Cells in which nothing moved get no new row.
    """

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="scorecards", db_index=False)
    kind = models.CharField(max_length=10, choices=Rung.Kind)
    stage = models.CharField(max_length=12, blank=True)
    day = models.DateField()
    computed_at = models.DateTimeField()
    level = models.PositiveSmallIntegerField(choices=Rung.Level)
    unchanged = models.PositiveIntegerField()
    edited = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    alone = models.PositiveIntegerField()
    shadows = models.PositiveIntegerField()
    # Shadows after which a person wrote or called within the policy's `shadow_days`.
    shadows_matched = models.PositiveIntegerField()
    blocked = models.PositiveIntegerField()
    blocked_on_facts = models.PositiveIntegerField()
    # Among the newest `step_down_window`.
    blocked_lately = models.PositiveIntegerField()
    complaints = models.PositiveIntegerField()
    replies = models.PositiveIntegerField()
    # Mean share of words changed over what was edited.
    changed_share = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["segment", "kind", "stage", "day"], name="scorecard_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.segment}: {cell_words(self.kind, self.stage)} on {self.day}"

    @property
    def decided(self) -> int:
        """What somebody could have stopped: approved, edited, rejected, or gone alone."""
        return self.unchanged + self.edited + self.rejected + self.alone

    @property
    def unchanged_share(self) -> float | None:
        """Of what was decided, what went as the agent wrote it; None where nothing was decided."""
        return (self.unchanged + self.alone) / self.decided if self.decided else None


class RungChange(models.Model):
    """A step on the ladder: proposed upwards, to be taken by a person, or taken downwards by the agent itself."""

    class Status(models.TextChoices):
        PROPOSED = "proposed"
        TAKEN = "taken"
        REFUSED = "refused"
        LAPSED = "lapsed", "Lapsed: the evidence moved on"

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="rung_changes")
    kind = models.CharField(max_length=10, choices=Rung.Kind)
    stage = models.CharField(max_length=12, blank=True)
    from_level = models.PositiveSmallIntegerField(choices=Rung.Level)
    to_level = models.PositiveSmallIntegerField(choices=Rung.Level)
    why = models.TextField()
    status = models.CharField(max_length=8, choices=Status)
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    # Empty for a step that the agent took by itself, which is always one down.
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "step on the ladder"
        verbose_name_plural = "steps on the ladder"
        constraints = [
            models.UniqueConstraint(
                fields=["segment", "kind", "stage"],
                condition=models.Q(status="proposed"),
                name="rung_change_one_proposed",
            ),
        ]

    def __str__(self) -> str:
        levels = f"{self.get_from_level_display()} to {self.get_to_level_display()}"
        return f"{self.segment}: {cell_words(self.kind, self.stage)} from {levels}"

    @property
    def is_up(self) -> bool:
        return self.to_level > self.from_level
