from __future__ import annotations

from django.conf import settings
from django.db import models


class Case(models.Model):
    """Collecting from one debtor for one creditor, over everything it owes.

    What can be read from open promises, disputes, reviews and messages is not stored here.
    """

    class Status(models.TextChoices):
        UPCOMING = "upcoming"
        OPEN = "open"
        CLOSED = "closed"

    creditor = models.ForeignKey("customers.Creditor", models.PROTECT, related_name="cases", db_index=False)
    debtor = models.ForeignKey("customers.Customer", models.PROTECT, related_name="cases", db_index=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_why = models.CharField(max_length=200, blank=True)
    # Compare-and-set guard: every change that a round must not overwrite bumps it.
    version = models.PositiveIntegerField(default=1)
    policy = models.ForeignKey("dunning.Policy", models.PROTECT, related_name="+", db_index=False)
    cadence = models.ForeignKey("dunning.Cadence", models.PROTECT, related_name="+", db_index=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    # The decision in force
    action = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    reason_text = models.TextField(blank=True)
    until = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    carrying_invoice = models.ForeignKey(
        "customers.Invoice", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    # Total overdue in policy currency at the last look: for sorting, never for asking.
    exposure = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    days_past_due = models.IntegerField(default=0)

    # The episode: attempts and silence count from here.
    episode_started_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    extra_attempts = models.PositiveSmallIntegerField(default=0, help_text="Granted by a person beyond the ceiling.")
    last_outreach_at = models.DateTimeField(null=True, blank=True)
    last_reply_at = models.DateTimeField(null=True, blank=True)

    hold_until = models.DateField(null=True, blank=True)
    hold_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["creditor", "debtor"], condition=~models.Q(status="closed"), name="case_one_open"
            ),
        ]
        indexes = [
            models.Index(fields=["debtor", "-id"], name="case_of_debtor"),
            models.Index(fields=["-exposure", "-id"], name="case_by_exposure"),
        ]

    def __str__(self) -> str:
        return f"Case {self.pk}"


class Look(models.Model):
    """When the round last looked at a debtor, on which ledger version, and when it must look again."""

    creditor = models.ForeignKey("customers.Creditor", models.CASCADE, related_name="+", db_index=False)
    debtor = models.ForeignKey("customers.Customer", models.CASCADE, related_name="+", db_index=False)
    ledger_version = models.BigIntegerField(default=0)
    # Hash of policy and cadence versions; another one means look again.
    rules_version = models.CharField(max_length=40, blank=True)
    next_look_at = models.DateTimeField(null=True)
    # Counts calls for another look: a round does not overwrite one that came while it was deciding.
    calls = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["debtor", "creditor"], name="look_once")]
        indexes = [models.Index(fields=["next_look_at"], name="look_next")]

    def __str__(self) -> str:
        return f"debtor {self.debtor_id} next at {self.next_look_at}"
