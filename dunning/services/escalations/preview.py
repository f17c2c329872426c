"""Who would be escalated today by a rule, on the real ledger: planned as the round plans, nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from customers.models import Customer
from dunning.case_facts import CaseFacts, EscalationCondition
from dunning.decisions import decide
from dunning.escalation_choice import is_raised, met_because
from dunning.models import Policy
from dunning.outcome import Budget
from dunning.position import Position, position_of
from dunning.services.rounds.facts import load_facts
from dunning.services.rounds.looking import Candidate
from dunning.services.rounds.rules import RoundRules, load_round_rules

# The customers with most overdue; a rule that asks for the smallest ones is not what a preview is for.
MOST_CUSTOMERS = 2_000
CHUNK = 1_000

_DEBTORS = """
SELECT i.debtor_id FROM customers_invoice i JOIN customers_customer c ON c.id = i.debtor_id
LEFT JOIN unnest(%(currencies)s::text[], %(rates)s::numeric[]) AS x(currency, rate) ON x.currency = i.currency
WHERE i.closed_how = '' AND i.due_on < %(today)s AND i.open_amount > 0
    AND (c.segment = ANY(%(own)s::text[]) OR (%(default)s AND c.segment <> ALL(%(known)s::text[])))
GROUP BY i.debtor_id ORDER BY sum(i.open_amount * coalesce(x.rate, 1)) DESC, i.debtor_id LIMIT %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Met:
    """One customer that a rule is met for. `waits`: why nobody is asked today all the same, in words."""

    reasons: tuple[str, ...]
    waits: str = ""


@dataclass(frozen=True)
class PreviewRow:
    """A customer with what the rule says as it stands and as edited; None where it is not met."""

    debtor_id: int
    name: str
    exposure: Decimal
    days_past_due: int
    now: Met | None
    edited: Met | None

    @property
    def is_new(self) -> bool:
        return _today(self.edited) and not _today(self.now)

    @property
    def is_gone(self) -> bool:
        return _today(self.now) and not _today(self.edited)


@dataclass
class Preview:
    """Of the customers looked at, most overdue first; `more`: there were others beyond the bound."""

    currency: str
    looked_at: int = 0
    more: bool = False
    rows: list[PreviewRow] = field(default_factory=list)

    @property
    def today_now(self) -> int:
        return sum(_today(row.now) for row in self.rows)

    @property
    def today_edited(self) -> int:
        return sum(_today(row.edited) for row in self.rows)

    @property
    def coming(self) -> int:
        return sum(row.is_new for row in self.rows)

    @property
    def going(self) -> int:
        return sum(row.is_gone for row in self.rows)


def _today(met: Met | None) -> bool:
    return met is not None and not met.waits


def preview_escalation(
    *,
    policy: Policy,
    now: EscalationCondition | None,
    edited: EscalationCondition,
    as_of: datetime,
    limit: int = MOST_CUSTOMERS,
) -> Preview:
    """Plan the rule twice for the policy's customers. Some 50 queries for 2,000 of them, however much they owe."""
    shared = _with_rules(load_round_rules(as_of=as_of), policy, [rule for rule in (now, edited) if rule])
    debtors = _debtors(shared, policy, limit=limit + 1)
    found = Preview(policy.currency, looked_at=min(len(debtors), limit), more=len(debtors) > limit)
    for facts in _facts(debtors[:limit], shared):
        position = position_of(facts)
        row = (_met(now, facts, position) if now else None, _met(edited, facts, position))
        if any(row):
            name, days = "", position.days_past_due
            found.rows.append(PreviewRow(facts.debtor_id, name, position.chaseable_value, days, *row))
    found.rows = _named(found.rows)
    return found


def _with_rules(shared: RoundRules, policy: Policy, rules: list[EscalationCondition]) -> RoundRules:
    """The policy with these rules alone, so that facts are read for all that they ask."""
    mine = {
        key: replace(of_policy, escalation_rules=tuple(rules))
        for key, of_policy in shared.rules.items()
        if of_policy.policy_id == policy.pk
    }
    return replace(shared, rules={**shared.rules, **mine})


def _debtors(shared: RoundRules, policy: Policy, *, limit: int) -> list[int]:
    own = [key for key, rules in shared.rules.items() if rules.policy_id == policy.pk]
    rates = {currency: rate for (currency, other), rate in shared.rates.items() if other == policy.currency}
    currencies: dict[str, Any] = {"currencies": list(rates), "rates": list(rates.values())}
    parameters = {**currencies, "own": own, "known": list(shared.rules), "default": "" in own, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(_DEBTORS, {**parameters, "today": shared.as_of.date()})
        return [debtor_id for (debtor_id,) in cursor.fetchall()]


def _facts(debtors: list[int], shared: RoundRules) -> Iterator[CaseFacts]:
    for start in range(0, len(debtors), CHUNK):
        chunk = [Candidate(debtor_id, 0, 0, "", 0) for debtor_id in debtors[start : start + CHUNK]]
        yield from load_facts(chunk, shared=shared)


def _met(rule: EscalationCondition, facts: CaseFacts, position: Position) -> Met | None:
    """As the decision table has it: what stands above escalation makes it wait."""
    if position.carrying is None:
        return None
    reasons = tuple(met_because(rule, facts, position))
    if not reasons:
        return None
    if is_raised(rule, facts, position):
        return Met(reasons, "It was raised already and is not armed again.")
    alone = replace(facts, rules=replace(facts.rules, escalation_rules=(rule,)))
    outcome, _ = decide(alone, Budget(messages=1, new_contacts=1))
    return Met(reasons, "" if outcome.escalation == rule.key else outcome.text)


def _named(rows: list[PreviewRow]) -> list[PreviewRow]:
    """What changes first, then by exposure."""
    names = dict(Customer.objects.filter(pk__in=[row.debtor_id for row in rows]).values_list("pk", "name"))
    named = [replace(row, name=names.get(row.debtor_id, "")) for row in rows]
    return sorted(named, key=lambda row: (not (row.is_new or row.is_gone), -row.exposure, row.debtor_id))
