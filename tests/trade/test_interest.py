from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from trade.interest import interest_periods, interest_rate, recovery_costs, statutory_interest
from trade.interest_table import countries_with_law, half_year_of, law_on, next_half_year


def interest(amount, country, due, until, currency="EUR"):
    return statutory_interest(Decimal(amount), currency=currency, country=country, due=due, until=until)


def test_german_interest_changes_its_rate_with_the_half_year():
    # 10,000 × (10.62 % × 30 + 12.12 % × 62) ÷ 365 = 87.2877 + 205.8740
    assert interest("10000.00", "DE", date(2023, 5, 31), date(2023, 8, 31)) == Decimal("293.16")
    periods = interest_periods("DE", due=date(2023, 5, 31), until=date(2023, 8, 31))
    assert [(p.first, p.last, p.days, p.rate) for p in periods] == [
        (date(2023, 6, 1), date(2023, 6, 30), 30, Decimal("10.62")),
        (date(2023, 7, 1), date(2023, 8, 31), 62, Decimal("12.12")),
    ]


def test_a_negative_base_rate_lowers_the_german_rate():
    # −0.88 + 9: 5,000 × 8.12 % × 73 ÷ 365 = 81.20
    assert interest("5000.00", "DE", date(2021, 1, 31), date(2021, 4, 14)) == Decimal("81.20")


def test_austria_adds_nine_point_two_points():
    # 1.53 + 9.2: 2,500 × 10.73 % × 100 ÷ 365 = 73.4932
    assert interest("2500.00", "AT", date(2025, 7, 31), date(2025, 11, 8)) == Decimal("73.49")


def test_france_adds_ten_points_to_the_rate_of_the_ecb():
    # 2.15 + 10: 8,000 × 12.15 % × 30 ÷ 365 = 79.8904
    assert interest("8000.00", "FR", date(2026, 1, 31), date(2026, 3, 2)) == Decimal("79.89")


def test_a_leap_year_has_366_days():
    # 4.50 + 8: 3,660 × 12.5 % × 10 ÷ 366 = 12.50
    assert interest("3660.00", "NL", date(2024, 2, 24), date(2024, 3, 5)) == Decimal("12.50")


def test_the_turn_of_the_year_parts_the_count_of_days():
    # 2.15 + 8 both: 36,500 × 10.15 % × 31 ÷ 365 + 36,500 × 10.15 % × 31 ÷ 365 = 629.30; 2023–24: see the divisor
    assert interest("36500.00", "IT", date(2025, 11, 30), date(2026, 1, 31)) == Decimal("629.30")
    # 4.00 + 8 and 4.50 + 8: 73,000 × 12 % × 10 ÷ 365 = 240.00; 73,200 × 12.5 % × 10 ÷ 366 = 250.00
    assert interest("73000.00", "IT", date(2023, 12, 21), date(2023, 12, 31)) == Decimal("240.00")
    assert interest("73200.00", "IT", date(2023, 12, 31), date(2024, 1, 10)) == Decimal("250.00")


def test_the_british_rate_is_the_one_of_the_day_on_which_the_delay_began():
    # 5.25 + 8 from 1 June 2024, kept in 2025: 1,460 × 13.25 % × (214 ÷ 366 + 90 ÷ 365) = 113.1102 + 47.7000
    assert interest("1460.00", "GB", date(2024, 5, 31), date(2025, 3, 31), "GBP") == Decimal("160.81")
    rates = {p.rate for p in interest_periods("GB", due=date(2024, 5, 31), until=date(2025, 3, 31))}
    assert rates == {Decimal("13.25")}


def test_the_czech_rate_is_the_one_of_the_half_year_in_which_the_delay_began():
    # 7.00 + 8: 36,500 × 15 % × 31 ÷ 365 and × 29 ÷ 366: 465.00 + 433.8115
    assert interest("36500.00", "CZ", date(2023, 11, 30), date(2024, 1, 29), "CZK") == Decimal("898.81")


@pytest.mark.parametrize("country", ["BE", "FI"])
def test_belgium_and_finland_round_the_reference_rate_up_to_half_a_point(country):
    days = [date(2024, 8, 1), date(2025, 2, 1), date(2025, 8, 1), date(2021, 2, 1)]
    assert [interest_rate(country, on=day) for day in days] == [
        Decimal("12.5"),
        Decimal("11.5"),
        Decimal("10.5"),
        Decimal("8.0"),
    ]


