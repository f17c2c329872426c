from __future__ import annotations

from django.db import models


class MailboxPosition(models.Model):
    """How far a mailbox on an IMAP server has been read. UIDs grow within one UIDVALIDITY (RFC 3501, 2.3.1.1)."""

    # user@host/folder, never a password.
    mailbox = models.CharField(max_length=100, unique=True)
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    # Everything that had arrived by then is stored; empty before the first look has ended.
    looked_at = models.DateTimeField(null=True, blank=True)
    # Why the last look failed, "" if it did not.
    problem = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.mailbox}: {self.uid_validity}/{self.last_uid}"
