from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dunning.approval import ASSIST, AUTONOMOUS, MONITOR, SUGGEST, ApprovalFacts, RungFact, may_go_alone

PLAIN = ApprovalFacts(stage="firm", rungs=(RungFact(AUTONOMOUS),), overdue=Decimal("5000.00"))


def test_an_autonomous_agent_sends_a_plain_message_at_once():
    verdict = may_go_alone(PLAIN)
    assert (verdict.allowed, verdict.after_window, verdict.shadow) == (True, False, False)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"stage": "final"}, "The final step is a person's to approve."),
        ({"new_contact": True}, "It is the first mail to this contact."),
        ({"broken_promises": 2}, "More than one promise was broken."),
        ({"key_account": True}, "It goes to a key account."),
        ({"natural_person": True}, "It goes to a natural person."),
        ({"debtor_changed": True}, "The debtor of this case changed."),
        ({"overruled": True}, "A person overruled what the check had found."),
        ({"confidence": 0.79}, "The reading that it answers is not sure enough."),
        ({"overdue": None}, "An exchange rate is missing, so the amount is unknown."),
        ({"needs_person": "Past its deadline."}, "Past its deadline."),
    ],
)
def test_some_messages_never_go_alone(change, reason):
    verdict = may_go_alone(replace(PLAIN, **change))
    assert (verdict.allowed, verdict.reason) == (False, reason)


def test_one_broken_promise_or_a_sure_reading_takes_nothing_away():
    assert may_go_alone(replace(PLAIN, broken_promises=1, confidence=0.8)).allowed


def test_monitor_keeps_a_shadow_even_of_what_never_goes_alone():
    verdict = may_go_alone(replace(PLAIN, rungs=(RungFact(MONITOR),), stage="final"))
    assert (verdict.allowed, verdict.shadow) == (False, True)


def test_suggest_always_asks():
    assert not may_go_alone(replace(PLAIN, stage="first", rungs=(RungFact(SUGGEST),))).allowed


@pytest.mark.parametrize(("stage", "allowed"), [("courtesy", True), ("follow_up", True), ("", True), ("firm", False)])
def test_assist_sends_soft_messages_after_the_undo_window(stage, allowed):
    verdict = may_go_alone(replace(PLAIN, stage=stage, rungs=(RungFact(ASSIST),)))
    assert (verdict.allowed, verdict.after_window) == (allowed, allowed)


def test_the_lower_of_two_rungs_and_limits_wins():
    rungs = (RungFact(AUTONOMOUS, Decimal("9000.00")), RungFact(AUTONOMOUS, Decimal("4999.99")))
    assert (
        may_go_alone(replace(PLAIN, rungs=rungs)).reason
        == "The total overdue of 5000.00 is above the limit of 4999.99."
    )
    assert not may_go_alone(replace(PLAIN, rungs=(RungFact(AUTONOMOUS), RungFact(SUGGEST)))).allowed


def test_an_amount_at_the_limit_goes():
    assert may_go_alone(replace(PLAIN, rungs=(RungFact(AUTONOMOUS, Decimal("5000.00")),))).allowed


def test_without_a_rung_a_person_is_asked():
    assert not may_go_alone(replace(PLAIN, rungs=())).allowed


def alone(rung: RungFact, **change) -> bool:
    return may_go_alone(replace(PLAIN, rungs=(rung,), **change)).allowed


def test_a_rung_may_name_the_stages_that_go_alone():
    rung = RungFact(AUTONOMOUS, stages_alone=frozenset({"courtesy", "first"}))
    assert [alone(rung, stage=stage) for stage in ("courtesy", "first", "follow_up", "firm")] == [1, 1, 0, 0]
    assert may_go_alone(replace(PLAIN, rungs=(rung,))).reason == (
        "A message of the stage “firm” is a person's to approve on this rung."
    )
    assert alone(rung, stage="")


def test_a_rung_set_for_the_firm_stage_lets_it_go_on_assist_after_the_window():
    verdict = may_go_alone(replace(PLAIN, rungs=(RungFact(ASSIST, stage="firm"),)))
    assert (verdict.allowed, verdict.after_window, verdict.level) == (True, True, ASSIST)


def test_no_rung_lets_the_final_stage_go_however_it_is_set():
    rung = RungFact(AUTONOMOUS, stage="final", stages_alone=frozenset({"final"}))
    assert not alone(rung, stage="final")


def test_tiers_named_on_the_rung_need_a_person():
    rung = RungFact(AUTONOMOUS, person_tiers=frozenset({"high_value"}))
    assert (alone(rung, tier="standard"), alone(rung, tier="high_value")) == (True, False)
    assert may_go_alone(replace(PLAIN, rungs=(rung,), tier="high_value")).reason == (
        "Customers of the tier “high value” are a person's to approve on this rung."
    )


@pytest.mark.parametrize(("confidence", "allowed"), [(0.89, False), (0.9, True), (None, True)])
def test_the_stricter_of_policy_and_rung_says_how_sure_a_reading_must_be(confidence, allowed):
    assert alone(RungFact(AUTONOMOUS, least_confidence=0.9), confidence=confidence) is allowed
    assert not alone(RungFact(AUTONOMOUS, least_confidence=0.5), confidence=0.79)
