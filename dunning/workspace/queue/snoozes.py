"""Until when a review sleeps: the days that are offered, and the one that was said."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

SATURDAY = 5
LONGEST = timedelta(days=366)


def presets(today: date) -> list[tuple[str, date]]:
    """Words and day: tomorrow, in three days, next Monday; none on a weekend."""
    return [
        (_("Tomorrow"), _workday(today + timedelta(days=1))),
        (_("In three days"), _workday(today + timedelta(days=3))),
        (_("Next week"), today + timedelta(days=7 - today.weekday())),
    ]


def said_day(text: str, *, today: date) -> date:
    """An ISO date to come. Raises ValueError with a sentence."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(_("Choose a day.")) from None
    if not today < day <= today + LONGEST:
        raise ValueError(_("Choose a day to come, within a year."))
    return day


def _workday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day
