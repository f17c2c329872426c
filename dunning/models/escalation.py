from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Escalation(models.Model):
    """An account manager is asked, or told, about a debtor; once per rule and level until armed again."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        ANSWERED = "answered", _("Answered")
        EXPIRED = "expired", _("Expired")

    class Answer(models.TextChoices):
        HOLD = "hold", _("Hold")
        CALL = "call", _("I will call")
        GO_ON = "go_on", _("Go on")
        DISPUTE = "dispute", _("This is a service problem")
        SOMEBODY_ELSE = "somebody_else", _("Somebody else's")

    case = models.ForeignKey("dunning.Case", models.PROTECT, related_name="escalations")
    debtor = models.ForeignKey("customers.Customer", models.PROTECT, related_name="escalations")
    rule_key = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    heads_up = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    reason_text = models.TextField()
    exposure = models.DecimalField(max_digits=18, decimal_places=2)
    sent_to = models.EmailField(blank=True)
    opened_at = models.DateTimeField()
    notified_at = models.DateTimeField(null=True, blank=True)
    nagged_at = models.DateTimeField(null=True, blank=True)
    deadline = models.DateField()
    # Since when the rule has not been met; armed again after 30 days of it.
    unmet_since = models.DateField(null=True, blank=True)
    armed_again_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=15, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_email = models.EmailField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["debtor", "rule_key", "level"],
                condition=models.Q(armed_again_at__isnull=True),
                name="escalation_once_until_armed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_key} level {self.level} ({self.status})"
