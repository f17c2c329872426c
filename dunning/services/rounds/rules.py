"""Policies, rates, rungs and the global stop: read once a round."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from customers.models import Allocation, Creditor, Rate
from dunning.approval import MONITOR
from dunning.case_facts import EscalationCondition, PolicyRules, StepRule
from dunning.models import Case, Installation, Policy, Rung, Step
from dunning.services.autonomy.rungs import Ladder as Rungs
from dunning.services.autonomy.rungs import load_ladder, ruling_rung
from dunning.services.cases.policies import policies_by_segment
from dunning.services.outbox.freshness import StaleSource, stale_sources


@dataclass(frozen=True)
class Ladder:
    """One version of a cadence."""

    by_age: bool
    steps: tuple[StepRule, ...]


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
    # Debtors in a running pilot, with whether they are treated.
    piloted: Mapping[int, bool] = field(default_factory=dict)
    # Every version of every cadence by its id; one without steps is missing.
    ladders: Mapping[int, Ladder] = field(default_factory=dict)
    # Rules on an older version, made once for all cases on it, by policy and cadence.
    older: dict[tuple[int, int], PolicyRules] = field(default_factory=dict)

    def for_segment(self, key: str) -> PolicyRules:
        return self.rules.get(key) or self.rules[""]

    def for_case(self, case: Case, rules: PolicyRules) -> PolicyRules:
        """A case stays on the cadence version of its episode, unless another policy rules its debtor now."""
        if case.cadence_id == rules.cadence_id or case.policy_id != rules.policy_id:
            return rules
        key = (rules.policy_id, case.cadence_id)
        if key not in self.older:
            ladder = self.ladders.get(case.cadence_id, NO_STEPS)
            self.older[key] = replace(rules, cadence_id=case.cadence_id, by_age=ladder.by_age, steps=ladder.steps)
        return self.older[key]

    def any_rule_asks(self, condition: str) -> bool:
        """Whether an escalation rule of any policy has this condition: what nobody asks for is not read."""
        rules = (rule for of_policy in self.rules.values() for rule in of_policy.escalation_rules)
        return any(getattr(rule, condition) is not None for rule in rules)

    def watched_stages(self, segment: str, *, debtor_id: int) -> frozenset[str]:
        treated = self.piloted.get(debtor_id)
        if treated is not None:
            return frozenset() if treated else ALL_STAGES
        return self.watched.get(segment if segment in self.rules else "", frozenset())

    def rate(self, currency: str, base: str) -> Decimal | None:
        return Decimal(1) if currency == base else self.rates.get((currency, base))


ALL_STAGES = frozenset(("", *Step.Stage.values))
NO_STEPS = Ladder(by_age=False, steps=())


def load_round_rules(*, as_of: datetime) -> RoundRules:
    """Read everything that does not depend on a debtor, in a fixed number of queries."""
    policies = policies_by_segment()
    installation = Installation.current()
    stop = (installation.global_stop_reason or "the global stop is on") if installation.global_stop else ""
    ladders, rungs = load_ladders(), load_ladder()
    converted = {policy.pk: policy_rules(policy, ladders=ladders) for policy in policies.values()}
    return RoundRules(
        as_of=as_of,
        policies=policies,
        rules={key: converted[policy.pk] for key, policy in policies.items()},
        creditors=Creditor.objects.in_bulk(),
        rates=Rate.objects.known_on(as_of.date()),
        stale=stale_sources(as_of=as_of),
        global_stop=stop,
        watched=_watched(policies, rungs),
        piloted=rungs.piloted,
        ladders=ladders,
        looks_back=Allocation.objects.filter(known_at__gt=as_of).exists(),
    )


def load_ladders() -> dict[int, Ladder]:
    """Every version of every cadence that has steps, by id. One query."""
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in Step.objects.select_related("cadence").order_by("cadence_id", "position", "id"):
        steps[step.cadence_id].append(step)
    return {
        cadence_id: Ladder(rows[0].cadence.by_age, tuple(_step_rule(step) for step in rows))
        for cadence_id, rows in steps.items()
    }


def policy_rules(policy: Policy, *, ladders: Mapping[int, Ladder]) -> PolicyRules:
    """The frozen form of a policy with its cadence's steps and its escalation rules. One query."""
    names = set(PolicyRules.__dataclass_fields__) - {"policy_id", "cadence_id", "steps", "by_age", "escalation_rules"}
    ladder = ladders.get(policy.cadence_id, NO_STEPS)
    return PolicyRules(
        policy_id=policy.pk,
        cadence_id=policy.cadence_id,
        by_age=ladder.by_age,
        steps=ladder.steps,
        escalation_rules=tuple(_condition(rule) for rule in policy.escalation_rules.all()),
        **{name: getattr(policy, name) for name in names},
    )


def _step_rule(step: object) -> StepRule:
    return StepRule(**{name: getattr(step, name) for name in StepRule.__dataclass_fields__})


def _condition(rule: object) -> EscalationCondition:
    return EscalationCondition(**{name: getattr(rule, name) for name in EscalationCondition.__dataclass_fields__})


def _watched(segments: Collection[str], rungs: Rungs) -> dict[str, frozenset[str]]:
    """Where nobody has set a rung the agent only watches."""
    return {
        segment: frozenset(
            stage
            for stage in ALL_STAGES
            if ruling_rung(rungs, segment, Rung.Kind.REMINDER, stage, debtor_id=None).level == MONITOR
        )
        for segment in segments
    }
