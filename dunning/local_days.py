"""The debtor's own day: overdue, hours and "one a day" go by its time zone and its country's business days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from customers.models import Creditor, Customer
from dunning.models import Case, Policy
from trade.calendars import BusinessCalendar, calendar_for
from trade.countries import local_date, time_zone_for
from trade.reminder_rules import SendingHours, sending_hours

# Longer than any run of short days.
DAYS_AHEAD = 7


def time_zone_of(debtor: Customer, creditor: Creditor) -> str:
    return time_zone_from(debtor.time_zone, debtor.country, creditor.time_zone)


def time_zone_from(own: str, country: str, creditor_zone: str) -> str:
    """The debtor's own zone, else its country's, else ours."""
    return own or (time_zone_for(country) if country else "") or creditor_zone


def today_of(case: Case, *, as_of: datetime) -> date:
    """The debtor's local date; expects debtor and creditor loaded."""
    return local_date(as_of, time_zone_of(case.debtor, case.creditor))


def calendar_of(debtor: Customer) -> BusinessCalendar:
    return calendar_for(debtor.country)


def business_deadline(days: int, *, case: Case, as_of: datetime) -> date:
    """So many business days from now, by our own calendar: people on our side keep it."""
    return deadline_of(case.creditor, days, as_of=as_of)


def deadline_of(creditor: Creditor, days: int, *, as_of: datetime) -> date:
    """So many of the creditor's business days from its today."""
    return calendar_for(creditor.country).add_business_days(local_date(as_of, creditor.time_zone), days)


def next_opening(instant: datetime, *, case: Case, policy: Policy) -> datetime:
    """The instant itself inside the policy's hours on a business day of the debtor, else the next opening.

    The hours are the policy's as far as the debtor's country leaves them; where they never meet, the policy's own
    first hour of the next business day is answered, and sending looks again then.
    """
    zone = ZoneInfo(time_zone_of(case.debtor, case.creditor))
    local, calendar = instant.astimezone(zone), calendar_of(case.debtor)

    def hours(day: date) -> SendingHours:
        return sending_hours(case.debtor.country, day, start=policy.send_from_hour, end=policy.send_until_hour)

    today = hours(local.date())
    if calendar.is_business_day(local.date()) and local.hour in today:
        return instant
    day = calendar.next_business_day(local.date() if local.hour < today.start else local.date() + timedelta(days=1))
    for _ in range(DAYS_AHEAD):
        if hours(day):
            break
        day = calendar.add_business_days(day, 1)
    return datetime.combine(day, time(hours(day).start), tzinfo=zone).astimezone(instant.tzinfo)
