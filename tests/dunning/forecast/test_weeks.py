"""Worked examples of what open items bring in thirteen weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from dunning.forecast import Instalments, Items, parts_of, weeks_of

TODAY = date(2026, 3, 4).toordinal()
NONE = Instalments(np.empty(0, dtype=int), np.empty(0, dtype=int), np.empty(0))


def items(count: int = 1, **columns) -> Items:
    """Invoices of 1,000 each, due in a week, of one debtor each, without a score."""
    usual = {
        "debtor": np.arange(count),
        "due": np.full(count, TODAY + 7),
        "open": np.full(count, 1000.0),
        **{name: np.full(count, np.nan) for name in ("expected", "earliest", "latest")},
        **{name: np.zeros(count) for name in ("promised_on", "promised", "kept", "disputed_until", "disputed")},
        **{name: np.zeros(count, dtype=bool) for name in ("arranged", "gone")},
    }
    given = {name: np.full(count, value) if np.isscalar(value) else value for name, value in columns.items()}
    return Items(**usual | given)


def scored(middle: int, spread: int, count: int = 1, **columns) -> Items:
    days = {"expected": middle, "earliest": middle - spread, "latest": middle + spread}
    return items(count, **{name: float(TODAY + day) for name, day in days.items()}, **columns)


def weeks(found: Items, instalments: Instalments = NONE):
    return weeks_of(parts_of(found, instalments, today=TODAY), today=TODAY, seed=7)


def expected(found: Items, instalments: Instalments = NONE) -> list[int]:
    return [round(week.expected) for week in weeks(found, instalments)]


def test_a_score_that_is_sure_puts_the_money_into_its_week():
    assert expected(scored(10, 1)) == [4, 996, *[0] * 11]


def test_half_comes_before_the_middle_and_one_in_ten_after_the_latest_day():
    parts = parts_of(scored(40, 20), NONE, today=TODAY)
    shares = [float(parts.paid_by(TODAY + day, today=TODAY)[0]) for day in (0, 39, 40, 60)]
    assert shares[0] == 0
    assert shares[1] == pytest.approx(0.48, abs=0.01)
    assert shares[2] == pytest.approx(0.51, abs=0.01)
    assert shares[3] == pytest.approx(0.90, abs=0.01)


def test_what_should_have_come_and_did_not_is_spread_over_what_is_left():
    early = scored(-5, 10)
    parts = parts_of(early, NONE, today=TODAY)
    assert float(parts.paid_by(TODAY, today=TODAY)[0]) == 0
    assert sum(expected(early)) > 990


def test_an_old_item_without_a_score_takes_its_time():
    young, old = items(due=TODAY - 10), items(due=TODAY - 200)
    assert expected(young)[0] > 2 * expected(old)[0]
    assert sum(expected(old)) < 600


def test_a_promise_comes_on_its_day_as_often_as_its_debtor_kept_its_word():
    given = {"promised_on": TODAY + 10, "promised": 600.0}
    sure = expected(scored(60, 5, kept=1.0, **given))
    doubtful = expected(scored(60, 5, kept=0.5, **given))
    # Six in a hundred come before day 8, four after day 14; half of the sum where half of the promises are kept.
    assert (sure[1], doubtful[1]) == (542, 285)
    assert sum(sure) == 1000
    assert 950 < sum(doubtful) < 1000
    assert sum(sure[7:10]) == pytest.approx(400, abs=8)


def test_a_promise_whose_day_is_over_counts_no_more():
    assert expected(scored(10, 1, promised_on=TODAY - 1, promised=600.0, kept=1.0)) == [4, 996, *[0] * 11]


def test_a_contested_invoice_comes_late_and_in_part():
    found = expected(scored(10, 1, disputed_until=TODAY + 14, disputed=1000.0))
    assert sum(found[:2]) < 60
    assert 450 < sum(found) < 600
    assert sum(expected(scored(10, 1, disputed_until=TODAY + 14, disputed=250.0))) > 750


def test_what_is_arranged_comes_by_its_instalments_alone():
    dates = np.array([TODAY + 9, TODAY + 39])
    plan = Instalments(np.array([1, 1]), dates, np.array([500.0, 500.0]))
    found = expected(scored(3, 1, arranged=True), plan)
    assert found[0] < 60
    assert found[1] > 200
    assert sum(found) == pytest.approx(850, abs=2)


def test_nothing_is_expected_of_the_insolvent():
    assert expected(scored(10, 1, gone=True)) == [0] * 13


def test_no_items_bring_thirteen_empty_weeks():
    assert [(week.week, week.expected, week.high) for week in weeks(items(0))] == [(n, 0, 0) for n in range(1, 14)]


def test_the_same_seed_gives_the_same_bounds_and_they_hold_what_is_expected():
    found = scored(30, 15, count=50)
    first, again = weeks(found), weeks(found)
    assert first == again
    assert all(0 <= week.low <= week.expected <= week.high for week in first)


def test_one_debtors_invoices_come_together_so_their_sum_is_less_sure_than_that_of_many():
    many = scored(30, 15, count=100)
    one = replace(many, debtor=np.zeros(100, dtype=int))
    wide, narrow = weeks(one)[3], weeks(many)[3]
    assert wide.expected == narrow.expected
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


def test_drawn_and_summed_bounds_agree(monkeypatch):
    found = scored(30, 15, count=400)
    drawn = weeks(found)[3]
    monkeypatch.setattr("dunning.forecast.weeks.MOST_DRAWN", 0)
    summed = weeks(found)[3]
    assert summed.expected == drawn.expected
    assert summed.low == pytest.approx(drawn.low, rel=0.03)
    assert summed.high == pytest.approx(drawn.high, rel=0.03)


def test_four_weeks_in_five_fall_between_the_bounds_when_debtors_pay_as_assumed():
    random = np.random.default_rng(3)
    found = scored(30, 15, count=300)
    parts = parts_of(found, NONE, today=TODAY)
    week = weeks(found)[4]
    chance = parts.paid_by(TODAY + 35, today=TODAY) - parts.paid_by(TODAY + 28, today=TODAY)
    sums = 1000 * (random.random((2000, 300)) < chance).sum(axis=1)
    assert 0.77 < ((sums >= week.low) & (sums <= week.high)).mean() < 0.86
