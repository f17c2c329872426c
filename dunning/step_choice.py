"""Which step of the cadence comes next, on which anchor row, and from which day. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dunning.case_facts import CaseFacts, EventAnchor, ItemFacts, SentStep, StepRule
from dunning.position import Position

# A step that could have gone out so many days ago and did not: the case was paused.
PAUSE_DAYS = 14
# Days added to a debtor's usual delay before the first reminder.
HABIT_GRACE_DAYS = 2
HABIT_MINIMUM_SETTLED = 6
HABIT_MAXIMUM_SPREAD_DAYS = 5

# While one of these has not been written about, no step of the ladder overtakes it.
SPOKEN_OF_FIRST = frozenset({"promise_broken", "claim_unseen", "dispute_resolved", "promise_undated"})

SMALL_BALANCE = StepRule("small-balance", 0, "due", 0, False, "first", "small_balance")
ASK_PAYMENT_DATE = StepRule("ask-payment-date", 0, "promise_undated", 0, False, "follow_up", "ask_payment_date")


@dataclass(frozen=True, slots=True)
class Choice:
    """A step that has not gone out yet and the day from which it may."""

    step: StepRule
    anchor_kind: str
    anchor_id: int
    due: date
    retry: int = 0
    # For the reason in words.
    about: str = ""


def step_day(facts: CaseFacts, step: StepRule, anchor: date) -> date:
    """Anchor plus offset in days or in the debtor's business days."""
    if step.business_days and step.offset:
        return facts.calendar.add_business_days(anchor, step.offset)
    return anchor + timedelta(days=step.offset)


def next_choice(facts: CaseFacts, position: Position) -> Choice | None:
    """The next unsent step, what happened before the ladder; None when the cadence has nothing left."""
    events = _event_choices(facts)
    happened = [choice for choice in events if choice.anchor_kind in SPOKEN_OF_FIRST]
    following = happened or [*events, *_ladder_choice(facts, position)]
    choices = [*_retry_after_bounce(facts, position), *following]
    return min(choices, key=lambda choice: choice.due) if choices else None


def pre_due_choice(facts: CaseFacts) -> Choice | None:
    """The courtesy step before the due date, for a debtor with nothing overdue and enough at stake."""
    upcoming = [
        item for item in facts.items if not item.set_aside and not item.quiet() and not item.is_overdue(facts.today)
    ]
    steps = [step for step in facts.rules.steps if step.is_pre_due]
    choices = []
    for item in upcoming:
        week = [other for other in upcoming if _week(other.due_on) == _week(item.due_on)]
        value = sum(other.open * (other.rate or 1) for other in week)
        if value <= facts.rules.pre_due_minimum or item is not week[0]:
            continue
        for step in steps:
            if item.invoice_id not in facts.courtesies:
                about = f"invoice {item.number} falls due on {item.due_on}"
                choices.append(Choice(step, "due", item.invoice_id, step_day(facts, step, item.due_on), about=about))
    passed = [choice for choice in choices if _step_still_ahead(facts, choice)]
    return min(passed, key=lambda choice: choice.due) if passed else None


def _step_still_ahead(facts: CaseFacts, choice: Choice) -> bool:
    """A courtesy before the due date is never sent on or after it."""
    item = next(item for item in facts.items if item.invoice_id == choice.anchor_id)
    return facts.today < item.due_on


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _was_sent(facts: CaseFacts, key: str, anchor_kind: str, anchor_id: int) -> bool:
    return any(s.step_key == key and s.anchor_kind == anchor_kind and s.anchor_id == anchor_id for s in facts.sent)


def _retry_after_bounce(facts: CaseFacts, position: Position) -> list[Choice]:
    """The step whose message bounced goes once more, to another contact, while its invoice is still asked for."""
    if not facts.sent or facts.sent[-1].status != "bounced" or facts.sent[-1].retry:
        return []
    last = facts.sent[-1]
    step = next((s for s in (*facts.rules.steps, SMALL_BALANCE) if s.key == last.step_key), None)
    asked = {item.invoice_id for item, _ in position.chaseable}
    if step is None or last.anchor_id is None or (step.is_ladder and last.anchor_id not in asked):
        return []
    about = "the last message bounced; the same step goes to another contact"
    return [Choice(step, last.anchor_kind, last.anchor_id, facts.today, retry=1, about=about)]


def _event_choices(facts: CaseFacts) -> list[Choice]:
    if not facts.anchors:
        return []
    steps = {step.anchor: step for step in reversed(facts.rules.steps) if not step.is_ladder and not step.is_pre_due}
    steps["promise_undated"] = ASK_PAYMENT_DATE
    return [
        Choice(step, anchor.kind, anchor.row_id, step_day(facts, step, anchor.happened_on), about=_about_event(anchor))
        for anchor in facts.anchors
        if (step := steps.get(anchor.kind)) and not _was_sent(facts, step.key, anchor.kind, anchor.row_id)
    ]


