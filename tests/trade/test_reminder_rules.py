from __future__ import annotations

from datetime import date

from trade.reminder_rules import new_deadline, sending_hours

THURSDAY, FRIDAY = date(2026, 3, 5), date(2026, 3, 6)


def test_hours_of_a_policy_stay_as_they_are_where_the_country_leaves_them():
    hours = sending_hours("DE", THURSDAY, start=9, end=17)
    assert (hours.start, hours.end) == (9, 17)
    assert [hour in hours for hour in (8, 9, 16, 17)] == [False, True, True, False]


def test_nothing_goes_before_eight_or_from_nine_in_the_evening():
    hours = sending_hours("FR", THURSDAY, start=5, end=24)
    assert (hours.start, hours.end) == (8, 21)


def test_indian_evenings_begin_at_seven():
    assert sending_hours("IN", THURSDAY, start=8, end=20).end == 19


def test_friday_in_the_emirates_ends_at_noon():
    assert sending_hours("AE", FRIDAY, start=8, end=17).end == 12
    assert sending_hours("AE", THURSDAY, start=8, end=17).end == 17


def test_hours_that_miss_each_other_leave_none():
    assert not sending_hours("AE", FRIDAY, start=13, end=17)
    assert sending_hours("AE", FRIDAY, start=8, end=17)


def test_norway_asks_for_a_deadline_of_at_least_fourteen_days():
    assert new_deadline("NO", sent_on=date(2026, 3, 4)) == date(2026, 3, 18)


def test_a_deadline_on_a_holiday_moves_to_the_next_business_day():
    # 6 April 2026 is Easter Monday.
    assert new_deadline("NO", sent_on=date(2026, 3, 23)) == date(2026, 4, 7)


def test_other_countries_ask_for_no_new_deadline():
    assert new_deadline("DE", sent_on=date(2026, 3, 4)) is None
    assert new_deadline("", sent_on=date(2026, 3, 4)) is None
