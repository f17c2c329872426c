from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DisputeComment(models.Model):
    """What somebody said about a dispute: a person with a login, or whoever was asked by mail."""

    dispute = models.ForeignKey("dunning.Dispute", models.CASCADE, related_name="comments")
    text = models.TextField()
    written_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    by_email = models.EmailField(blank=True)

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class DisputeFile(models.Model):
    """Evidence: uploaded by a person, or an attachment of the customer's mail. Stored, offered for download only."""

    dispute = models.ForeignKey("dunning.Dispute", models.CASCADE, related_name="files")
    name = models.CharField(max_length=300)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to="disputes/%Y/%m/", max_length=300)
    attachment = models.ForeignKey(
        "dunning.Attachment", models.SET_NULL, null=True, blank=True, related_name="dispute_files"
    )
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class DisputeApproval(models.Model):
    """A named person is asked, by mail, whether a dispute is justified; answers once, by a signed link."""

    class Answer(models.TextChoices):
        VALID = "valid", _("The customer is right")
        PARTLY = "partly", _("The customer is partly right")
        INVALID = "invalid", _("The customer is not right")
        NEED_MORE = "need_more", _("I need to know more")

    dispute = models.ForeignKey("dunning.Dispute", models.CASCADE, related_name="approvals")
    email = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=5, blank=True)
    question = models.TextField(blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    deadline = models.DateField()
    notified_at = models.DateTimeField(null=True, blank=True)
    nagged_at = models.DateTimeField(null=True, blank=True)
    nags = models.PositiveSmallIntegerField(default=0)
    # When its lateness went to the AR manager.
    late_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    comment = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "email"],
                condition=models.Q(answered_at__isnull=True, withdrawn_at__isnull=True),
                name="dispute_asks_one_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["deadline"],
                name="dispute_approval_waiting",
                condition=models.Q(answered_at__isnull=True, withdrawn_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_open(self) -> bool:
        return self.answered_at is None and self.withdrawn_at is None
