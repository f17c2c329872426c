from __future__ import annotations

from django.conf import settings
from django.db import models


class CustomerLink(models.Model):
    """What opens the customer page from one mail: one row for one message that left with a link in it.

    The address carries the message's key and a signature; this row says until when it opens, and for whom.
    """

    message = models.OneToOneField("dunning.Message", models.CASCADE, related_name="customer_link")
    debtor = models.ForeignKey("customers.Customer", models.CASCADE, related_name="+")
    contact = models.ForeignKey("customers.Contact", models.CASCADE, related_name="customer_links")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"customer page of message {self.message_id}"


class VisitCount(models.Model):
    """How often an address or a link came to the customer page since `since`: one row each, kept for a day at most.

    `key` is a keyed hash: neither addresses nor links can be read from it.
    """

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count} since {self.since}"