def _about_event(anchor: EventAnchor) -> str:
    words = {
        "promise_broken": "a promise was broken",
        "claim_unseen": "a payment that the customer announced has not been seen",
        "dispute_resolved": "a dispute was resolved",
        "promise_undated": "a promise named no date",
    }
    return f"{words[anchor.kind]} on {anchor.happened_on}"


def _ladder_choice(facts: CaseFacts, position: Position) -> list[Choice]:
    if position.carrying is None:
        return _small_balance(facts, position)
    carrying = position.carrying
    candidates = _unsent_ladder(facts, carrying)
    if not candidates:
        return []
    step = candidates[0]
    if facts.rules.by_age and facts.ever_written:
        step = ([s for s in candidates if _ladder_day(facts, s, carrying) <= facts.today] or candidates[:1])[-1]
    about = f"invoice {carrying.number} is {(facts.today - carrying.due_on).days} days past due"
    chosen = Choice(step, step.anchor, carrying.invoice_id, _ladder_day(facts, step, carrying), about=about)
    return [_softened_after_pause(facts, chosen)]


def _small_balance(facts: CaseFacts, position: Position) -> list[Choice]:
    """One friendly mention of small rests, on the day the first reminder would go."""
    if not position.chaseable:
        return []
    oldest = position.chaseable[0][0]
    if any(sent.step_key == SMALL_BALANCE.key for sent in facts.sent):
        return []
    first = facts.rules.ladder[:1]
    due = step_day(facts, first[0], oldest.effective_due) if first else oldest.effective_due
    about = f"only small rests are open, the oldest of invoice {oldest.number}"
    return [Choice(SMALL_BALANCE, "due", oldest.invoice_id, due, about=about)]


def _anchor_day(step: StepRule, item: ItemFacts) -> date:
    return item.issued_on if step.anchor == "issue" else item.effective_due


def _unsent_ladder(facts: CaseFacts, item: ItemFacts) -> list[StepRule]:
    """Steps above what was sent for this invoice, so that the first message ever is the first overdue step.

    A new carrying invoice resumes at the lower of the rung reached and the rung of its own age.
    """
    ladder = facts.rules.ladder
    if not facts.sent:
        return list(ladder)
    about_it = [s for s in facts.sent if s.anchor_id == item.invoice_id and s.anchor_kind in ("due", "issue")]
    own = [s.position for s in about_it if s.position]
    if own:
        lowest = max(own) + 1
    else:
        reached = max((s.position for s in facts.sent if s.position), default=0)
        age = max((s.position for s in ladder if step_day(facts, s, _anchor_day(s, item)) <= facts.today), default=0)
        lowest = min(reached, age)
    return [
        step
        for step in ladder
        if step.position >= lowest and not _was_sent(facts, step.key, step.anchor, item.invoice_id)
    ]


def _ladder_day(facts: CaseFacts, step: StepRule, item: ItemFacts) -> date:
    day = step_day(facts, step, _anchor_day(step, item))
    if facts.sent or step is not facts.rules.ladder[0]:
        return day
    return max(day, _habit_day(facts, item))


def _habit_day(facts: CaseFacts, item: ItemFacts) -> date:
    """The day on which a debtor with a steady delay has usually paid; without such a habit the due date."""
    habit, limit = facts.habit, facts.rules.habit_days
    steady = habit and habit.settled >= HABIT_MINIMUM_SETTLED and habit.spread_days <= HABIT_MAXIMUM_SPREAD_DAYS
    over_limit = facts.credit_limit is not None and item.open * (item.rate or 1) > facts.credit_limit
    if not steady or not limit or over_limit or habit is None or habit.median_days <= 0:
        return item.effective_due
    return item.effective_due + timedelta(days=min(habit.median_days + HABIT_GRACE_DAYS, limit))


def _softened_after_pause(facts: CaseFacts, chosen: Choice) -> Choice:
    """After a pause resume one step softer than the last sent, hung on the last message so that it may go again."""
    last = _last_ladder_step(facts)
    if last is None or last.sent_on is None or last.position is None:
        return chosen
    could_have_gone = max(chosen.due, last.sent_on + timedelta(days=facts.rules.gap_days))
    if (facts.today - could_have_gone).days <= PAUSE_DAYS or chosen.step.position < last.position:
        return chosen
    softer = [step for step in facts.rules.ladder if step.position < last.position][-1:] or facts.rules.ladder[:1]
    if _was_sent(facts, softer[0].key, "outgoing", last.message_id):
        return chosen
    return Choice(softer[0], "outgoing", last.message_id, could_have_gone, about=f"{chosen.about}, after a pause")


def _last_ladder_step(facts: CaseFacts) -> SentStep | None:
    if not facts.sent:
        return None
    ladder = {step.key for step in facts.rules.ladder}
    return next((sent for sent in reversed(facts.sent) if sent.step_key in ladder and sent.sent_on), None)
