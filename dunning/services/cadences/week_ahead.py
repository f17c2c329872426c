"""What the coming rounds would write, by the rules and the ledger of now: planned, never written down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from dunning.case_facts import CaseFacts, CaseState, SentStep
from dunning.decisions import decide
from dunning.models import Message
from dunning.outcome import Outcome
from dunning.position import Position, position_of
from dunning.services.cases.policies import NoPolicy
from dunning.services.rounds.budgets import budgets_left
from dunning.services.rounds.facts import load_facts
from dunning.services.rounds.looking import Candidate, candidates
from dunning.services.rounds.rules import RoundRules, load_round_rules
from dunning.services.rounds.running import batched_candidates
from dunning.step_choice import Choice

DAYS = 7
# Beyond it those with least at stake are left out; the day's caps would keep them waiting anyway.
MOST_DEBTORS = 5000
# What keeps a message for hours only: it is no reason to be held back for a week.
NOT_TODAY = ("not_a_business_day", "outside_hours")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One message of the week. `asked` by currency, after credits; `message_id` where it is written already."""

    day: date
    debtor_id: int
    case_id: int | None
    cadence_id: int
    step: str
    stage: str
    asked: dict[str, Decimal]
    why: str
    needs_person: str = ""
    message_id: int | None = None
    status: str = ""
    # Of a step that is not written yet: what it hangs on, so that it can be skipped.
    purpose: str = ""
    position: int | None = None
    anchor_kind: str = ""
    anchor_id: int | None = None
    retry: int = 0


@dataclass(frozen=True, slots=True)
class HeldBack:
    """An account with something overdue, or a case, that nobody writes to this week, and what it waits for."""

    debtor_id: int
    case_id: int | None
    cadence_id: int
    action: str
    reason: str
    why: str
    until: datetime
    # Everything overdue by currency, asked for or not.
    overdue: dict[str, Decimal]


@dataclass(frozen=True)
class WeekAhead:
    """`looked_at` of `accounts` were planned. Messages by day, then as the rounds would take them."""

    as_of: datetime
    first: date
    last: date
    messages: tuple[Foreseen, ...]
    held: tuple[HeldBack, ...]
    looked_at: int
    accounts: int


def week_ahead(*, as_of: datetime, days: int = DAYS, most: int = MOST_DEBTORS) -> WeekAhead:
    """Plan each of the coming days, today included, and write nothing. Raises NoPolicy without a default segment.

    A message foreseen counts as sent on the days after; an account is read anew on a day on which a dispute, a promise
    without a date or an absence ends. Promises that fall due count as kept, and no reply or money comes in.
    Queries: as many as a round, and as many again for each day on which something ends.
    """
    shared = load_round_rules(as_of=as_of)
    if "" not in shared.rules:
        raise NoPolicy(_("There is no default segment; run manage.py migrate."))
    found, accounts = _accounts(shared, as_of=as_of, days=days, most=most)
    week = _Week(shared, {one.debtor_id: one for one in found})
    for day in range(days):
        week.plan(day)
    last = as_of.date() + timedelta(days=days - 1)
    return WeekAhead(
        as_of=as_of,
        first=as_of.date(),
        last=last,
        messages=tuple(sorted([*_written_already(week, until=last), *week.messages], key=lambda message: message.day)),
        held=tuple(week.held()),
        looked_at=len(found),
        accounts=accounts,
    )


def _accounts(shared: RoundRules, *, as_of: datetime, days: int, most: int) -> tuple[list[Candidate], int]:
    """Everyone, most overdue first; in a large ledger only whom a round would look at this week."""
    base = next(iter(shared.creditors.values())).currency if shared.creditors else "EUR"
    rates = {currency: rate for (currency, other), rate in shared.rates.items() if other == base}
    found = candidates(as_of=as_of, policies=shared.policies, rates=rates, everyone=True)
    if len(found) <= most:
        return found, len(found)
    end = as_of + timedelta(days=days)
    return candidates(as_of=end, policies=shared.policies, rates=rates)[:most], len(found)


