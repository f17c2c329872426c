"""The week's figures by mail, with a PDF, to the AR managers who want them. Once a week, however often the job runs."""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from anymail.exceptions import AnymailError
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db.models import Q

from dunning.access import MANAGER
from dunning.models import WeeklyReport
from dunning.reports.week import WeekReport, week_report
from dunning.reports.week_letter import week_letter

if TYPE_CHECKING:
    from collections.abc import Iterable

logger = logging.getLogger(__name__)

NO_MAIL = (AnymailError, OSError)


def send_weekly_reports(*, as_of: datetime, today: date) -> int:
    """Mail the figures of the week before to every AR manager with an address. Returns how many went out.

    A job: call it outside of transactions. Each mail is claimed on its row first: a crash loses one, never doubles it.
    """
    monday = today - timedelta(days=today.weekday())
    report = week_report(on=monday - timedelta(days=1))
    if report is None:
        return 0
    return sum(_send(user, report, monday=monday) for user in _wanting(monday))


def want_weekly_report(*, user: User, wanted: bool) -> None:
    WeeklyReport.objects.update_or_create(user=user, defaults={"wanted": wanted})


def _wanting(monday: date) -> Iterable[User]:
    rows = User.objects.filter(is_active=True, groups__name=MANAGER).exclude(email="")
    had = WeeklyReport.objects.filter(Q(wanted=False) | Q(last_week__gte=monday))
    return rows.exclude(pk__in=had.values("user")).order_by("pk").distinct()


def _send(user: User, report: WeekReport, *, monday: date) -> bool:
    WeeklyReport.objects.get_or_create(user=user)
    fresh = WeeklyReport.objects.filter(Q(last_week=None) | Q(last_week__lt=monday), user=user, wanted=True)
    before = fresh.values_list("last_week", flat=True).first()
    if not fresh.update(last_week=monday):
        return False
    letter: EmailMessage = week_letter(report, to=user)
    try:
        letter.send()
    except NO_MAIL:
        logger.exception("The week's figures could not be handed over; they are tried again.")
        WeeklyReport.objects.filter(user=user).update(last_week=before)
        return False
    return True
