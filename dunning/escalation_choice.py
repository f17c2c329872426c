"""Which escalation rule of the policy is newly met, over all that the debtor owes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dunning.case_facts import CaseFacts, EscalationCondition, RaisedEscalation
from dunning.position import Position, whole_items

# A rule is armed again when it has been unmet so long, or the exposure has doubled.
UNMET_DAYS_TO_ARM_AGAIN = 30
EXPOSURE_FACTOR_TO_ARM_AGAIN = 2


@dataclass(frozen=True, slots=True)
class MetRule:
    rule: EscalationCondition
    text: str


def newly_met(facts: CaseFacts, position: Position, *, heads_up: bool) -> MetRule | None:
    """The first rule of the kind that is met and not raised already."""
    for rule in facts.rules.escalation_rules:
        if rule.heads_up != heads_up:
            continue
        reasons = met_because(rule, facts, position)
        if reasons and not is_raised(rule, facts, position):
            return MetRule(rule, f"Escalated by rule “{rule.key}”: {', '.join(reasons)}.")
    return None


def rules_met(facts: CaseFacts, position: Position) -> list[tuple[str, int]]:
    """Key and level of every rule that is met, raised already or not."""
    if position.carrying is None:
        return []
    return [(rule.key, rule.level) for rule in facts.rules.escalation_rules if met_because(rule, facts, position)]


def met_because(rule: EscalationCondition, facts: CaseFacts, position: Position) -> list[str]:
    """The conditions in words when all are met, else an empty list. A rule without conditions is never met."""
    if facts.delivered < rule.minimum_delivered:
        return []
    reasons = []
    for applies, met, words in _conditions(rule, facts, position):
        if applies and not met:
            return []
        if applies:
            reasons.append(words)
    return reasons


def _conditions(rule: EscalationCondition, facts: CaseFacts, position: Position) -> list[tuple[bool, bool, str]]:
    exposure, age, silence = position.chaseable_value, position.days_past_due, _silence(facts)
    invoices = whole_items(facts, position) if rule.invoices_over is not None else 0
    sliding, percent = facts.sliding_days, None if facts.late_chance is None else round(100 * facts.late_chance)
    return [
        (
            rule.exposure_over is not None,
            exposure > (rule.exposure_over or 0),
            f"{exposure:,.2f} {facts.rules.currency} overdue",
        ),
        (rule.age_over_days is not None, age > (rule.age_over_days or 0), f"{age} days past due"),
        (rule.silence_over_days is not None, silence > (rule.silence_over_days or 0), f"no answer for {silence} days"),
        (
            rule.broken_promises_over is not None,
            facts.broken_promises > (rule.broken_promises_over or 0),
            f"{facts.broken_promises} broken promises",
        ),
        (
            rule.invoices_over is not None,
            invoices > (rule.invoices_over or 0),
            f"{invoices} invoices overdue",
        ),
        (
            rule.sliding_days_over is not None,
            sliding is not None and sliding > (rule.sliding_days_over or 0),
            f"pays {sliding} days later than before",
        ),
        (
            rule.late_chance_over is not None,
            percent is not None and percent > (rule.late_chance_over or 0),
            f"{percent} % likely to pay more than 30 days late",
        ),
        (bool(rule.tier), facts.tier == rule.tier, f"customer tier {facts.tier.replace('_', ' ')}"),
    ]


def _silence(facts: CaseFacts) -> int:
    """Days since the last reply, or since the episode began when there was none."""
    case = facts.case
    since: date | None = (case.last_reply_on or case.episode_started_on) if case else None
    return (facts.today - since).days if since else 0


def is_raised(rule: EscalationCondition, facts: CaseFacts, position: Position) -> bool:
    raised = next((e for e in facts.escalations if (e.rule_key, e.level) == (rule.key, rule.level)), None)
    return raised is not None and not is_armed_again(raised, exposure=position.chaseable_value, today=facts.today)


def is_armed_again(raised: RaisedEscalation, *, exposure: object, today: date) -> bool:
    unmet = raised.unmet_since and (today - raised.unmet_since).days >= UNMET_DAYS_TO_ARM_AGAIN
    doubled = raised.exposure > 0 and exposure >= raised.exposure * EXPOSURE_FACTOR_TO_ARM_AGAIN  # type: ignore[operator]
    return bool(unmet or doubled)
