from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from customers.services.importing.report import ImportRefused
from trade.countries import local_date


def known_from(as_of: date, *, now: datetime, time_zone: str) -> datetime:
    """From when rounds see a file of that day: now, or for an earlier day its start in the creditor's zone.

    Raises ImportRefused for a day to come: data that claims it would pass for fresh until then. A day's difference is
    let pass, for whoever imports may be east of the creditor.
    """
    today = local_date(now, time_zone)
    if as_of > today + timedelta(days=1):
        raise ImportRefused(f"The data cannot speak of {as_of}, a day to come.")
    if as_of >= today:
        return now
    return datetime.combine(as_of, datetime.min.time(), tzinfo=ZoneInfo(time_zone))