class _Week:
    """The plan as it grows, day by day."""

    def __init__(self, shared: RoundRules, found: dict[int, Candidate]) -> None:
        self.shared, self.found = shared, found
        self.facts: dict[int, CaseFacts] = {}
        self.sent: dict[int, list[SentStep]] = defaultdict(list)
        self.messages: list[Foreseen] = []
        self.last: dict[int, tuple[CaseFacts, Outcome]] = {}
        self._read(found.values(), as_of=shared.as_of)

    def plan(self, offset: int) -> None:
        """Decide for everyone on the day so many days ahead."""
        now = self.shared.as_of
        as_of = now + timedelta(days=offset)
        self._read(
            [self.found[pk] for pk, known in self.facts.items() if _changes_on(known, as_of.date())], as_of=as_of
        )
        budgets = budgets_left(self.shared, on=as_of.date())
        for debtor_id, known in self.facts.items():
            facts = _with_sent(_on_day(known, as_of=as_of, now=now), self.sent[debtor_id])
            budget = budgets[facts.rules.policy_id]
            outcome, position = decide(facts, budget)
            if outcome.reason not in NOT_TODAY or debtor_id not in self.last:
                self.last[debtor_id] = (facts, outcome)
            if outcome.choice:
                budget.spend(is_new=not facts.ever_written)
                self.messages.append(_foreseen(facts, outcome, position, outcome.choice))
                self.sent[debtor_id].append(_as_sent(outcome.choice, on=facts.today))

    def held(self) -> Iterable[HeldBack]:
        """Who gets nothing all week and is owed to: by the decision of the last day, most overdue first."""
        for debtor_id, (facts, outcome) in self.last.items():
            overdue = _overdue(facts)
            told = self.sent[debtor_id] or facts.unfinished_message
            if outcome.action and not told and (overdue or facts.case):
                yield HeldBack(
                    debtor_id=debtor_id,
                    case_id=facts.case.case_id if facts.case else None,
                    cadence_id=facts.rules.cadence_id,
                    action=outcome.action,
                    reason=outcome.reason,
                    why=outcome.text,
                    until=outcome.until,
                    overdue=overdue,
                )

    def _read(self, wanted: Iterable[Candidate], *, as_of: datetime) -> None:
        shared = replace(self.shared, as_of=as_of)
        for chunk in batched_candidates(list(wanted)):
            for facts in load_facts(chunk, shared=shared):
                self.facts[facts.debtor_id] = facts


def _changes_on(facts: CaseFacts, day: date) -> bool:
    """Whether a quiet or an absence ends between the day that the account was read for and this one."""
    back = facts.contact_back_on
    return any(facts.today <= end < day for end in facts.ends) or (back is not None and facts.today < back <= day)


def _on_day(facts: CaseFacts, *, as_of: datetime, now: datetime) -> CaseFacts:
    """The account at the hour at which its mail may first leave that day, today not before now."""
    today = as_of.astimezone(facts.zone).date()
    moved = replace(facts, as_of=as_of, today=today)
    return replace(moved, as_of=max(moved.opening(today), now))


def _with_sent(facts: CaseFacts, sent: Sequence[SentStep]) -> CaseFacts:
    """As if what was foreseen for the days before had gone out."""
    if not sent:
        return facts
    on = sent[-1].sent_on
    assert on is not None
    case = facts.case or CaseState(0, 0, "open", policy_id=facts.rules.policy_id, episode_started_on=on)
    return replace(
        facts,
        case=replace(case, attempts=case.attempts + len(sent), last_outreach_on=on),
        sent=(*facts.sent, *sent),
        courtesies=facts.courtesies | {step.anchor_id for step in sent if step.anchor_kind == "due" and step.anchor_id},
        ever_written=True,
        delivered=facts.delivered + len(sent),
    )


def _as_sent(choice: Choice, *, on: date) -> SentStep:
    return SentStep(
        message_id=0,
        step_key=choice.step.key,
        position=choice.step.position,
        anchor_kind=choice.anchor_kind,
        anchor_id=choice.anchor_id,
        status="sent",
        sent_on=on,
        retry=choice.retry,
    )


def _overdue(facts: CaseFacts) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = defaultdict(Decimal)
    for item in facts.items:
        if item.is_overdue(facts.today):
            totals[item.currency] += item.open
    return dict(totals)


def _foreseen(facts: CaseFacts, outcome: Outcome, position: Position, choice: Choice) -> Foreseen:
    return Foreseen(
        day=facts.today,
        debtor_id=facts.debtor_id,
        case_id=facts.case.case_id or None if facts.case else None,
        cadence_id=facts.rules.cadence_id,
        step=choice.step.key,
        stage=choice.step.stage,
        asked=_asked(facts, position, choice),
        why=outcome.text,
        needs_person=outcome.needs_person,
        purpose=choice.step.purpose,
        position=choice.step.position,
        anchor_kind=choice.anchor_kind,
        anchor_id=choice.anchor_id,
        retry=choice.retry,
    )


def _asked(facts: CaseFacts, position: Position, choice: Choice) -> dict[str, Decimal]:
    """What the message asks for; before the due date what it points at."""
    if position.overdue:
        return {currency: amount for currency, amount in position.net.items() if amount}
    return {item.currency: item.open for item in facts.items if item.invoice_id == choice.anchor_id}


def _written_already(week: _Week, *, until: date) -> list[Foreseen]:
    """Messages of these accounts that have not left yet, with what would be asked today. One query."""
    debtors = [debtor_id for debtor_id, facts in week.facts.items() if facts.unfinished_message]
    rows = Message.objects.filter(debtor__any_of=debtors, status__in=Message.UNFINISHED, send_on__lte=until)
    columns = ("id", "debtor_id", "case_id", "send_on", "step_key", "purpose", "stage", "status", "case__cadence_id")
    found = []
    for row_id, debtor_id, case_id, day, step, purpose, stage, status, cadence_id in rows.values_list(*columns):
        facts = week.facts[debtor_id]
        found.append(
            Foreseen(
                day=facts.calendar.next_business_day(max(day, facts.today)),
                debtor_id=debtor_id,
                case_id=case_id,
                cadence_id=cadence_id or facts.rules.cadence_id,
                step=step or purpose,
                stage=stage,
                asked={currency: amount for currency, amount in position_of(facts).net.items() if amount},
                why="Written already.",
                message_id=row_id,
                status=status,
            )
        )
    return found
