from __future__ import annotations

from django.db import models


class Creditor(models.Model):
    """Our legal entity: who is owed, in whose name mail goes out."""

    name = models.CharField(max_length=200, unique=True)
    currency = models.CharField(max_length=3, default="EUR")
    country = models.CharField(max_length=2, blank=True)
    time_zone = models.CharField(max_length=50, default="UTC")
    bank_details = models.TextField(blank=True)
    payment_link = models.URLField(blank=True, help_text="May hold {number}: the first invoice asked for.")
    sender_name = models.CharField(max_length=100, blank=True, help_text="The person in whose name mails are signed.")
    sender_email = models.EmailField(blank=True)
    reply_to = models.EmailField(blank=True, help_text="Mailbox for replies; +token is added to its local part.")
    ar_manager_email = models.EmailField(blank=True)

    def __str__(self) -> str:
        return self.name
