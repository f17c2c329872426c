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
