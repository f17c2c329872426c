from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Preference(models.Model):
    """How one person likes to see the workspace. Empty: the browser's language, the installation's time zone."""

    class Language(models.TextChoices):
        ENGLISH = "en", "English"
        GERMAN = "de", "Deutsch"

    class Formats(models.TextChoices):
        """Countries whose way of writing amounts and days can be had in any language."""

        GERMANY = "DE", _("Germany: 1.234,50 €, 31.12.2026")
        AUSTRIA = "AT", _("Austria: € 1.234,50, 31.12.2026")
        SWITZERLAND = "CH", _("Switzerland: 1’234.50, 31.12.2026")
        BRITAIN = "GB", _("United Kingdom: €1,234.50, 31/12/2026")
        AMERICA = "US", _("United States: €1,234.50, 12/31/2026")

    class StartPage(models.TextChoices):
        TODAY = "today", _("Today")
        QUEUE = "queue", _("The queue")
        CASES = "cases", _("The cases")
        MONEY = "money", _("Unmatched money")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preference")
    language = models.CharField(_("language"), max_length=5, choices=Language, blank=True)
    formats = models.CharField(_("amounts and days"), max_length=2, choices=Formats, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=50, blank=True)
    start_page = models.CharField(_("first page"), max_length=10, choices=StartPage, default=StartPage.TODAY)

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")

    def __str__(self) -> str:
        return f"Preferences of {self.user}"
