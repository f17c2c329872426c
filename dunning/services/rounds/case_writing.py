"""Writing a chunk's cases down: opened, updated by compare-and-set, closed; each set-based."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import F

from customers.models import Invoice
from dunning.models import Case, Review
from dunning.services.outbox.outreach import supersede_messages
from dunning.services.outbox.thanks import thanks_still_true
from dunning.services.reviews.reviews import close_reviews
from dunning.services.rounds.facts import carrying_is_settled
from dunning.services.rounds.inserting import insert_rows
from dunning.services.rounds.planned import Planned

# A settled carrying invoice ends the episode.
UPDATE = """
UPDATE dunning_case c SET status = r.status, policy_id = r.policy_id, cadence_id = r.cadence_id, action = r.action,
    reason = r.reason, reason_text = r.reason_text, until = r.until, decided_at = %(now)s,
    carrying_invoice_id = r.carrying_id, exposure = r.exposure, days_past_due = r.days_past_due,
    episode_started_at = CASE WHEN r.new_episode THEN %(now)s ELSE c.episode_started_at END,
    attempts = CASE WHEN r.new_episode THEN 0 ELSE c.attempts END,
    extra_attempts = CASE WHEN r.new_episode THEN 0 ELSE c.extra_attempts END
FROM json_to_recordset(%(rows)s::json) AS r(id bigint, version int, status text, policy_id bigint, cadence_id bigint,
    action text, reason text, reason_text text, until timestamptz, carrying_id bigint, exposure numeric,
    days_past_due int, new_episode bool)
WHERE c.id = r.id AND c.version = r.version AND c.status <> 'closed'
RETURNING c.debtor_id, c.id
"""


def open_cases(plans: Sequence[Planned], *, as_of: datetime) -> dict[int, int]:
    """Case ids by debtor; a debtor whose case somebody opened meanwhile is missing."""
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
            "carrying_invoice_id": plan.carrying_id,
            "exposure": plan.position.exposure,
            "days_past_due": plan.position.days_past_due,
            "opened_at": as_of,
            "decided_at": as_of,
            "episode_started_at": as_of,
        }
        for plan in plans
    ]
    return dict(insert_rows(Case, rows, returning=("debtor_id", "id")))


def update_cases(plans: Sequence[Planned], *, as_of: datetime) -> dict[int, int]:
    """Compare-and-set on the version that was read: case ids by debtor, without those that changed meanwhile."""
    rows = [_row(plan) for plan in plans]
    if not rows:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(UPDATE, {"now": as_of, "rows": json.dumps(rows, default=str, ensure_ascii=False)})
        return dict(cursor.fetchall())


def _row(plan: Planned) -> dict[str, Any]:
    case, outcome, rules = plan.facts.case, plan.outcome, plan.facts.rules
    assert case is not None
    return {
        "id": case.case_id,
        "version": case.version,
        "status": "open" if "open" in (outcome.case_status, case.status) else "upcoming",
        "policy_id": rules.policy_id,
        "cadence_id": rules.cadence_id,
        "action": outcome.action,
        "reason": outcome.reason,
        "reason_text": outcome.text,
        "until": outcome.until,
        "carrying_id": plan.carrying_id,
        "exposure": plan.position.exposure,
        "days_past_due": plan.position.days_past_due,
        "new_episode": carrying_is_settled(case.carrying_invoice_id, plan.facts.items),
    }


def close_cases(plans: Sequence[Planned], case_ids: dict[int, int], *, as_of: datetime) -> None:
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
