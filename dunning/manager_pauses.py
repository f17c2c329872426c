"""Steps that wait because whoever looks after the customer is asked, or hears of it, first. Pure."""

from __future__ import annotations

from datetime import timedelta

from dunning.case_facts import CaseFacts
from dunning.escalation_choice import newly_met
from dunning.outcome import Outcome, wait
from dunning.position import Position
from dunning.step_choice import Choice

# What a customer reads as a threat; whoever looks after it hears of it first.
FIRM_STAGES = ("firm", "final")


def pause_for_manager(facts: CaseFacts, position: Position, choice: Choice) -> Outcome | None:
    """The wait that an open escalation or a heads-up not given yet puts before a step; None where it may go."""
    return _paused_by_escalation(facts, choice) or _announced_first(facts, position, choice)


def _paused_by_escalation(facts: CaseFacts, choice: Choice) -> Outcome | None:
    """While an account manager is asked, nothing firmer goes out; at the deadline chasing goes on."""
    waiting = [raised.waiting_until for raised in facts.escalations if raised.waiting_until]
    firmest = max((sent.position for sent in facts.sent if sent.position), default=0)
    if not waiting or facts.today > max(waiting) or choice.step.position <= firmest or not choice.step.is_ladder:
        return None
    words = f"The account manager is asked until {max(waiting)}; nothing firmer goes out before."
    return wait(facts, "escalation_open", words, max(waiting) + timedelta(days=1))


def _announced_first(facts: CaseFacts, position: Position, choice: Choice) -> Outcome | None:
    """The first firm step waits until the account manager has known of it for some days; see `heads_up_days`.

    A heads-up that nobody can be told of, or that was never sent by its deadline, holds nothing back.
    """
    days = facts.rules.heads_up_days
    stages = {step.key: step.stage for step in facts.rules.steps}
    firm_before = any(stages.get(sent.step_key) in FIRM_STAGES for sent in facts.sent)
    if not days or choice.step.stage not in FIRM_STAGES or not choice.step.is_ladder or firm_before:
        return None
    tomorrow = facts.business_days_ahead(1)
    told = [raised for raised in facts.escalations if raised.heads_up]
    if newly_met(facts, position, heads_up=True) or any(raised.to_be_announced for raised in told):
        words = "The account manager hears of this customer before the first firm letter."
        return wait(facts, "heads_up_first", words, tomorrow)
    last = max((raised.announced_on for raised in told if raised.announced_on), default=None)
    free = facts.calendar.add_business_days(last, days) if last else facts.today
    if facts.today >= free:
        return None
    words = f"The account manager was told on {last}; the first firm letter may go on {free}."
    return wait(facts, "heads_up_first", words, free)
