"""What `decide()` knows of one debtor: frozen, read in a fixed number of queries a chunk, never leaving `dunning`.

Dates are in the debtor's own calendar and time zone, `value` and every total are in policy currency.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from trade.calendars import BusinessCalendar
from trade.reminder_rules import SendingHours, sending_hours

ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step of a cadence; `offset` in days (or business days) from its anchor."""

    key: str
    position: int
    anchor: str
    offset: int
    business_days: bool
    stage: str
    purpose: str

    @property
    def is_pre_due(self) -> bool:
        return self.anchor == "due" and self.offset <= 0

    @property
    def is_ladder(self) -> bool:
        return self.anchor in ("due", "issue") and not self.is_pre_due


@dataclass(frozen=True, slots=True)
class EscalationCondition:
    """One rule of the policy; None does not count."""

    key: str
    level: int
    exposure_over: Decimal | None = None
    age_over_days: int | None = None
    silence_over_days: int | None = None
    broken_promises_over: int | None = None
    invoices_over: int | None = None
    sliding_days_over: int | None = None
    # In percent.
    late_chance_over: int | None = None
    tier: str = ""
    minimum_delivered: int = 1
    heads_up: bool = False


@dataclass(frozen=True)
class PolicyRules:
    """The part of a policy and its cadence that decisions rest on. Amounts in `currency`."""

    policy_id: int
    cadence_id: int
    currency: str
    steps: tuple[StepRule, ...]
    by_age: bool = False
    tolerance: Decimal = Decimal("5.00")
    remainder_amount: Decimal = Decimal("50.00")
    remainder_share: Decimal = Decimal("0.02")
    pre_due_minimum: Decimal = Decimal("5000.00")
    go_live_age_days: int = 180
    gap_days: int = 4
    send_from_hour: int = 8
    send_until_hour: int = 17
    attempt_ceiling: int = 6
    habit_days: int = 10
    reply_deadline_days: int = 2
    # Business days between announcing a customer to its account manager and the first firm step; 0: no wait.
    heads_up_days: int = 2
    # Highest level first.
    escalation_rules: tuple[EscalationCondition, ...] = ()

    @cached_property
    def ladder(self) -> tuple[StepRule, ...]:
        """The overdue steps in their order of firmness."""
        return tuple(step for step in self.steps if step.is_ladder)


class ItemFacts(NamedTuple):
    """One open invoice; a plain tuple, since a round makes a million of them.

    `set_aside` says why it is not chased: disputed, arranged, collected, child_stopped, opening_balance.
    """

    invoice_id: int
    number: str
    issued_on: date
    due_on: date
    # The due date moved to the debtor's next business day.
    effective_due: date
    currency: str
    open: Decimal
    promised: Decimal = ZERO
    claimed: Decimal = ZERO
    expected: Decimal = ZERO
    set_aside: str = ""
    # Policy currency per unit of `currency`; None: no rate known.
    rate: Decimal | None = ONE

    def is_overdue(self, today: date) -> bool:
        return today > self.effective_due

    def quiet(self) -> Decimal:
        """The part that is promised, claimed or already paid as far as the bank knows; at most the open amount."""
        if not (self.promised or self.claimed or self.expected):
            return ZERO
        return min(self.promised + self.claimed + self.expected, self.open)


@dataclass(frozen=True, slots=True)
class SentStep:
    """A message of this case that used up a step for its anchor row."""

    message_id: int
    step_key: str
    position: int | None
    anchor_kind: str
    anchor_id: int | None
    status: str
    sent_on: date | None
    retry: int = 0


@dataclass(frozen=True, slots=True)
class EventAnchor:
    """Something that may call for a step of its own: a broken promise, an unseen claim, a resolved dispute."""

    kind: str
    row_id: int
    happened_on: date


@dataclass(frozen=True, slots=True)
class CaseState:
    case_id: int
    version: int
    status: str
    policy_id: int = 0
    action: str = ""
    reason: str = ""
    carrying_invoice_id: int | None = None
    attempts: int = 0
    extra_attempts: int = 0
    last_outreach_on: date | None = None
    last_reply_on: date | None = None
    episode_started_on: date | None = None
    hold_until: date | None = None
    hold_reason: str = ""


@dataclass(frozen=True, slots=True)
class OpenReview:
    kind: str
    deadline: date
    look_again_on: date | None = None


@dataclass(frozen=True, slots=True)
class RaisedEscalation:
    """An escalation not armed again yet."""

    rule_key: str
    level: int
    exposure: Decimal
    waiting_until: date | None = None
    unmet_since: date | None = None
    heads_up: bool = False
    # Of a heads-up: whom it went to on which day; still open and somebody to tell: it is to go out.
    announced_on: date | None = None
    to_be_announced: bool = False


@dataclass(frozen=True, slots=True)
class Habit:
    """How late a debtor pays as known on the day: median and interquartile range of days past due."""

    settled: int
    median_days: int
    spread_days: int


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One debtor towards one creditor at one instant."""

    as_of: datetime
    today: date
    zone: ZoneInfo
    calendar: BusinessCalendar
    creditor_id: int
    debtor_id: int
    rules: PolicyRules
    items: tuple[ItemFacts, ...] = ()
    credits: Mapping[str, Decimal] | None = None
    tier: str = "standard"
    credit_limit: Decimal | None = None
    global_stop: str = ""
    # Why the debtor as a whole is not written to: do_not_contact, insolvent, handed_over, legal, written_off.
    stopped: str = ""
    stale: str = ""
    case: CaseState | None = None
    unread_since: datetime | None = None
    delivery_uncertain: bool = False
    unfinished_message: bool = False
    reviews: tuple[OpenReview, ...] = ()
    # Kinds of the case's own reviews that a person closed since the episode began.
    answered_reviews: frozenset[str] = frozenset()
    sent: tuple[SentStep, ...] = ()
    # Invoices that a courtesy before the due date went out about already.
    courtesies: frozenset[int] = frozenset()
    anchors: tuple[EventAnchor, ...] = ()
    # Days on which something that quiets an invoice ends: promises, disputes, arrangements, absorbed money.
    ends: tuple[date, ...] = ()
    contact_usable: bool = True
    contact_back_on: date | None = None
    ever_written: bool = False
    habit: Habit | None = None
    escalations: tuple[RaisedEscalation, ...] = ()
    broken_promises: int = 0
    # How many days later than before the debtor pays lately, and how likely what is open is paid more than 30 days
    # late, between 0 and 1. None where nobody knows, where no rule asks for it, and for natural persons.
    sliding_days: int | None = None
    late_chance: float | None = None
    delivered: int = 0
    # The debtor's country: its rules stand above the policy's hours.
    country: str = ""

    def hours(self, day: date) -> SendingHours:
        """The debtor's local hours of a day at which mail may leave."""
        return sending_hours(self.country, day, start=self.rules.send_from_hour, end=self.rules.send_until_hour)

    def opening(self, day: date) -> datetime:
        """The instant on a day at which mail may leave, in the debtor's time zone."""
        return datetime.combine(day, time(self.hours(day).start), tzinfo=self.zone)

    def business_days_ahead(self, count: int) -> date:
        return self.calendar.add_business_days(self.today, count)

    def open_review(self, *kinds: str) -> OpenReview | None:
        return next((review for review in self.reviews if review.kind in kinds), None)
