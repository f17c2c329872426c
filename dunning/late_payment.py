"""What the law adds to a late payment, in the facts of an account: where policy allows it and the tables know it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from agent.facts import AccountFacts, InvoiceFact
from dunning.local_days import calendar_of
from dunning.models import Case, Message, Policy, Step
from trade.interest import recovery_costs, statutory_interest
from trade.reminder_rules import new_deadline

RANKS = {stage: rank for rank, stage in enumerate(Step.Stage.values)}
# A message that nobody will get does not bring an account to its stage.
NOT_LEAVING = (Message.Status.REJECTED, Message.Status.SUPERSEDED, Message.Status.SHADOW, Message.Status.FAILED)


def cases_at_fee_stage(cases: Sequence[Case]) -> frozenset[int]:
    """Ids of the cases that reached the stage from which their policy names late-payment costs.

    By their messages since the episode began, the one being written included. No query where no policy allows any,
    else one. Expects policy, creditor and debtor loaded.
    """
    allowed = {case.pk: case for case in cases if _may_be_named(case)}
    if not allowed:
        return frozenset()
    written = Message.objects.filter(case_id__in=allowed).exclude(stage="").exclude(status__in=NOT_LEAVING)
    return frozenset(
        pk
        for pk, stage, created_at in written.order_by().values_list("case_id", "stage", "created_at")
        if created_at >= allowed[pk].episode_started_at and _reaches(stage, allowed[pk].policy)
    )


def with_late_payment(facts: AccountFacts, case: Case, *, at_fee_stage: bool) -> AccountFacts:
    """The facts with `allowed.late_fee` and `new_due`, each only where something is asked for. Without a query.

    `facts.today` is the day up to which interest runs and on which a reminder leaves.
    """
    if not facts.asked() or facts.today is None:
        return facts
    fee = late_fee(facts, case, today=facts.today) if at_fee_stage else None
    allowed = replace(facts.allowed, late_fee=fee)
    return replace(facts, allowed=allowed, new_due=new_deadline(case.debtor.country, sent_on=facts.today))


def late_fee(facts: AccountFacts, case: Case, *, today: date) -> Decimal | None:
    """Costs of all that is asked for in the account's currency; None where not allowed, unknown for any, or nothing."""
    if not _may_be_named(case):
        return None
    sums = [_costs(invoice, amount, case, today=today) for invoice, amount in _late(facts)]
    known = [fee for fee in sums if fee is not None]
    return sum(known, Decimal()) or None if len(known) == len(sums) else None


def law_of(case: Case) -> str:
    """The country whose law gives the costs, by the policy."""
    own = case.policy.late_fee_law == Policy.LateFeeLaw.CREDITOR
    return case.creditor.country if own else case.debtor.country


def _may_be_named(case: Case) -> bool:
    """By policy and country, and never to a natural person: rules between businesses do not hold for it."""
    policy, debtor = case.policy, case.debtor
    if policy.late_fee == Policy.LateFee.NONE or debtor.natural_person:
        return False
    return not policy.late_fee_countries or debtor.country in policy.late_fee_countries


def _reaches(stage: str, policy: Policy) -> bool:
    return RANKS.get(stage, -1) >= RANKS[policy.late_fee_from_stage]


def _late(facts: AccountFacts) -> Iterator[tuple[InvoiceFact, Decimal]]:
    """Invoices asked for in the account's currency with what is left of each; credits and promised parts are taken
    off the oldest, which bear the most interest."""
    mine = facts.currency
    covered = sum((credit.amount for credit in facts.credits if credit.currency == mine), Decimal())
    covered += facts.promised_parts().get(mine, Decimal())
    for invoice in sorted(facts.asked(), key=lambda invoice: (invoice.due, invoice.number)):
        if invoice.currency != mine:
            continue
        left = max(invoice.balance - covered, Decimal())
        covered -= invoice.balance - left
        if left:
            yield invoice, left


def _costs(invoice: InvoiceFact, amount: Decimal, case: Case, *, today: date) -> Decimal | None:
    """A due date on the debtor's non-business day counts as the next business day."""
    country, due = law_of(case), calendar_of(case.debtor).next_business_day(invoice.due)
    if case.policy.late_fee == Policy.LateFee.FLAT:
        return recovery_costs(amount, currency=invoice.currency, country=country, on=due)
    return statutory_interest(amount, currency=invoice.currency, country=country, due=due, until=today)
