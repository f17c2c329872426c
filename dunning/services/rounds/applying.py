"""Writing a chunk of decisions down: one short transaction, compare-and-set on each case, everything set-based."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from audit.recording import EventRow, record_events
from customers.models import Invoice
from dunning.case_facts import CaseFacts
from dunning.escalation_choice import rules_met
from dunning.models import Case, Decision, Message, Review
from dunning.outcome import Outcome
from dunning.position import Position
from dunning.services.escalations import raise_escalation, track_unmet_rules
from dunning.services.outreach import supersede_messages
from dunning.services.reviews import close_reviews, insert_reviews
from dunning.services.rounds.inserting import insert_rows
from dunning.services.rounds.looking import Candidate
from dunning.services.thanks import thanks_still_true


@dataclass(frozen=True, slots=True)
class Planned:
    """One debtor's decision before it is written down."""

    facts: CaseFacts
    position: Position
    outcome: Outcome
    candidate: Candidate


@dataclass(slots=True)
class Applied:
    """Case ids by debtor of what was written; debtors missing from it lost the race and are looked at again."""

    case_ids: dict[int, int]
    messages_due: int = 0
    lost_races: int = 0


@transaction.atomic
def apply_chunk(planned: Sequence[Planned], *, as_of: datetime) -> Applied:
    """Write a chunk. A case that changed since it was read is left to the next look."""
    acting = [plan for plan in planned if plan.outcome.action]
    opened = _open_cases([plan for plan in acting if plan.facts.case is None], as_of=as_of)
    kept = _update_cases([plan for plan in acting if plan.facts.case is not None], as_of=as_of)
    applied = Applied({**opened, **kept})
    written = [plan for plan in acting if plan.facts.debtor_id in applied.case_ids]
    applied.lost_races = len(acting) - len(written)
    _insert_decisions(written, applied.case_ids, as_of=as_of)
    applied.messages_due = _insert_messages(written, applied.case_ids, as_of=as_of)
    _close_cases([plan for plan in written if plan.outcome.action == "close"], applied.case_ids, as_of=as_of)
    _open_reviews(written, applied.case_ids, as_of=as_of)
    _escalate(written, applied.case_ids, as_of=as_of)
    _track_unmet_rules(written, as_of=as_of)
    _supersede_of_other_policies(written, as_of=as_of)
    lost = {plan.facts.debtor_id for plan in acting} - set(applied.case_ids)
    _keep_looks([plan for plan in planned if plan.facts.debtor_id not in lost])
    _record(written, opened, applied.case_ids, as_of=as_of)
    return applied


def _columns(rows: Sequence[Sequence[Any]], width: int) -> list[list[Any]]:
    """Turn rows into the arrays that unnest() takes."""
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]


def _carrying_id(plan: Planned) -> int | None:
    return plan.position.carrying.invoice_id if plan.position.carrying else None


def _open_cases(plans: Sequence[Planned], *, as_of: datetime) -> dict[int, int]:
    rows = [
        {
            "creditor_id": plan.facts.creditor_id,
            "debtor_id": plan.facts.debtor_id,
            "status": plan.outcome.case_status,
            "policy_id": plan.facts.rules.policy_id,
            "cadence_id": plan.facts.rules.cadence_id,
            "action": plan.outcome.action,
            "reason": plan.outcome.reason,
            "reason_text": plan.outcome.text,
            "until": plan.outcome.until,
            "carrying_invoice_id": _carrying_id(plan),
            "exposure": plan.position.exposure,
            "days_past_due": plan.position.days_past_due,
            "opened_at": as_of,
            "decided_at": as_of,
            "episode_started_at": as_of,
        }
        for plan in plans
    ]
    return dict(insert_rows(Case, rows, returning=("debtor_id", "id")))


