from __future__ import annotations

from django.conf import settings
from django.db import models


class ImportRun(models.Model):
    """One file read: what landed, what changed, what was refused."""

    class Layout(models.TextChoices):
        CUSTOMERS = "customers"
        CONTACTS = "contacts"
        INVOICES = "invoices"
        PAYMENTS = "payments"
        STATEMENT = "statement", "Bank statement"

    class Status(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        REFUSED = "refused", "Refused: nothing landed"

    source = models.ForeignKey("customers.LedgerSource", models.PROTECT, related_name="imports")
    layout = models.CharField(max_length=10, choices=Layout)
    kind = models.CharField(max_length=10, blank=True, help_text="snapshot or delta")
    file_name = models.CharField(max_length=300)
    as_of = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.RUNNING)
    problem = models.TextField(blank=True, help_text="Why nothing landed, in a sentence.")
    rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0, help_text="Left out by the preset, not there yet, or out of date.")
    notes = models.TextField(blank=True, help_text="What the person who imports should know, a sentence to a line.")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.layout} from {self.file_name}"


class ImportRow(models.Model):
    """A rejected row with its reason; rows that landed are not kept here."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rejects")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=120, blank=True)
    value = models.TextField(blank=True)
    why = models.TextField()
    raw = models.JSONField(default=dict)

    class Meta:
        ordering = ["run", "row"]

    def __str__(self) -> str:
        return f"row {self.row}: {self.why}"