@pytest.mark.parametrize(
    ("country", "day", "rate"),
    [
        ("SE", date(2025, 3, 1), "11.00"),
        ("DK", date(2022, 3, 1), "7.55"),
        ("PL", date(2023, 3, 1), "16.75"),
        ("HU", date(2023, 3, 1), "21.00"),
        ("RO", date(2024, 3, 1), "15.00"),
        ("BG", date(2024, 3, 1), "13.79"),
        ("BG", date(2026, 3, 1), "10.15"),
        ("NO", date(2024, 3, 1), "12.50"),
        ("CH", date(2026, 3, 1), "5.0"),
        ("HR", date(2023, 9, 1), "12.00"),
        ("EL", date(2025, 3, 1), "11.15"),
    ],
)
def test_other_countries_have_their_published_rates(country, day, rate):
    assert interest_rate(country, on=day) == Decimal(rate)


@pytest.mark.parametrize(
    ("country", "due", "until"),
    [
        ("US", date(2025, 1, 31), date(2025, 3, 31)),
        ("", date(2025, 1, 31), date(2025, 3, 31)),
        ("DE", date(2018, 5, 31), date(2019, 3, 31)),
        ("DE", date(2031, 1, 31), date(2031, 2, 28)),
        ("GB", date(2031, 1, 31), date(2031, 2, 28)),
        ("BG", date(2024, 12, 1), date(2025, 1, 15)),
        ("PL", date(2019, 12, 1), date(2020, 1, 15)),
    ],
)
def test_what_the_tables_do_not_hold_is_unknown_and_never_guessed(country, due, until):
    assert interest("1000.00", country, due, until) is None
    assert interest_periods(country, due=due, until=until) is None


def test_on_the_due_date_no_interest_is_owed_yet():
    assert interest("1000.00", "DE", date(2025, 3, 31), date(2025, 3, 31)) == 0
    # 2.27 + 9: 1,000 × 11.27 % ÷ 365 = 0.3088
    assert interest("1000.00", "DE", date(2025, 3, 31), date(2025, 4, 1)) == Decimal("0.31")


def test_interest_is_rounded_to_the_smallest_unit_of_the_currency():
    # 1,000,000 × 11.27 % × 10 ÷ 365 = 3,087.67 in yen
    assert interest("1000000", "DE", date(2025, 3, 31), date(2025, 4, 10), "JPY") == Decimal(3088)


def costs(amount, country, currency, on=date(2025, 9, 1)):
    return recovery_costs(Decimal(amount), currency=currency, country=country, on=on)


def test_recovery_costs_are_forty_euros_an_invoice_in_germany_austria_and_france():
    assert [costs("12.00", country, "EUR") for country in ("DE", "AT", "FR")] == [40, 40, 40]


@pytest.mark.parametrize(
    ("amount", "flat"),
    [("999.99", 40), ("1000.00", 70), ("9999.99", 70), ("10000.00", 100), ("250000.00", 100)],
)
def test_british_costs_go_by_the_size_of_the_debt(amount, flat):
    assert costs(amount, "UK", "GBP") == flat


def test_irish_steps_begin_above_the_round_sum():
    assert [costs(amount, "IE", "EUR") for amount in ("1000.00", "1000.01", "10000.00", "10000.01")] == [
        40,
        70,
        70,
        100,
    ]


def test_costs_in_another_currency_or_of_an_unknown_country_are_unknown():
    assert costs("1000.00", "GB", "EUR") is None
    assert costs("1000.00", "DE", "USD") is None
    assert costs("1000.00", "PL", "PLN") is None
    assert costs("1000.00", "CH", "CHF") is None
    assert costs("1000.00", "US", "USD") is None
    assert costs("1000.00", "DE", "EUR", on=date(2018, 1, 1)) is None


def test_half_years_begin_in_january_and_july():
    assert half_year_of(date(2024, 6, 30)) == date(2024, 1, 1)
    assert half_year_of(date(2024, 7, 1)) == date(2024, 7, 1)
    assert next_half_year(date(2024, 6, 30)) == date(2024, 7, 1)
    assert next_half_year(date(2024, 12, 31)) == date(2025, 1, 1)


def test_every_row_names_its_source_and_begins_a_half_year():
    for country in countries_with_law():
        law = law_on(country, date(2026, 1, 1))
        assert law and law.source and half_year_of(law.valid_from) == law.valid_from
        assert [start for start, _ in law.flat] == sorted(start for start, _ in law.flat)