def _update_cases(plans: Sequence[Planned], *, as_of: datetime) -> dict[int, int]:
    """Compare-and-set on the version that was read. A settled carrying invoice ends the episode."""
    rows = [_case_row(plan) for plan in plans if plan.facts.case]
    if not rows:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE dunning_case c SET status = r.status, policy_id = r.policy, cadence_id = r.cadence,
                action = r.action, reason = r.reason, reason_text = r.text, until = r.until, decided_at = %(now)s,
                carrying_invoice_id = r.carrying, exposure = r.exposure, days_past_due = r.age,
                episode_started_at = CASE WHEN r.new_episode THEN %(now)s ELSE c.episode_started_at END,
                attempts = CASE WHEN r.new_episode THEN 0 ELSE c.attempts END,
                extra_attempts = CASE WHEN r.new_episode THEN 0 ELSE c.extra_attempts END
            FROM unnest(%(ids)s::bigint[], %(versions)s::int[], %(statuses)s::text[], %(policies)s::bigint[],
                %(cadences)s::bigint[], %(actions)s::text[], %(reasons)s::text[], %(texts)s::text[],
                %(untils)s::timestamptz[], %(carrying)s::bigint[], %(exposures)s::numeric[], %(ages)s::int[],
                %(episodes)s::bool[])
                AS r(id, version, status, policy, cadence, action, reason, text, until, carrying, exposure, age,
                    new_episode)
            WHERE c.id = r.id AND c.version = r.version AND c.status <> 'closed'
            RETURNING c.debtor_id, c.id
            """,
            {"now": as_of, **dict(zip(_CASE_COLUMNS, _columns(rows, len(_CASE_COLUMNS)), strict=True))},
        )
        return dict(cursor.fetchall())


_CASE_COLUMNS = [
    "ids",
    "versions",
    "statuses",
    "policies",
    "cadences",
    "actions",
    "reasons",
    "texts",
    "untils",
    "carrying",
    "exposures",
    "ages",
    "episodes",
]


def _case_row(plan: Planned) -> tuple[Any, ...]:
    case, outcome = plan.facts.case, plan.outcome
    assert case is not None
    status = "open" if outcome.case_status == "open" or case.status == "open" else "upcoming"
    return (
        case.case_id,
        case.version,
        status,
        plan.facts.rules.policy_id,
        plan.facts.rules.cadence_id,
        outcome.action,
        outcome.reason,
        outcome.text,
        outcome.until,
        _carrying_id(plan),
        plan.position.exposure,
        plan.position.days_past_due,
        _carrying_is_settled(plan),
    )


def _carrying_is_settled(plan: Planned) -> bool:
    case = plan.facts.case
    if case is None or case.carrying_invoice_id is None:
        return False
    return all(item.invoice_id != case.carrying_invoice_id for item in plan.facts.items)


def _insert_decisions(plans: Sequence[Planned], case_ids: dict[int, int], *, as_of: datetime) -> None:
    """A row only where action or reason changed."""
    rows = [
        {
            "case_id": case_ids[plan.facts.debtor_id],
            "action": plan.outcome.action,
            "reason": plan.outcome.reason,
            "reason_text": plan.outcome.text,
            "until": plan.outcome.until,
            "step_key": plan.outcome.choice.step.key if plan.outcome.choice else "",
            "decided_at": as_of,
        }
        for plan in plans
        if plan.facts.case is None
        or (plan.facts.case.action, plan.facts.case.reason) != (plan.outcome.action, plan.outcome.reason)
    ]
    insert_rows(Decision, rows)


def _insert_messages(plans: Sequence[Planned], case_ids: dict[int, int], *, as_of: datetime) -> int:
    """Messages due as rows; one that the constraints know already is not inserted again."""
    rows = [
        {
            "case_id": case_ids[plan.facts.debtor_id],
            "debtor_id": plan.facts.debtor_id,
            "purpose": plan.outcome.choice.step.purpose,
            "stage": plan.outcome.choice.step.stage,
            "step_key": plan.outcome.choice.step.key,
            "step_position": plan.outcome.choice.step.position,
            "anchor_kind": plan.outcome.choice.anchor_kind,
            "anchor_id": plan.outcome.choice.anchor_id,
            "retry": plan.outcome.choice.retry,
            "send_on": plan.facts.today,
            "needs_person": plan.outcome.needs_person,
            "created_at": as_of,
        }
        for plan in plans
        if plan.outcome.choice
    ]
    return len(insert_rows(Message, rows))


def _close_cases(plans: Sequence[Planned], case_ids: dict[int, int], *, as_of: datetime) -> None:
    if not plans:
        return
    debtor_ids = [plan.facts.debtor_id for plan in plans]
    thanks = thanks_still_true(debtor_ids)
    supersede_messages(debtor_ids, why="Nothing is asked for any more.", as_of=as_of, except_ids=thanks)
    moved = _moved_elsewhere(debtor_ids)
    reasons = {plan.facts.debtor_id: moved.get(plan.facts.debtor_id, plan.outcome.text) for plan in plans}
    for reason in set(reasons.values()):
        ids = [case_ids[debtor_id] for debtor_id, why in reasons.items() if why == reason]
        Case.objects.filter(pk__in=ids).update(status=Case.Status.CLOSED, closed_at=as_of, closed_why=reason[:200])
    ids = [case_ids[debtor_id] for debtor_id in reasons]
    close_reviews(Review.objects.filter(subject_case__in=ids), outcome="settled", as_of=as_of)


def _moved_elsewhere(debtor_ids: list[int]) -> dict[int, str]:
    """Debtors who owe nothing because somebody else pays for them now, with the reason in words."""
    rows = Invoice.objects.still_open().filter(customer__any_of=debtor_ids).exclude(debtor=F("customer"))
    return {customer_id: f"moved to {name}" for customer_id, name in rows.values_list("customer_id", "debtor__name")}


def _supersede_of_other_policies(plans: Sequence[Planned], *, as_of: datetime) -> None:
    """A customer that changed its segment: what was drafted under the old rules is taken back."""
    changed = [p.facts.debtor_id for p in plans if p.facts.case and p.facts.case.policy_id != p.facts.rules.policy_id]
    if changed:
        supersede_messages(changed, why="Another policy rules this customer now.", as_of=as_of)


def _open_reviews(plans: Iterable[Planned], case_ids: dict[int, int], *, as_of: datetime) -> None:
    rows = [
        Review(
            kind=wanted.kind,
            why=wanted.why,
            case_id=case_ids[plan.facts.debtor_id],
            subject_case_id=case_ids[plan.facts.debtor_id],
            opened_at=as_of,
            deadline=wanted.deadline,
            look_again_on=wanted.look_again_on,
        )
        for plan in plans
        for wanted in plan.outcome.reviews
    ]
    if rows:
        insert_reviews(rows)


def _escalate(plans: Iterable[Planned], case_ids: dict[int, int], *, as_of: datetime) -> None:
    escalating = {case_ids[plan.facts.debtor_id]: plan for plan in plans if plan.outcome.escalation}
    for case in Case.objects.filter(pk__in=escalating).select_related("debtor", "creditor", "policy"):
        plan = escalating[case.pk]
        rule = next(rule for rule in plan.facts.rules.escalation_rules if rule.key == plan.outcome.escalation)
        raise_escalation(
            case=case,
            rule_key=rule.key,
            level=rule.level,
            heads_up=rule.heads_up,
            reason_text=plan.outcome.escalation_text,
            exposure=plan.position.chaseable_value,
            as_of=as_of,
        )


def _track_unmet_rules(plans: Iterable[Planned], *, as_of: datetime) -> None:
    raised = [plan for plan in plans if plan.facts.escalations]
    if raised:
        met = {plan.facts.debtor_id: rules_met(plan.facts, plan.position) for plan in raised}
        track_unmet_rules(met, met=met, as_of=as_of)


def _keep_looks(plans: Sequence[Planned]) -> None:
    """When to look again, unless somebody called meanwhile: then that call stands."""
    rows = [
        {
            "creditor_id": plan.facts.creditor_id,
            "debtor_id": plan.facts.debtor_id,
            "ledger_version": plan.candidate.ledger_version,
            "rules_version": plan.candidate.rules_version,
            "next_look_at": next_look(plan).isoformat(),
            "calls": plan.candidate.calls,
        }
        for plan in plans
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO dunning_look AS l (creditor_id, debtor_id, ledger_version, rules_version, next_look_at, calls)
            SELECT * FROM json_to_recordset(%s::json) AS r(creditor_id bigint, debtor_id bigint, ledger_version bigint,
                rules_version text, next_look_at timestamptz, calls bigint)
            ON CONFLICT (debtor_id, creditor_id) DO UPDATE SET ledger_version = excluded.ledger_version,
                rules_version = excluded.rules_version, next_look_at = excluded.next_look_at
            WHERE l.calls = excluded.calls
            """,
            [json.dumps(rows)],
        )


def next_look(plan: Planned) -> datetime:
    """The end of the wait, or the first thing on the calendar that may change the decision before."""
    facts = plan.facts
    days = [day for day in facts.ends if day > facts.today]
    days += [item.effective_due for item in facts.items if not item.is_overdue(facts.today)]
    coming = [facts.opening(day + timedelta(days=1)) for day in days]
    return min([plan.outcome.until, *coming])


def _record(plans: Sequence[Planned], opened: dict[int, int], case_ids: dict[int, int], *, as_of: datetime) -> None:
    """Audit only what was done: cases opened and closed, messages due."""
    events = [EventRow("case.opened", "case", case_id, debtor_id) for debtor_id, case_id in opened.items()]
    for plan in plans:
        debtor_id, outcome = plan.facts.debtor_id, plan.outcome
        if outcome.action == "close":
            events.append(EventRow("case.closed", "case", case_ids[debtor_id], debtor_id, outcome.text))
        elif outcome.action == "send":
            events.append(EventRow("message.due", "case", case_ids[debtor_id], debtor_id, outcome.text))
    record_events(events, as_of=as_of)
