"""Bounds that learn from what earlier forecasts missed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dunning.forecast import Foreseen, widened
from dunning.models import Forecast, ForecastWeek
from dunning.services.forecasting.judging import widenings
from dunning.services.forecasting.making import forecast_cash, keep_forecasts
from tests import factories as make
from tests.factories import AS_OF, TODAY, days_ago


def test_bounds_move_outwards_by_the_record_of_their_weeks_ahead():
    weeks = [Foreseen(week, 100.0, 90.0, 120.0) for week in (1, 2, 3)]
    assert widened(weeks, {2: 2.0}) == [
        Foreseen(1, 100.0, 90.0, 120.0),
        Foreseen(2, 100.0, 80.0, 140.0, widening=2.0),
        Foreseen(3, 100.0, 80.0, 140.0, widening=2.0),  # nearest record
    ]


def test_bounds_never_grow_narrower_fall_below_nothing_or_lose_all_sense():
    (narrow, wide) = widened([Foreseen(1, 100.0, 90.0, 120.0), Foreseen(2, 100.0, 50.0, 110.0)], {1: 0.3, 2: 99.0})
    assert (narrow.low, narrow.high, narrow.widening) == (90.0, 120.0, 1.0)
    assert (wide.low, wide.high, wide.widening) == (0.0, 200.0, 10.0)


def judged(creditor, *, weeks_ago: int, came: int, widening: float = 1.0) -> None:
    """A forecast's second week: 1,000 expected, drawn between 900 and 1,100, and what came of it."""
    ends_on = days_ago(7 * weeks_ago)
    forecast = Forecast.objects.create(
        creditor=creditor,
        currency="EUR",
        made_on=ends_on - timedelta(days=14),
        made_at=AS_OF,
        open_amount=5000,
        items=9,
    )
    ForecastWeek.objects.create(
        forecast=forecast, week=2, starts_on=ends_on - timedelta(days=6), ends_on=ends_on, came=came,
        expected=1000, low=1000 - 100 * widening, high=1000 + 100 * widening, widening=widening,
    )  # fmt: skip


@pytest.mark.django_db
def test_the_record_says_how_wide_four_weeks_in_five_would_have_needed_the_bounds():
    creditor = make.CreditorFactory.create()
    for weeks_ago, came in enumerate((1000, 1050, 900, 1100, 800, 1200, 700, 1300, 1400, 1000, 1000), start=1):
        judged(creditor, weeks_ago=weeks_ago, came=came)
    assert widenings(today=TODAY) == {(creditor.pk, "EUR", False): {2: 3.0}}


@pytest.mark.django_db
def test_what_was_widened_before_is_reckoned_from_the_drawn_bounds():
    creditor = make.CreditorFactory.create()
    for weeks_ago in range(1, 9):
        judged(creditor, weeks_ago=weeks_ago, came=800, widening=4.0)
    assert widenings(today=TODAY) == {(creditor.pk, "EUR", False): {2: 2.0}}


@pytest.mark.django_db
def test_a_short_record_or_an_old_one_teaches_nothing():
    creditor = make.CreditorFactory.create()
    for weeks_ago in (*range(1, 8), *range(40, 60)):
        judged(creditor, weeks_ago=weeks_ago, came=100)
    assert widenings(today=TODAY) == {}


@pytest.mark.django_db
def test_a_forecast_is_made_and_kept_with_the_bounds_of_its_record():
    invoice = make.InvoiceFactory.create(amount=9_000)
    (_converted, drawn) = forecast_cash(as_of=AS_OF)
    for weeks_ago in range(1, 10):
        judged(invoice.source.creditor, weeks_ago=weeks_ago, came=800)
    (_converted, told) = forecast_cash(as_of=AS_OF)
    first, second = told.weeks[:2]
    assert first == drawn.weeks[0]
    assert second.high - second.expected == pytest.approx(2 * (drawn.weeks[1].high - drawn.weeks[1].expected))
    keep_forecasts([told], as_of=AS_OF)
    kept = ForecastWeek.objects.filter(forecast__made_on=TODAY).order_by("week").values_list("widening", flat=True)
    assert list(kept) == [1.0, *[2.0] * 12]
