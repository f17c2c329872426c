from __future__ import annotations

from django.db import models

# Not yet worked in by the agent: the case waits for these.
_UNREAD = ("stored", "matched", "read")


class IncomingMail(models.Model):
    """A received mail: raw bytes first, then matched, read, applied. Mail is hostile input."""

    class Status(models.TextChoices):
        STORED = "stored"
        MATCHED = "matched"
        UNMATCHED = "unmatched"
        READ = "read"
        APPLIED = "applied"
        QUEUED = "queued", "Queued for a person"
        IGNORED = "ignored"
        FAILED = "failed"

    UNREAD = _UNREAD

    # Provider event id, or mailbox with UIDVALIDITY and UID, or a hash of Message-ID, sender and body.
    dedupe_key = models.CharField(max_length=300, unique=True)
    mailbox = models.CharField(max_length=100, blank=True)
    raw = models.BinaryField()
    payload = models.JSONField(default=dict, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.STORED)
    received_at = models.DateTimeField()
    # The mail's own date with its own offset in minutes: relative dates count from there.
    utc_offset_minutes = models.SmallIntegerField(default=0)
    stored_at = models.DateTimeField()
    message_id = models.CharField(max_length=500, blank=True, db_index=True)
    body_hash = models.CharField(max_length=64, blank=True)
    from_name = models.CharField(max_length=300, blank=True)
    from_email = models.CharField(max_length=320, blank=True)
    to_email = models.CharField(max_length=320, blank=True)
    subject = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    body_text = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    # "": a person wrote it; else auto_reply, bounce, complaint.
    automatic = models.CharField(max_length=12, blank=True)

    case = models.ForeignKey("dunning.Case", models.PROTECT, null=True, blank=True, related_name="incoming")
    debtor = models.ForeignKey("customers.Customer", models.PROTECT, null=True, blank=True, related_name="incoming")
    contact = models.ForeignKey("customers.Contact", models.SET_NULL, null=True, blank=True, related_name="+")
    matched_by = models.CharField(max_length=30, blank=True)

    lease_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["status", "id"],
                name="incoming_work",
                condition=models.Q(status__in=_UNREAD),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_email}: {self.subject}"


class Attachment(models.Model):
    """A file that came with a mail. Stored, never opened; `file` is empty where it was too large to be stored apart."""

    mail = models.ForeignKey(IncomingMail, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=300)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to="incoming/%Y/%m/", blank=True)

    def __str__(self) -> str:
        return self.name
