"""What the queue keeps beside its reviews: answers just given, who looks at what, and saved views."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class GivenAnswer(models.Model):
    """A person's answer to a review while it can still be taken back; then it is carried out and the row goes.

    `problem`: carrying it out failed, and the review waits again with this sentence.
    """

    review = models.OneToOneField("dunning.Review", models.CASCADE, related_name="given")
    outcome = models.CharField(max_length=40)
    note = models.TextField(blank=True)
    until = models.DateField(null=True, blank=True)
    # The key of the row that an outcome is about beside the review's subject: the case that a mail is given to.
    target = models.BigIntegerField(null=True, blank=True)
    # What was shown when it was given: it is carried out on nothing else.
    seen = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    given_at = models.DateTimeField()
    due_at = models.DateTimeField()
    problem = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="given_due", condition=models.Q(problem=""))]

    def __str__(self) -> str:
        return f"{self.outcome} on review {self.review_id}"


class ReviewLease(models.Model):
    """Somebody has a review open, until that instant unless the page says so again."""

    review = models.ForeignKey("dunning.Review", models.CASCADE, related_name="leases", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "user"], name="review_lease_once")]

    def __str__(self) -> str:
        return f"{self.user_id} looks at review {self.review_id}"


class QueueView(models.Model):
    """Filters of the queue under a name; `query` as the page's address has them."""

    name = models.CharField(max_length=60)
    query = models.JSONField(default=dict, blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="queue_views")
    shared = models.BooleanField(default=False, help_text="The whole team sees it.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="queue_view_name")]
        indexes = [models.Index(fields=["name"], name="queue_view_shared", condition=models.Q(shared=True))]

    def __str__(self) -> str:
        return self.name


class DefaultQueueView(models.Model):
    """The view that a person's queue opens with."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    view = models.ForeignKey(QueueView, models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.view_id} of {self.user_id}"
