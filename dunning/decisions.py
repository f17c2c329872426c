"""The decision table: facts of one debtor in, the next action and why out. Pure; the first row that applies decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from dunning.case_facts import CaseFacts
from dunning.escalation_choice import newly_met
from dunning.manager_pauses import pause_for_manager
from dunning.outcome import Budget, Outcome, WantedReview, wait
from dunning.position import Position, position_of
from dunning.step_choice import Choice, next_choice, pre_due_choice

# Business days after which a wait on a person's answer is looked at again.
LOOK_AFTER_REVIEW_DAYS = 5
# An absent contact is waited for so long at most, then somebody else is asked for.
MAXIMUM_ABSENCE_BUSINESS_DAYS = 10
# Past their bound the next step is drafted for approval under these; the others block until they are answered.
PASSABLE_REVIEWS = ("reply", "extension", "refusal")
LEGAL_REVIEWS = ("insolvency", "legal")
BLOCKING_REVIEWS = (*PASSABLE_REVIEWS, "opt_out", "returned_payment", "uncertain")

Row = Callable[[CaseFacts, Position, Budget], Outcome | None]


def decide(facts: CaseFacts, budget: Budget) -> tuple[Outcome, Position]:
    """Walk the table of domain rules. Does not spend the budget."""
    position = position_of(facts)
    if position.owed and not position.overdue:
        return _before_due(facts, position, budget), position
    for row in ROWS:
        if outcome := row(facts, position, budget):
            return _with_heads_up(outcome, facts, position, chasing=ROWS.index(row) > ROWS.index(_escalates)), position
    raise AssertionError("the last row always applies")


def _with_heads_up(outcome: Outcome, facts: CaseFacts, position: Position, *, chasing: bool) -> Outcome:
    """A heads-up is a notice: it goes beside whatever was decided while the case is chased, and blocks nothing."""
    rule = newly_met(facts, position, heads_up=True) if chasing and position.carrying else None
    return replace(outcome, escalation=rule.rule.key, escalation_text=rule.text) if rule else outcome


def _stopped(facts: CaseFacts, position: Position, budget: Budget) -> Outcome | None:
    """Row 1: the global stop, a flag of the debtor, a legal matter."""
    if facts.global_stop:
        return wait(facts, "global_stop", f"Everything is stopped: {facts.global_stop}", facts.business_days_ahead(1))
    legal = facts.open_review(*LEGAL_REVIEWS)
    if legal:
        words = "The customer's insolvency or a legal matter is with a person."
        return wait(facts, legal.kind, words, legal.look_again_on or legal.deadline)
    if not facts.stopped or not position.owed:
        return None
    words = f"The customer is marked “{facts.stopped.replace('_', ' ')}”; nothing is written to it."
    review = facts.open_review("stopped")
    if review:
        return wait(facts, "stopped", words, review.look_again_on or review.deadline)
    again = facts.today + timedelta(days=30)
    wanted = WantedReview("stopped", words, facts.business_days_ahead(10), look_again_on=again)
    return wait(facts, "stopped", words, again, reviews=(wanted,))


def _nothing_owed(facts: CaseFacts, position: Position, budget: Budget) -> Outcome | None:
    """Row 2."""
    if position.owed:
        return None
    return _close(facts, "nothing_owed", "Nothing is owed any more.")


def _close(facts: CaseFacts, reason: str, text: str) -> Outcome:
    next_look = facts.opening(facts.today + timedelta(days=30))
    if facts.case is None:
        return Outcome("", reason, text, next_look)
    return Outcome("close", reason, text, next_look)


def _stale(facts: CaseFacts, position: Position, budget: Budget) -> Outcome | None:
    """Row 3."""
    if not facts.stale:
        return None
    return wait(facts, "stale_source", facts.stale, facts.business_days_ahead(1))


def _inbound(facts: CaseFacts, position: Position, budget: Budget) -> Outcome | None:
    """Row 4: nobody is chased over an unread reply, an unanswered review or a delivery in doubt."""
    if facts.unread_since is not None:
        bound = facts.calendar.add_business_days(
            facts.unread_since.astimezone(facts.zone).date(), facts.rules.reply_deadline_days
        )
        if facts.today < bound:
            return wait(facts, "unread_mail", "A mail of the customer has not been read yet.", bound)
    if facts.delivery_uncertain:
        words = "It is not certain whether the last message went out; a person looks."
        return wait(facts, "delivery_uncertain", words, facts.business_days_ahead(1))
    review = facts.open_review(*BLOCKING_REVIEWS)
    if review and (review.kind not in PASSABLE_REVIEWS or facts.today <= review.deadline):
        words = f"A person has to answer first: {review.kind.replace('_', ' ')}."
        return wait(facts, "review_open", words, review.deadline + timedelta(days=1))
    return None


def _unfinished(facts: CaseFacts, position: Position, budget: Budget) -> Outcome | None:
    """Row 5."""
    if not facts.unfinished_message:
        return None
    words = "A message of this case has not gone out yet."
    return wait(facts, "message_unfinished", words, facts.business_days_ahead(1))


def _held(facts: CaseFacts, position: Position, budget: Budget) -> Outcome | None:
    """Row 6."""
    case = facts.case
    if case is None or case.hold_until is None or case.hold_until <= facts.today:
        return None
    return wait(facts, "on_hold", f"On hold until {case.hold_until}: {case.hold_reason}", case.hold_until)


def _escalates(facts: CaseFacts, position: Position, budget: Budget) -> Outcome | None:
    """Row 7: over the whole relationship, never over one invoice. Small rests alone never escalate."""
    if position.carrying is None:
        return None
    rule = newly_met(facts, position, heads_up=False)
    if rule is None:
        return None
    until = facts.opening(facts.business_days_ahead(1))
    reason = f"escalation_{rule.rule.key}"
    return Outcome("escalate", reason, rule.text, until, escalation=rule.rule.key, escalation_text=rule.text)


def _nothing_to_ask(facts: CaseFacts, position: Position, budget: Budget) -> Outcome | None:
    """Row 8: everything overdue is promised, disputed, arranged, claimed or covered by credit."""
    if position.net_value > facts.rules.tolerance:
        return None
    end = min((day for day in facts.ends if day > facts.today), default=None)
    reviews: tuple[WantedReview, ...] = _opening_balance(facts)
    if position.credits_cover and facts.open_review("apply_credit") is None:
        words = "Credit notes or unallocated money cover what is overdue; they wait to be applied."
        reviews += (WantedReview("apply_credit", words, facts.business_days_ahead(5)),)
    words = "Nothing can be asked for now: what is overdue is promised, disputed, arranged, paid or covered by credit."
    return wait(
        facts, "nothing_to_ask", words, end or facts.business_days_ahead(LOOK_AFTER_REVIEW_DAYS), reviews=reviews
    )


def _no_contact(facts: CaseFacts, position: Position, budget: Budget) -> Outcome | None:
    """Row 9."""
    if facts.contact_usable:
        return None
    if facts.contact_back_on and facts.today < facts.contact_back_on:
        latest = facts.business_days_ahead(MAXIMUM_ABSENCE_BUSINESS_DAYS)
        until = min(facts.contact_back_on, latest)
        return wait(facts, "contact_absent", f"The only contact is away until {facts.contact_back_on}.", until)
    return _ask_person(facts, "no_contact", "There is no contact that may be written to.")


def _ask_person(facts: CaseFacts, kind: str, words: str) -> Outcome:
    """A Review of the case, once an episode; while it is open, or answered, the case waits."""
    until = facts.business_days_ahead(LOOK_AFTER_REVIEW_DAYS)
    if facts.open_review(kind) or kind in facts.answered_reviews:
        return wait(facts, kind, words, until)
    wanted = WantedReview(kind, words, facts.business_days_ahead(LOOK_AFTER_REVIEW_DAYS))
    return Outcome("review", kind, words, facts.opening(until), reviews=(wanted,))


def _at_ceiling(facts: CaseFacts, position: Position, budget: Budget) -> Outcome | None:
    """Row 10."""
    case = facts.case
    if case is None or case.attempts < facts.rules.attempt_ceiling + case.extra_attempts:
        return None
    return _ask_person(facts, "attempts", f"{case.attempts} messages without money or answer: how to go on?")


def _step(facts: CaseFacts, position: Position, budget: Budget) -> Outcome | None:
    """Rows 11 and 12: a step is due, and goes out unless a gap, an hour or a cap says later."""
    choice = next_choice(facts, position)
    if choice is None or choice.due > facts.today:
        return None
    later = _later(facts, budget, gap=not choice.retry)
    return pause_for_manager(facts, position, choice) or later or _send(facts, position, choice)


def _later(facts: CaseFacts, budget: Budget, *, gap: bool = True) -> Outcome | None:
    """Gap, office hours and caps; a step that goes again because it bounced reached nobody and needs no gap."""
    case = facts.case
    if gap and case and case.last_outreach_on and facts.ever_written:
        free = case.last_outreach_on + timedelta(days=facts.rules.gap_days)
        if facts.today < free:
            words = f"The last message went out on {case.last_outreach_on}; the next may go on {free}."
            return wait(facts, "gap", words, facts.calendar.next_business_day(free))
    if not facts.calendar.is_business_day(facts.today):
        words = "Today is not a business day where the customer is."
        return wait(facts, "not_a_business_day", words, facts.business_days_ahead(1))
    hour, hours = facts.as_of.astimezone(facts.zone).hour, facts.hours(facts.today)
    if hour < hours.start and hours:
        return Outcome("wait", "outside_hours", "It is too early where the customer is.", facts.opening(facts.today))
    if hour not in hours:
        return wait(facts, "outside_hours", "The customer's office hours are over.", facts.business_days_ahead(1))
    if budget.messages <= 0 or (not facts.ever_written and budget.new_contacts <= 0):
        words = "The daily cap on messages is reached; customers with more at stake went first."
        return wait(facts, "daily_cap", words, facts.business_days_ahead(1))
    return None


def _send(facts: CaseFacts, position: Position, choice: Choice) -> Outcome:
    overdue_review = facts.open_review(*PASSABLE_REVIEWS)
    needs_person = "A reply still waits for an answer." if overdue_review or facts.unread_since else ""
    text = f"{_sentence(choice.about)} The step “{choice.step.key}” is due; {_money(position)} is asked for."
    return Outcome(
        "send",
        choice.step.key,
        text,
        facts.opening(facts.business_days_ahead(1)),
        choice=choice,
        reviews=_opening_balance(facts),
        needs_person=needs_person,
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _money(position: Position) -> str:
    return " and ".join(f"{amount:,.2f} {currency}" for currency, amount in sorted(position.net.items()) if amount)


def _none_due(facts: CaseFacts, position: Position, budget: Budget) -> Outcome | None:
    """Row 13: wait for the next step; where the cadence is spent, ask a person once the last message had its gap."""
    choice = next_choice(facts, position)
    if choice is not None:
        words = f"{_sentence(choice.about)} The step “{choice.step.key}” follows on {choice.due}."
        return wait(facts, "next_step_later", words, choice.due, reviews=_opening_balance(facts))
    last = facts.case.last_outreach_on if facts.case else None
    free = last + timedelta(days=facts.rules.gap_days) if last else facts.today
    if facts.today < free:
        return wait(facts, "after_last_step", "The last step has gone out; the customer has time to answer.", free)
    if position.carrying is None:
        return _ask_person(facts, "write_off", "Only small rests are open and were mentioned once: write them off?")
    return _ask_person(facts, "cadence_end", "All steps have gone out: call, hand over or write off?")


def _opening_balance(facts: CaseFacts) -> tuple[WantedReview, ...]:
    """One Review a debtor for items that were already old when Dunwell came."""
    old = [item for item in facts.items if item.set_aside == "opening_balance"]
    if not old or facts.open_review("opening_balance"):
        return ()
    what = f"{len(old)} items are" if len(old) > 1 else "One item is"
    words = f"{what} older than {facts.rules.go_live_age_days} days; may old items be chased?"
    return (WantedReview("opening_balance", words, facts.business_days_ahead(10)),)


def _before_due(facts: CaseFacts, position: Position, budget: Budget) -> Outcome:
    """Nothing is overdue: a courtesy before the due date at most. Rows 7 to 10 do not apply."""
    for row in SILENT_ROWS:
        if facts.case is not None and (outcome := row(facts, position, budget)):
            return outcome
    next_due = min(
        (item.effective_due for item in facts.items if not item.is_overdue(facts.today)), default=facts.today
    )
    look = facts.opening(next_due + timedelta(days=1))
    choice = (
        None if facts.stopped or facts.global_stop or facts.stale or not facts.contact_usable else pre_due_choice(facts)
    )
    if choice and choice.due <= facts.today and not _later(facts, budget):
        words = f"{_sentence(choice.about)} A courtesy note goes out before."
        return Outcome("send", choice.step.key, words, look, choice=choice, case_status="upcoming")
    if choice and choice.due > facts.today:
        look = min(look, facts.opening(choice.due))
    if facts.case is not None and facts.case.status == "open":
        return Outcome("close", "nothing_overdue", "Everything overdue has been settled.", look)
    words = f"Nothing is overdue; the next invoice falls due on {next_due}."
    return Outcome("wait" if facts.case else "", "not_due", words, look, case_status="upcoming")


# Under these not even a word goes out that asks for nothing.
SILENT_ROWS: tuple[Row, ...] = (_stopped, _stale, _inbound, _unfinished, _held)
ROWS: tuple[Row, ...] = (
    _stopped,
    _nothing_owed,
    _stale,
    _inbound,
    _unfinished,
    _held,
    _escalates,
    _nothing_to_ask,
    _no_contact,
    _at_ceiling,
    _step,
    _none_due,
)
