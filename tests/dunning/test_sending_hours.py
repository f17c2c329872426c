"""Mail leaves in the debtor's own hours: zones, holidays, week-ends and what its country forbids."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from customers.models import Creditor, Customer
from dunning.local_days import next_opening
from dunning.models import Case, Policy
from tests.dunning.case_facts_building import AS_OF, facts, item
from tests.dunning.test_decisions import decided
from trade.calendars import calendar_for


def opening(instant: datetime, country: str, *, time_zone: str = "", start: int = 8, end: int = 17) -> datetime:
    creditor = Creditor(country="DE", time_zone="Europe/Berlin")
    case = Case(creditor=creditor, debtor=Customer(country=country, time_zone=time_zone))
    return next_opening(instant, case=case, policy=Policy(send_from_hour=start, send_until_hour=end))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "opens"),
    [
        ("JP", utc(2026, 3, 4, 23)),  # 19:00 in Tokyo: Thursday at 8
        ("DE", utc(2026, 3, 4, 10)),
        ("US", utc(2026, 3, 4, 13)),  # 5:00 in New York
        ("AU", utc(2026, 3, 4, 21)),  # 21:00 in Sydney: Thursday at 8, daylight time
        ("IN", utc(2026, 3, 5, 2, 30)),  # Holi on the 4th; 8:00 is half past two in UTC
    ],
)
def test_the_hours_are_those_of_the_debtor(country, opens):
    assert opening(utc(2026, 3, 4, 10), country) == opens


def test_a_zone_of_its_own_comes_before_the_one_of_its_country():
    assert opening(utc(2026, 3, 4, 13), "US", time_zone="America/Los_Angeles") == utc(2026, 3, 4, 16)


def test_the_hour_of_the_clock_change_moves_the_opening():
    # Europe turns the clock on Sunday, 29 March 2026.
    assert opening(utc(2026, 3, 27, 17), "DE") == utc(2026, 3, 30, 6)
    assert opening(utc(2026, 3, 26, 17), "DE") == utc(2026, 3, 27, 7)


def test_a_public_holiday_of_the_debtor_is_passed_over():
    # 6 April 2026 is Easter Monday in Germany and an ordinary day in the United States.
    assert opening(utc(2026, 4, 3, 10), "DE") == utc(2026, 4, 7, 6)
    assert opening(utc(2026, 4, 6, 14), "US") == utc(2026, 4, 6, 14)


@pytest.mark.parametrize("country", ["SA", "IL"])
def test_friday_is_a_day_of_rest_in_saudi_arabia_and_israel_and_sunday_is_not(country):
    friday = datetime(2026, 5, 8, 10, tzinfo=ZoneInfo("Asia/Riyadh"))
    opens = opening(friday, country)
    assert opens.astimezone(ZoneInfo({"SA": "Asia/Riyadh", "IL": "Asia/Jerusalem"}[country])).isoformat()[:16] == (
        "2026-05-10T08:00"
    )


def test_friday_in_the_emirates_ends_at_noon_and_the_week_begins_on_monday():
    dubai = ZoneInfo("Asia/Dubai")
    assert opening(datetime(2026, 5, 8, 11, tzinfo=dubai), "AE") == datetime(2026, 5, 8, 11, tzinfo=dubai)
    assert opening(datetime(2026, 5, 8, 12, tzinfo=dubai), "AE") == datetime(2026, 5, 11, 8, tzinfo=dubai)


def test_a_policy_for_afternoons_passes_over_the_short_friday():
    dubai = ZoneInfo("Asia/Dubai")
    assert opening(datetime(2026, 5, 7, 18, tzinfo=dubai), "AE", start=13) == datetime(2026, 5, 11, 13, tzinfo=dubai)


def test_no_policy_sends_before_eight_or_after_nine_in_the_evening():
    berlin = ZoneInfo("Europe/Berlin")
    early, late = (datetime(2026, 3, 4, hour, tzinfo=berlin) for hour in (5, 21))
    assert opening(early, "DE", start=0, end=24) == datetime(2026, 3, 4, 8, tzinfo=berlin)
    assert opening(late, "DE", start=0, end=24) == datetime(2026, 3, 5, 8, tzinfo=berlin)
    assert opening(late - timedelta(hours=1), "DE", start=0, end=24) == late - timedelta(hours=1)


def test_the_decision_keeps_the_hours_of_the_country():
    rules = {"send_from_hour": 6, "send_until_hour": 22}
    evening = facts(item(), as_of=AS_OF.replace(hour=19), country="IN", rules=rules)
    assert (decided(evening).reason, decided(evening).until) == ("outside_hours", utc(2026, 3, 5, 8))
    early = facts(item(), as_of=AS_OF.replace(hour=7), rules=rules)
    assert (decided(early).reason, decided(early).until) == ("outside_hours", utc(2026, 3, 4, 8))


def test_the_decision_ends_a_friday_in_the_emirates_at_noon():
    friday = AS_OF + timedelta(days=2)
    known = facts(item(), as_of=friday.replace(hour=13), today=friday.date(), country="AE", calendar=calendar_for("AE"))
    assert (decided(known).reason, decided(known).until) == ("outside_hours", utc(2026, 3, 9, 8))
