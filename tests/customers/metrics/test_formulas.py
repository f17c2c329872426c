"""Worked examples, the first ones as text books have them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from customers.metrics.formulas import (
    MonthOfSales,
    average_days_delinquent,
    best_possible_dso,
    collection_effectiveness,
    count_back_dso,
    days_sales_outstanding,
    share,
)

MARCH = MonthOfSales(date(2026, 3, 1), 31, Decimal(100))
FEBRUARY = MonthOfSales(date(2026, 2, 1), 28, Decimal(50))
JANUARY = MonthOfSales(date(2026, 1, 1), 31, Decimal(200))


def test_dso_is_the_share_of_a_quarters_sales_that_is_open_in_days() -> None:
    assert days_sales_outstanding(receivables=Decimal(400), sales=Decimal(900), days=90) == 40


def test_without_sales_no_dso_can_be_told() -> None:
    assert days_sales_outstanding(receivables=Decimal(400), sales=Decimal(0), days=90) is None
    assert days_sales_outstanding(receivables=Decimal(400), sales=Decimal(-50), days=90) is None
    assert best_possible_dso(current=Decimal(400), sales=Decimal(0), days=90) is None
    assert average_days_delinquent(dso=None, best=Decimal(3)) is None


def test_the_days_that_lateness_costs_are_what_is_above_the_best_possible() -> None:
    best = best_possible_dso(current=Decimal(300), sales=Decimal(900), days=90)
    assert best == 30
    assert average_days_delinquent(dso=Decimal(40), best=best) == 10


def test_counting_back_takes_whole_months_and_the_part_of_the_last_one() -> None:
    # 100 of March, 50 of February, and 100 of January's 200: half of its 31 days.
    assert count_back_dso(receivables=Decimal(250), months=[JANUARY, FEBRUARY, MARCH]) == Decimal("74.5")


def test_counting_back_passes_over_a_month_without_sales_but_counts_its_days() -> None:
    empty = FEBRUARY._replace(sales=Decimal(0))
    assert count_back_dso(receivables=Decimal(200), months=[MARCH, empty, JANUARY]) == 31 + 28 + Decimal("15.5")


def test_a_month_of_credit_notes_alone_takes_nothing_of_what_is_open() -> None:
    returned = FEBRUARY._replace(sales=Decimal(-30))
    assert count_back_dso(receivables=Decimal(200), months=[MARCH, returned, JANUARY]) == 31 + 28 + Decimal("15.5")


def test_more_open_than_was_ever_sold_cannot_be_counted_back() -> None:
    assert count_back_dso(receivables=Decimal(101), months=[MARCH]) is None


def test_nothing_open_counts_no_day_and_nothing_ever_sold_tells_nothing() -> None:
    assert count_back_dso(receivables=Decimal(0), months=[MARCH]) == 0
    assert count_back_dso(receivables=Decimal(0), months=[]) is None


def test_collection_effectiveness_is_full_when_nothing_is_overdue() -> None:
    # 500 open, 300 sold, 400 collected: 400 remain, all of it not due yet.
    full = collection_effectiveness(
        opening=Decimal(500), sales=Decimal(300), closing=Decimal(400), closing_current=Decimal(400)
    )
    assert full == 100


def test_collection_effectiveness_falls_by_what_stays_overdue() -> None:
    # As above, but only 300 was collected: 500 remain, 100 of it overdue.
    part = collection_effectiveness(
        opening=Decimal(500), sales=Decimal(300), closing=Decimal(500), closing_current=Decimal(400)
    )
    assert part == 75


def test_collection_effectiveness_cannot_be_told_where_nothing_could_be_collected() -> None:
    assert (
        collection_effectiveness(
            opening=Decimal(0), sales=Decimal(100), closing=Decimal(100), closing_current=Decimal(100)
        )
        is None
    )


def test_a_share_of_nothing_is_no_share() -> None:
    assert share(Decimal(0), Decimal(0)) is None
    assert share(1, 8) == Decimal("12.5")
