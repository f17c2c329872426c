"""Worked examples: halves by lot, effects with bounds, and what they say."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

from dunning.pilot.draw import Candidate, balance, draw_halves, history_of
from dunning.pilot.effect import Effect, Sums, effect_of
from dunning.pilot.verdict import Answer, verdict_of

HISTORIES = (None, -3.0, 9.0, 40.0)


def candidates(count: int) -> list[Candidate]:
    return [
        Candidate(number, Decimal(100 * (number % 17)), Decimal(2000), 1 + number % 3, HISTORIES[number % 4])
        for number in range(count)
    ]


def test_the_same_seed_draws_the_same_halves_and_another_one_others():
    once, again, other = (draw_halves(candidates(200), seed=seed) for seed in (7, 7, 8))
    assert once == again
    assert [one.treated for one in once] != [one.treated for one in other]
    assert 90 <= sum(one.treated for one in once) <= 110


def test_every_stratum_is_halved_to_within_one():
    strata: dict[str, list[bool]] = {}
    for one in draw_halves(candidates(203), seed=1):
        strata.setdefault(one.stratum, []).append(one.treated)
    assert len(strata) == 16
    assert all(abs(2 * sum(half) - len(half)) <= 1 for half in strata.values())


def test_the_halves_are_alike_in_what_they_were_drawn_by():
    found = {one.name: one for one in balance(draw_halves(candidates(800), seed=3))}
    assert all(abs(one.difference) < 0.15 for one in found.values())
    assert found["median_late"].treated == pytest.approx(found["median_late"].control, abs=2)


def test_history_has_four_names():
    assert [history_of(days) for days in (None, -2, 0, 15, 16)] == ["new", "prompt", "prompt", "slow", "late"]


def test_an_effect_is_the_difference_of_ratios_of_sums():
    rows = [Sums(True, 80, 100), Sums(True, 10, 20), Sums(False, 50, 100), Sums(False, 10, 20), Sums(False, 0, 0)]
    found = effect_of(rows, seed=1)
    assert (found.treated, found.control, found.debtors) == (0.75, 0.5, 4)
    assert found.difference == 0.25
    assert effect_of(rows, seed=1) == found


def test_one_debtor_in_a_half_gives_no_bounds():
    found = effect_of([Sums(True, 1, 2), Sums(False, 1, 2), Sums(False, 2, 2)], seed=1)
    assert (found.treated, found.control, found.difference, found.low) == (0.5, 0.75, None, None)


def test_the_bounds_hold_the_true_effect_about_nineteen_times_in_twenty():
    random, held = np.random.default_rng(5), 0
    for turn in range(60):
        rows = [
            Sums(treated, float(100 * (random.random() < (0.6 if treated else 0.5))), 100.0)
            for treated in (True, False)
            for _ in range(80)
        ]
        found = effect_of(rows, seed=turn)
        held += found.low <= 0.1 <= found.high
    assert held >= 52


def effect(difference: float, half: float) -> Effect:
    return Effect(0.5 + difference, 0.5, difference, difference - half, difference + half, 100)


@pytest.mark.parametrize(
    ("recovery", "days", "answer"),
    [
        (effect(0.10, 0.04), effect(-2, 5), Answer.WIDEN),
        (effect(0.01, 0.04), effect(-4, 3), Answer.WIDEN),
        (effect(0.10, 0.04), effect(4, 3), Answer.STAY),
        (effect(-0.10, 0.04), effect(-1, 5), Answer.STAY),
        (effect(0.00, 0.01), effect(0.1, 1), Answer.SAME),
        (effect(0.05, 0.10), effect(-1, 5), Answer.UNTOLD),
    ],
)
def test_the_verdict_goes_by_the_bounds(recovery, days, answer):
    assert verdict_of(recovery=recovery, days_to_pay=days, debtors=100, days_run=30).answer == answer


def test_what_cannot_be_told_says_what_it_would_take():
    found = verdict_of(recovery=effect(0.05, 0.10), days_to_pay=effect(-1, 6), debtors=100, days_run=30)
    assert (found.more_debtors, found.more_days) == (300, 90)  # bounds twice as wide as the effect: four times as many
    assert "300 more customers" in found.words


def test_few_debtors_or_few_days_tell_nothing():
    sure = {"recovery": effect(0.1, 0.01), "days_to_pay": effect(-5, 1)}
    assert verdict_of(**sure, debtors=30, days_run=60).more_debtors == 10
    assert verdict_of(**sure, debtors=100, days_run=4).more_days == 10
