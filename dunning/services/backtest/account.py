"""One debtor while its history is played: what it owed by the day, and what Dunwell would have done so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from customers.history import LOOK_BACK
from dunning.case_facts import (
    ONE,
    CaseFacts,
    CaseState,
    Habit,
    ItemFacts,
    OpenReview,
    PolicyRules,
    RaisedEscalation,
    SentStep,
)
from dunning.escalation_choice import rules_met
from dunning.outcome import Outcome
from dunning.position import Position
from dunning.services.backtest.ledger_days import BOOKING, EXPECTED, INVOICE, Change
from dunning.services.backtest.words_given import Words
from dunning.services.rounds.facts import carrying_is_settled
from dunning.services.rounds.items import effective_due
from dunning.step_choice import HABIT_MINIMUM_SETTLED
from trade.calendars import calendar_for
from trade.reminder_rules import sending_hours


@dataclass(frozen=True, slots=True)
class Debtor:
    """Columns of the customer as they are today: their earlier values are not on record."""

    debtor_id: int
    creditor_id: int
    country: str
    zone: ZoneInfo
    segment: str
    tier: str
    credit_limit: Decimal | None
    natural_person: bool


@dataclass(slots=True)
class Account:
    debtor: Debtor
    rules: PolicyRules
    start: date
    # Of the policy: business days that an account manager has, and how long a broken promise counts.
    escalation_days: int = 3
    broken_window_days: int = 180
    items: dict[int, ItemFacts] = field(default_factory=dict)
    early_money: dict[int, Decimal] = field(default_factory=dict)
    collected: set[int] = field(default_factory=set)
    old: set[int] = field(default_factory=set)
    # Day and days late of each payment that closed an invoice.
    delays: list[tuple[date, int]] = field(default_factory=list)
    words: Words = field(default_factory=Words)
    case: CaseState | None = None
    sent: list[SentStep] = field(default_factory=list)
    courtesies: set[int] = field(default_factory=set)
    ever_written: bool = False
    asked_people: set[str] = field(default_factory=set)
    escalations: list[RaisedEscalation] = field(default_factory=list)

    def learn(self, change: Change) -> None:
        """Take in an invoice or money that became known."""
        if change.kind == INVOICE:
            self._add(change)
            return
        item = self.items.get(change.invoice_id)
        if item is None:
            self._early_or_returned(change)
            return
        if change.kind == EXPECTED:
            self.items[change.invoice_id] = item._replace(expected=item.expected + change.amount)
            return
        left = item.open - change.amount
        if left:
            self.items[change.invoice_id] = item._replace(open=left)
            return
        del self.items[change.invoice_id]
        if change.flag and item.open > 0:
            self.delays.append((change.booked_on, (change.booked_on - item.due_on).days))

    def _early_or_returned(self, change: Change) -> None:
        """Money before its invoice waits for it; money taken back opens an invoice again."""
        if change.kind != BOOKING:
            return
        if change.amount < 0 and change.invoice_id not in self.early_money:
            self.items[change.invoice_id] = self._item(change, -change.amount)
            return
        early = self.early_money.get(change.invoice_id, Decimal())
        self.early_money[change.invoice_id] = early + change.amount

    def _add(self, change: Change) -> None:
        left = change.amount - self.early_money.pop(change.invoice_id, Decimal())
        if not left:
            return
        if change.flag:
            self.collected.add(change.invoice_id)
        if (max(change.day, self.start) - change.due_on).days > self.rules.go_live_age_days:
            self.old.add(change.invoice_id)
        self.items[change.invoice_id] = self._item(change, left)

    def _item(self, change: Change, left: Decimal) -> ItemFacts:
        due = effective_due(self.debtor.country, change.due_on)
        row = (change.invoice_id, change.number, change.issued_on, change.due_on, due, change.currency, left)
        return ItemFacts(*row)

    def facts_on(self, day: date, *, rates: dict[tuple[str, str], Decimal]) -> CaseFacts:
        """As known at the start of a day, looked at when mail may first leave."""
        debtor, rules = self.debtor, self.rules
        items, credits = self._items(day, rates)
        hours = sending_hours(debtor.country, day, start=rules.send_from_hour, end=rules.send_until_hour)
        case = self.case
        if case:
            case = replace(case, last_reply_on=self.words.last_said(day))
        old_asked = "opening_balance" in self.asked_people
        return CaseFacts(
            as_of=datetime.combine(day, time(hours.start), tzinfo=debtor.zone),
            today=day,
            zone=debtor.zone,
            calendar=calendar_for(debtor.country),
            creditor_id=debtor.creditor_id,
            debtor_id=debtor.debtor_id,
            rules=rules,
            items=items,
            credits=credits,
            tier=debtor.tier,
            credit_limit=debtor.credit_limit,
            case=case,
            reviews=(OpenReview("opening_balance", day + timedelta(days=30)),) if old_asked else (),
            answered_reviews=frozenset(self.asked_people),
            sent=tuple(self.sent),
            courtesies=frozenset(self.courtesies),
            anchors=tuple(self.words.anchors(day)),
            ends=tuple(sorted(word.quiet_until for word in self.words.lying(day))),
            ever_written=self.ever_written,
            habit=self._habit(day),
            escalations=tuple(self.escalations),
            broken_promises=self.words.broken(day, window_days=self.broken_window_days),
            delivered=len(self.sent),
            country=debtor.country,
        )

    def _items(
        self, day: date, rates: dict[tuple[str, str], Decimal]
    ) -> tuple[tuple[ItemFacts, ...], dict[str, Decimal]]:
        promised: dict[int, Decimal] = {}
        disputed: set[int] = set()
        for word in self.words.lying(day):
            for invoice_id, amount in word.parts:
                if word.kind == "dispute":
                    disputed.add(invoice_id)
                else:
                    promised[invoice_id] = promised.get(invoice_id, Decimal()) + amount
        credits: dict[str, Decimal] = {}
        found = []
        for item in sorted(self.items.values(), key=lambda one: (one.due_on, one.issued_on, one.number)):
            if item.open < 0:
                credits[item.currency] = credits.get(item.currency, Decimal()) - item.open
                continue
            aside = self._set_aside(item.invoice_id, disputed)
            rate = ONE if item.currency == self.rules.currency else rates.get((item.currency, self.rules.currency))
            quiet = promised.get(item.invoice_id, Decimal())
            found.append(item._replace(promised=quiet, set_aside=aside, rate=rate))
        return tuple(found), credits

    def _set_aside(self, invoice_id: int, disputed: set[int]) -> str:
        if invoice_id in self.collected:
            return "collected"
        if invoice_id in disputed:
            return "disputed"
        return "opening_balance" if invoice_id in self.old else ""

    def _habit(self, day: date) -> Habit | None:
        """Only the first message waits for it."""
        if self.sent or self.debtor.natural_person or len(self.delays) < HABIT_MINIMUM_SETTLED:
            return None
        late = sorted(days for paid, days in self.delays if paid >= day - LOOK_BACK)
        if len(late) < HABIT_MINIMUM_SETTLED:
            return None
        low, middle, high = (_percentile(late, share) for share in (0.25, 0.5, 0.75))
        return Habit(len(late), round(middle), round(high - low))

    def act(self, facts: CaseFacts, outcome: Outcome, position: Position) -> None:
        """As if what was decided had been done that day: mail sent, people asked, nobody answering."""
        self._track_rules(facts, outcome, position)
        if outcome.action == "close":
            self.case, self.sent, self.asked_people = None, [], set()
            return
        if not outcome.action:
            return
        self._move_case(facts, outcome, position)
        self.asked_people |= {review.kind for review in outcome.reviews}
        if outcome.choice:
            self._send(facts, outcome)

    def _move_case(self, facts: CaseFacts, outcome: Outcome, position: Position) -> None:
        today = facts.today
        case = self.case or CaseState(
            1, 1, outcome.case_status, policy_id=facts.rules.policy_id, episode_started_on=today
        )
        if carrying_is_settled(case.carrying_invoice_id, facts.items):
            case, self.asked_people = replace(case, attempts=0, episode_started_on=today), set()
        self.case = replace(
            case,
            status="open" if "open" in (outcome.case_status, case.status) else "upcoming",
            action=outcome.action,
            reason=outcome.reason,
            carrying_invoice_id=position.carrying.invoice_id if position.carrying else None,
        )

    def _send(self, facts: CaseFacts, outcome: Outcome) -> None:
        choice, case = outcome.choice, self.case
        assert choice is not None
        assert case is not None
        step = choice.step
        row_id = len(self.sent) + 1
        self.sent.append(
            SentStep(row_id, step.key, step.position, choice.anchor_kind, choice.anchor_id, "sent", facts.today)
        )
        if choice.step.stage == "courtesy":
            self.courtesies.add(choice.anchor_id)
        self.case = replace(case, attempts=case.attempts + 1, last_outreach_on=facts.today)
        self.ever_written = True

    def _track_rules(self, facts: CaseFacts, outcome: Outcome, position: Position) -> None:
        met = set(rules_met(facts, position)) if self.escalations else set()
        for place, raised in enumerate(self.escalations):
            unmet = None if (raised.rule_key, raised.level) in met else raised.unmet_since or facts.today
            self.escalations[place] = replace(raised, unmet_since=unmet)
        if not outcome.escalation:
            return
        rule = next(rule for rule in facts.rules.escalation_rules if rule.key == outcome.escalation)
        raised = RaisedEscalation(
            rule.key,
            rule.level,
            position.chaseable_value,
            waiting_until=None if rule.heads_up else facts.business_days_ahead(self.escalation_days),
            heads_up=rule.heads_up,
            announced_on=facts.today if rule.heads_up else None,
        )
        self.escalations = [one for one in self.escalations if one.rule_key != rule.key] + [raised]


def _percentile(ordered: list[int], share: float) -> float:
    """Between neighbours by distance, as PostgreSQL's percentile_cont."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
