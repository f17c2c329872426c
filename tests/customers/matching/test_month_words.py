from __future__ import annotations

from datetime import date

import pytest

from customers.matching.month_words import months_in


def months(plain: str, booked_on: date = date(2026, 3, 2)) -> set[tuple[int, int]]:
    return set(months_in(plain, booked_on=booked_on))


@pytest.mark.parametrize(
    "plain",
    ["FEBRUARY 2026", "FEBRUAR 26", "FEVRIER 2026", "FEBRERO 2026", "FEBBRAIO 2026", "LUTEGO 2026", "UNORA 2026",
     "FEB. 2026", "HELMIKUU 2026", "02/2026", "2.2026", "2026-02"],
)  # fmt: skip
def test_a_month_with_its_year_is_read_in_many_languages(plain: str) -> None:
    assert months(f"RENT {plain}") == {(2026, 2)}


def test_a_month_without_a_year_is_the_latest_not_far_ahead() -> None:
    assert months("MIETE FEBRUAR") == {(2026, 2)}
    assert months("MIETE APRIL") == {(2026, 4)}
    assert months("MIETE NOVEMBER") == {(2025, 11)}


def test_december_paid_in_january_is_last_years() -> None:
    assert months("LOYER DECEMBRE", date(2026, 1, 3)) == {(2025, 12)}


def test_several_months_are_several() -> None:
    assert months("RENT JANUARY AND FEBRUARY 2026") == {(2026, 1), (2026, 2)}


@pytest.mark.parametrize("plain", ["17.02.2026", "2026-02-17", "13/2026", "INV-2026-00123", "SET OF 4", "MARKETING"])
def test_days_numbers_and_everyday_words_are_no_months(plain: str) -> None:
    assert months(plain) == set()
