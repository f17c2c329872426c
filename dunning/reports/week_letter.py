"""The mail around the week's report: the few figures that matter, the rest as a PDF, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from dunning.reports.shown import shown
from dunning.reports.week import WeekReport
from dunning.reports.week_paper import week_pdf

if TYPE_CHECKING:
    from django.contrib.auth.models import User

FIRST = ("overdue", "overdue_share", "dso", "collection_effectiveness", "promises_kept", "touchless_share")


def week_letter(report: WeekReport, *, to: User) -> EmailMessage:
    """In the person's language; not sent yet."""
    language = language_of(to)
    with override(language):
        subject = _("Receivables, week to %(day)s") % {"day": date_format(report.on)}
        letter = EmailMessage(
            subject=subject,
            body=_body(report, to=to, language=language),
            to=[to.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        letter.attach(f"week-{report.on.isoformat()}.pdf", week_pdf(report, language=language), "application/pdf")
    return letter


def language_of(user: User) -> str:
    """As the person reads the workspace; the installation's own language else."""
    from dunning.models import Preference

    chosen = Preference.objects.filter(user=user).values_list("language", flat=True).first()
    return chosen or settings.LANGUAGE_CODE


def _body(report: WeekReport, *, to: User, language: str) -> str:
    address = settings.PUBLIC_URL + reverse("admin:customers_snapshot_figures")
    name = to.first_name or to.get_username()
    lines = [_line(report, name, language) for name in FIRST]
    return "\n".join(
        [
            _("Good morning, %(name)s") % {"name": name} + ",",
            "",
            _("the week to %(day)s at %(creditor)s, beside the week before:")
            % {"day": date_format(report.on), "creditor": report.creditor},
            "",
            *(line for line in lines if line),
            "",
            _("All figures are in the attached PDF, and with their trend at %(address)s.") % {"address": address},
            _("This mail comes on Mondays. On that page you can say that you do not want it."),
        ]
    )


def _line(report: WeekReport, name: str, language: str) -> str:
    line = report.line(name)
    if line is None:
        return ""
    now, before = (
        shown(line.named, value, currency=report.currency, language=language) for value in (line.now, line.week_before)
    )
    return _("%(figure)s: %(now)s (before: %(before)s)") % {"figure": line.named.label, "now": now, "before": before}
