from __future__ import annotations

from decimal import Decimal

from dunning.priority import DEFAULTS, Points, PriorityFacts, priority_of


def facts(**given):
    return PriorityFacts(**({"kind": "legal", "blocks": "case", "exposure": Decimal(1000)} | given))


def test_without_a_score_all_that_stands_still_is_at_risk():
    assert priority_of(facts()).points == 1000.0
    assert priority_of(facts(blocks="step")).points == 600.0


def test_with_a_score_only_what_is_likely_to_come_late_is_at_risk():
    found = priority_of(facts(chance=0.25))
    assert (found.at_risk, found.points) == (Decimal("250.00"), 250.0)
    assert "25 % likely to come more than 30 days late" in found.reasons


def test_each_rule_that_holds_is_shown_with_its_points_and_why():
    found = priority_of(facts(signs={"broken_promises": 2, "silence": 4, "dispute_open": 1}))
    assert found.points == 1200.0
    assert found.reasons[1:] == (
        "+300: 2 promises were broken",
        "−300: 1 dispute is open",
        "+200: no answer to 4 messages",
    )


def test_below_its_threshold_a_rule_moves_nothing():
    assert priority_of(facts(signs={"silence": 2})).points == 1000.0


def test_a_promise_far_away_is_not_near():
    assert priority_of(facts(signs={"promise_near": 8})).points == 1000.0
    assert priority_of(facts(signs={"promise_near": 7})).points == 500.0


def test_points_never_fall_below_zero():
    rules = dict(DEFAULTS) | {"promise_near": Points(-100, 7)}
    assert priority_of(facts(signs={"promise_near": 0, "payment_claimed": 1}), rules).points == 0.0
