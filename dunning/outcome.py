"""What a decision is: an action with its reason in words, and what goes along with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dunning.case_facts import CaseFacts
from dunning.step_choice import Choice


@dataclass(slots=True)
class Budget:
    """What the day's caps leave, spent by priority while the round goes on."""

    messages: int
    new_contacts: int

    def spend(self, *, is_new: bool) -> None:
        self.messages -= 1
        self.new_contacts -= is_new


@dataclass(frozen=True, slots=True)
class WantedReview:
    kind: str
    why: str
    deadline: date
    look_again_on: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One decision with its reason; a wait has its end. `action` "" leaves a debtor without a case alone."""

    action: str
    reason: str
    text: str
    until: datetime
    choice: Choice | None = None
    reviews: tuple[WantedReview, ...] = ()
    # The rule by which the account manager is asked, or, beside another action, told; and why in words.
    escalation: str = ""
    escalation_text: str = ""
    # Set where the rung alone must not decide: why a person approves the message.
    needs_person: str = ""
    case_status: str = "open"


def wait(facts: CaseFacts, reason: str, text: str, until: date, *, reviews: tuple[WantedReview, ...] = ()) -> Outcome:
    """Wait until mail may leave on a day; a day that is not ahead becomes the next one."""
    day = max(until, facts.today + timedelta(days=1))
    return Outcome("wait", reason, text, facts.opening(day), reviews=reviews)
