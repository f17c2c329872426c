"""Writing a chunk of decisions down: one short transaction, everything set-based."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection, transaction

from audit.recording import EventRow, record_events
from dunning.escalation_choice import rules_met
from dunning.models import Case, Decision, Message, Review
from dunning.services.escalations.escalations import raise_escalation, track_unmet_rules
from dunning.services.outbox.outreach import supersede_messages
from dunning.services.reviews.reviews import insert_reviews
from dunning.services.rounds.case_writing import close_cases, open_cases, update_cases
from dunning.services.rounds.inserting import insert_rows
from dunning.services.rounds.planned import Planned


@transaction.atomic
def apply_chunk(planned: Sequence[Planned], *, as_of: datetime) -> int:
    """Write a chunk. A case that changed since it was read is left to the next look; returns how many did."""
    acting = [plan for plan in planned if plan.outcome.action]
    opened = open_cases([plan for plan in acting if plan.facts.case is None], as_of=as_of)
    kept = update_cases([plan for plan in acting if plan.facts.case is not None], as_of=as_of)
    case_ids = {**opened, **kept}
    written = [plan for plan in acting if plan.facts.debtor_id in case_ids]
    _insert_decisions(written, case_ids, as_of=as_of)
    _insert_messages(written, case_ids, as_of=as_of)
    close_cases([plan for plan in written if plan.outcome.action == "close"], case_ids, as_of=as_of)
    _open_reviews(written, case_ids, as_of=as_of)
    _escalate(written, case_ids, as_of=as_of)
    _track_unmet_rules(written, as_of=as_of)
    _supersede_of_other_policies(written, as_of=as_of)
    lost = {plan.facts.debtor_id for plan in acting} - set(case_ids)
    _keep_looks([plan for plan in planned if plan.facts.debtor_id not in lost])
    _record(written, opened, case_ids, as_of=as_of)
    return len(lost)


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


def _insert_messages(plans: Sequence[Planned], case_ids: dict[int, int], *, as_of: datetime) -> None:
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
    insert_rows(Message, rows)


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
            "next_look_at": plan.next_look.isoformat(),
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
