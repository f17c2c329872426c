"""Policies, rates, rungs and the global stop: read once a round."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from customers.models import Allocation, Creditor, Rate
from dunning.approval import MONITOR
from dunning.case_facts import EscalationCondition, PolicyRules, StepRule
from dunning.models import Installation, Policy, Rung, Step
from dunning.services.freshness import StaleSource, stale_sources
from dunning.services.policies import policies_by_segment
from dunning.services.rungs import load_ladder, ruling_rung


@dataclass(frozen=True)
class RoundRules:
    """What all debtors of a round share."""

    as_of: datetime
    policies: dict[str, Policy]
    rules: dict[str, PolicyRules]
    creditors: dict[int, Creditor]
    # Units of a policy's currency per unit of another, by (currency, policy currency).
    rates: dict[tuple[str, str], Decimal]
    stale: dict[int, StaleSource]
    global_stop: str
    # The ledger has moved on since `as_of`: items are read as they were known then.
    looks_back: bool = False
    # By segment key the stages whose reminders are only watched; "" for customers without a segment of their own.
    watched: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def for_segment(self, key: str) -> PolicyRules:
        return self.rules.get(key) or self.rules[""]

    def watched_stages(self, segment: str) -> frozenset[str]:
        return self.watched.get(segment if segment in self.rules else "", frozenset())

    def rate(self, currency: str, base: str) -> Decimal | None:
        return Decimal(1) if currency == base else self.rates.get((currency, base))


def load_round_rules(*, as_of: datetime) -> RoundRules:
    """Read everything that does not depend on a debtor, in a fixed number of queries."""
    policies = policies_by_segment()
    installation = Installation.current()
    stop = (installation.global_stop_reason or "the global stop is on") if installation.global_stop else ""
    converted = {policy.pk: policy_rules(policy) for policy in policies.values()}
    return RoundRules(
        as_of=as_of,
        policies=policies,
        rules={key: converted[policy.pk] for key, policy in policies.items()},
        creditors=Creditor.objects.in_bulk(),
        rates=Rate.objects.known_on(as_of.date()),
        stale=stale_sources(as_of=as_of),
        global_stop=stop,
        watched=_watched(policies),
        looks_back=Allocation.objects.filter(known_at__gt=as_of).exists(),
    )


def policy_rules(policy: Policy) -> PolicyRules:
    """The frozen form of a policy with its cadence's steps and its escalation rules."""
    names = set(PolicyRules.__dataclass_fields__) - {"policy_id", "cadence_id", "steps", "by_age", "escalation_rules"}
    return PolicyRules(
        policy_id=policy.pk,
        cadence_id=policy.cadence_id,
        by_age=policy.cadence.by_age,
        steps=tuple(_step_rule(step) for step in policy.cadence.steps.all()),
        escalation_rules=tuple(_condition(rule) for rule in policy.escalation_rules.all()),
        **{name: getattr(policy, name) for name in names},
    )


def _step_rule(step: object) -> StepRule:
    return StepRule(**{name: getattr(step, name) for name in StepRule.__dataclass_fields__})


def _condition(rule: object) -> EscalationCondition:
    return EscalationCondition(**{name: getattr(rule, name) for name in EscalationCondition.__dataclass_fields__})


def _watched(segments: Collection[str]) -> dict[str, frozenset[str]]:
    """Where nobody has set a rung the agent only watches. One query."""
    ladder = load_ladder()
    return {
        segment: frozenset(
            stage
            for stage in ("", *Step.Stage.values)
            if ruling_rung(ladder, segment, Rung.Kind.REMINDER, stage).level == MONITOR
        )
        for segment in segments
    }
