"""What today's policies and cadences would have written on each day of a ledger's past, as it was known on that day.

Each account is read at the start of a day, so money of the day itself is not known yet. Every message counts as sent
on its day, every question to a person stays unanswered, and customers paid and said what is on record: what they would
have done under these messages nobody can know. Left out: replies without promise or dispute, holds, arrangements,
absences, unallocated money, bounces, flags that stop a customer (none of them is kept with the day since when).
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from customers.models import Customer, Rate
from dunning.case_facts import CaseFacts
from dunning.decisions import decide
from dunning.outcome import Budget, Outcome
from dunning.position import Position
from dunning.services.backtest.account import Account, Debtor
from dunning.services.backtest.ledger_days import Change, changes_by_day
from dunning.services.backtest.words_given import Words, words_by_debtor
from dunning.services.cases.policies import NoPolicy
from dunning.services.rounds.facts import zone_of
from dunning.services.rounds.looking import Candidate
from dunning.services.rounds.planned import Planned
from dunning.services.rounds.rules import RoundRules, load_round_rules

COLUMNS = ("id", "source__creditor_id", "country", "time_zone", "segment", "tier", "credit_limit", "natural_person")


@dataclass(frozen=True, slots=True)
class WouldSend:
    """One message that would have gone out; `asked` by currency, `value` of it in policy currency."""

    day: date
    debtor_id: int
    step: str
    stage: str
    invoice_id: int
    asked: dict[str, Decimal]
    value: Decimal
    days_past_due: int
    why: str


@dataclass
class Tally:
    """What the days came to, besides messages."""

    days: int = 0
    looks: int = 0
    escalations: int = 0
    questions: Counter[str] = field(default_factory=Counter)
    overdue: list[tuple[date, float]] = field(default_factory=list)
    seconds: float = 0.0


class Replay:
    """Iterate `messages()` once; then `tally` is full. Holds what is open and a few figures a debtor, no history."""

    def __init__(
        self, *, start: date, end: date, as_of: datetime, told: Callable[[date], None] = lambda day: None
    ) -> None:
        """From `start` to `end`, both included, by the rules of `as_of`. Raises NoPolicy."""
        self.start, self.end, self.told = start, end, told
        self.shared = load_round_rules(as_of=as_of)
        if "" not in self.shared.rules:
            raise NoPolicy("There is no default segment; run manage.py migrate.")
        self.tally = Tally()
        self.accounts: dict[int, Account] = {}
        self.looks: dict[date, set[int]] = defaultdict(set)
        self.debtors = _debtors(self.shared)
        self.words = words_by_debtor(start=start, until=end)

    def messages(self) -> Iterator[WouldSend]:
        began = time.monotonic()
        changes = changes_by_day(start=self.start, end=self.end)
        waiting = next(changes, None)
        for offset in range((self.end - self.start).days + 1):
            day = self.start + timedelta(days=offset)
            while waiting and waiting[0] < day:
                self._learn(waiting[1], day)
                waiting = next(changes, None)
            if day == self.start:
                self._expect_words()
            yield from self._play(day)
            self.tally.days += 1
            self.tally.seconds = time.monotonic() - began
            self.told(day)

    def _learn(self, changes: list[Change], day: date) -> None:
        for change in changes:
            account = self.accounts.get(change.debtor_id) or self._account(change.debtor_id)
            if account:
                account.learn(change)
                self.looks[day].add(change.debtor_id)

    def _account(self, debtor_id: int) -> Account | None:
        debtor = self.debtors.get(debtor_id)
        if debtor is None:
            return None
        segment = debtor.segment if debtor.segment in self.shared.rules else ""
        rules, policy = self.shared.rules[segment], self.shared.policies[segment]
        self.accounts[debtor_id] = Account(
            debtor,
            rules,
            self.start,
            escalation_days=policy.escalation_deadline_days,
            broken_window_days=policy.broken_promise_window_days,
            words=self.words.get(debtor_id) or Words(),
        )
        return self.accounts[debtor_id]

    def _expect_words(self) -> None:
        """A promise or dispute is looked at when it was given and when it was decided."""
        for debtor_id, words in self.words.items():
            for day in words.turning_days():
                self.looks[max(day, self.start)].add(debtor_id)

    def _play(self, day: date) -> Iterator[WouldSend]:
        rates = Rate.objects.known_on(day - timedelta(days=1))
        budgets = {p.pk: Budget(p.daily_cap_messages, p.daily_cap_new_contacts) for p in self.shared.policies.values()}
        todays = [self.accounts[debtor_id] for debtor_id in self.looks.pop(day, ()) if debtor_id in self.accounts]
        read = [(account, account.facts_on(day, rates=rates)) for account in todays]
        for account, facts in sorted(read, key=lambda pair: (-_overdue(pair[1]), pair[1].debtor_id)):
            budget = budgets[account.rules.policy_id]
            outcome, position = decide(facts, budget)
            self._count(account, outcome)
            if outcome.choice and outcome.action == "send":
                budget.spend(is_new=not facts.ever_written)
                yield _would_send(facts, outcome, position)
            account.act(facts, outcome, position)
            self._look_again(facts, outcome, position)
        if day.weekday() == 0:
            self.tally.overdue.append((day, self._overdue_share(day, rates)))

    def _count(self, account: Account, outcome: Outcome) -> None:
        self.tally.looks += 1
        self.tally.escalations += bool(outcome.escalation)
        self.tally.questions.update(
            review.kind for review in outcome.reviews if review.kind not in account.asked_people
        )

    def _look_again(self, facts: CaseFacts, outcome: Outcome, position: Position) -> None:
        """As a round would; an account without anything open only when something comes."""
        if not facts.items and not outcome.action:
            return
        plan = Planned(facts, position, outcome, Candidate(facts.debtor_id, facts.creditor_id, 0, "", 0))
        again = max(plan.next_look.astimezone(facts.zone).date(), facts.today + timedelta(days=1))
        self.looks[again].add(facts.debtor_id)

    def _overdue_share(self, day: date, rates: dict[tuple[str, str], Decimal]) -> float:
        """Of everything open, in policy currencies, an unknown rate counting as one."""
        total = late = 0.0
        for account in self.accounts.values():
            for item in account.items.values():
                if item.open > 0:
                    value = float(item.open * rates.get((item.currency, account.rules.currency), Decimal(1)))
                    total += value
                    late += value * (item.effective_due < day)
        return late / total if total else 0.0


def _debtors(shared: RoundRules) -> dict[int, Debtor]:
    """One query, streamed."""
    found = {}
    for pk, creditor_id, country, zone, segment, *rest in Customer.objects.values_list(*COLUMNS).iterator():
        where: ZoneInfo = zone_of(zone, country, shared.creditors[creditor_id].time_zone)
        found[pk] = Debtor(pk, creditor_id, country, where, segment, *rest)
    return found


def _overdue(facts: CaseFacts) -> Decimal:
    return sum((item.open * (item.rate or 1) for item in facts.items if item.due_on < facts.today), Decimal())


def _would_send(facts: CaseFacts, outcome: Outcome, position: Position) -> WouldSend:
    choice = outcome.choice
    assert choice is not None
    asked, value = {currency: amount for currency, amount in position.net.items() if amount}, position.net_value
    if not position.overdue:
        item = next(item for item in facts.items if item.invoice_id == choice.anchor_id)
        asked, value = {item.currency: item.open}, item.open * (item.rate or 1)
    carrying = position.carrying.invoice_id if position.carrying else choice.anchor_id
    why, past = outcome.text, position.days_past_due
    return WouldSend(
        facts.today, facts.debtor_id, choice.step.key, choice.step.stage, carrying, asked, value, past, why
    )
