from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from dunning.models.segment import Segment


class Pilot(models.Model):
    """A segment's debtors split by lot: with one half the agent suggests, with the other it only watches."""

    name = models.CharField(_("name"), max_length=120)
    segment = models.ForeignKey(Segment, models.PROTECT, related_name="pilots", verbose_name=_("segment"))
    # The draw can be repeated from it.
    seed = models.BigIntegerField()
    # Recovery is the share of what was overdue at the start that was paid within so many days.
    days = models.PositiveSmallIntegerField(default=30)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_why = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("pilot")
        verbose_name_plural = _("pilots")
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return self.name


class PilotMember(models.Model):
    """One debtor of a pilot, as it stood on the first day. `overdue` in policy currency.

    `median_late`: days by which it paid late at the middle, None without history.
    """

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="members", db_index=False)
    debtor = models.ForeignKey("customers.Customer", models.CASCADE, related_name="+", db_index=False)
    treated = models.BooleanField()
    stratum = models.CharField(max_length=40)
    overdue = models.DecimalField(max_digits=18, decimal_places=2)
    invoices = models.PositiveIntegerField()
    median_late = models.FloatField(null=True)
    running = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pilot", "debtor"], name="pilot_member_once"),
            # Also how the rung of a debtor is found.
            models.UniqueConstraint(
                fields=["debtor"], condition=models.Q(running=True), name="pilot_member_runs_in_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.debtor_id}: {'treated' if self.treated else 'control'}"
