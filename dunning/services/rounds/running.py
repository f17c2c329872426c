"""The round: look, plan, apply. One at a time by advisory lock."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from dunning.bell import ring
from dunning.collector import only_new_objects_collected
from dunning.decisions import decide
from dunning.local_days import deadline_of
from dunning.only_one import only_one
from dunning.services.cases.policies import NoPolicy
from dunning.services.promises.arrangements import check_arrangements
from dunning.services.promises.judging import judge_promises
from dunning.services.promises.notes import queue_promise_notes
from dunning.services.reviews.reviews import move_overdue_to_manager, open_review
from dunning.services.rounds.applying import apply_chunk
from dunning.services.rounds.budgets import budgets_left
from dunning.services.rounds.facts import load_facts
from dunning.services.rounds.looking import Candidate, candidates
from dunning.services.rounds.planned import Planned
from dunning.services.rounds.report import RoundReport
from dunning.services.rounds.rules import RoundRules, load_round_rules
from dunning.services.segments.members import assign_moved

CHUNK = 1000
# Any number that nothing else in the database uses.
ROUND_LOCK = 4_862_001


@only_new_objects_collected()
def run_round(*, as_of: datetime, dry_run: bool = False, everyone: bool = False) -> RoundReport:
    """Look at every debtor that needs it (or at everyone), decide, and write the decisions down.

    A second round that starts meanwhile returns at once with `already_running`. A dry run only plans.
    Raises NoPolicy where no default segment exists.
    """
    started = time.monotonic()
    report = RoundReport(as_of=as_of, dry_run=dry_run)
    with only_one(ROUND_LOCK) as first:
        if not first:
            report.already_running = True
            return report
        if not dry_run:
            judge_promises(as_of=as_of)
            check_arrangements(as_of=as_of)
            assign_moved(as_of=as_of)
        shared = load_round_rules(as_of=as_of)
        if "" not in shared.rules:
            raise NoPolicy(_("There is no default segment; run manage.py migrate."))
        if not dry_run:
            _report_stale_sources(shared)
            move_overdue_to_manager(today=as_of.date())
        for chunk in plan_round(shared, everyone=everyone):
            for plan in chunk:
                report.count(plan.facts, plan.outcome)
            if not dry_run:
                report.lost_races += apply_chunk(chunk, as_of=as_of)
        if not dry_run:
            queue_promise_notes(shared)
        if report.messages_due and not dry_run:
            ring("draft")
    report.seconds = time.monotonic() - started
    return report


def plan_round(shared: RoundRules, *, everyone: bool = False) -> Iterator[list[Planned]]:
    """Decisions chunk by chunk, customers with most overdue first; writes nothing."""
    base = next(iter(shared.creditors.values())).currency if shared.creditors else "EUR"
    rates = {currency: rate for (currency, other), rate in shared.rates.items() if other == base}
    budgets = budgets_left(shared, on=shared.as_of.date())
    found = candidates(as_of=shared.as_of, policies=shared.policies, rates=rates, everyone=everyone)
    for chunk in batched_candidates(found):
        by_debtor = {candidate.debtor_id: candidate for candidate in chunk}
        planned = []
        for facts in load_facts(chunk, shared=shared):
            budget = budgets[facts.rules.policy_id]
            outcome, position = decide(facts, budget)
            if outcome.action == "send":
                budget.spend(is_new=not facts.ever_written)
            planned.append(Planned(facts, position, outcome, by_debtor[facts.debtor_id]))
        yield planned


def batched_candidates(found: list[Candidate]) -> Iterator[list[Candidate]]:
    for start in range(0, len(found), CHUNK):
        yield found[start : start + CHUNK]


def _report_stale_sources(shared: RoundRules) -> None:
    """One Review per source, not per case."""
    for stale in shared.stale.values():
        deadline = deadline_of(stale.source.creditor, 1, as_of=shared.as_of)
        open_review(
            "stale_source", why=stale.text, subject=stale.source, case=None, deadline=deadline, as_of=shared.as_of
        )
