from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Installation(models.Model):
    """The one row of settings that people change at run time."""

    global_stop = models.BooleanField(default=False, help_text="Nothing is decided or sent while this is on.")
    global_stop_reason = models.CharField(max_length=300, blank=True)
    # A simulation may move the clock, and its mail goes to files only. Never set once real mail has left.
    simulation = models.BooleanField(default=False)

    # Moves on with every change of a wording, so that writers read their own copy again.
    wording_version = models.PositiveIntegerField(default=0, editable=False)

    # Steps of the setup that somebody has called unneeded, by their keys.
    setup_skipped = ArrayField(models.CharField(max_length=20), default=list, blank=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="installation_is_one_row")]

    def __str__(self) -> str:
        return "Installation"

    @classmethod
    def current(cls) -> Installation:
        return cls.objects.get_or_create(pk=1)[0]
