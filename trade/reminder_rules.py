"""What the debtor's country asks of a reminder: a new deadline, and hours at which nothing is sent."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from trade.calendars import calendar_for
from trade.countries import country_code

RULES = Path(__file__).parent / "data" / "reminder_rules.toml"


@dataclass(frozen=True)
class SendingHours:
    """Local hours of one day: from the first, before the second. Empty where nothing may be sent that day."""

    start: int
    end: int

    def __contains__(self, hour: int) -> bool:
        return self.start <= hour < self.end

    def __bool__(self) -> bool:
        return self.start < self.end


def sending_hours(country: str, day: date, *, start: int, end: int) -> SendingHours:
    """A policy's hours within those that the debtor's country leaves; business days are the calendar's matter."""
    return _hours(country_code(country), day.weekday(), start, end)


def new_deadline(country: str, *, sent_on: date) -> date | None:
    """The day of payment that a reminder sent on a day must set: the first business day when it is not before.

    None where the law asks for none. Norway: inkassoloven § 9, at least 14 days from sending.
    """
    days = _rules(country).get("new_deadline_days")
    if days is None:
        return None
    return calendar_for(country).next_business_day(sent_on + timedelta(days=days))


@lru_cache(maxsize=4096)
def _hours(country: str, weekday: int, start: int, end: int) -> SendingHours:
    rule = {**_read()["default"], **_rules(country)}
    close = rule.get("short_days", {}).get(str(weekday), rule["quiet_from"])
    return SendingHours(max(start, rule["quiet_before"]), min(end, close))


def _rules(country: str) -> dict[str, Any]:
    return _read().get("country", {}).get(country_code(country), {})


@cache
def _read() -> dict[str, Any]:
    with RULES.open("rb") as file:
        return tomllib.load(file)
