from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class PriorityRule(models.Model):
    """What moves a review up or down in the queue: so many percent of the cash at risk, shown as points.

    A kind without a row has the points of `dunning.priority.DEFAULTS`.
    """

    class Kind(models.TextChoices):
        PROMISE_NEAR = "promise_near", _("A payment is promised within so many days")
        DISPUTE_OPEN = "dispute_open", _("So many disputes are open")
        PAYMENT_CLAIMED = "payment_claimed", _("So many payments are announced or said to be made")
        BROKEN_PROMISES = "broken_promises", _("So many promises were broken in half a year")
        SILENCE = "silence", _("So many messages without an answer")
        OVER_LIMIT = "over_limit", _("More is open than the credit limit, by so many percent of it")

    kind = models.CharField(max_length=20, choices=Kind, unique=True)
    percent = models.SmallIntegerField(
        validators=[MinValueValidator(-100), MaxValueValidator(300)],
        help_text=_("Of the cash at risk; below zero it waits longer, 0 switches the rule off."),
    )
    threshold = models.PositiveSmallIntegerField(help_text=_("What the rule counts, from which on it holds."))

    class Meta:
        verbose_name = _("priority rule")
        verbose_name_plural = _("priority rules")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.percent:+d} %"
