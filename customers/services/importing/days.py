from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from trade.countries import local_date


def known_from(as_of: date, *, now: datetime, time_zone: str) -> datetime:
    """From when rounds see a file of that day: now, or for an earlier day its start in the creditor's zone."""
    if as_of >= local_date(now, time_zone):
        return now
    return datetime.combine(as_of, datetime.min.time(), tzinfo=ZoneInfo(time_zone))
