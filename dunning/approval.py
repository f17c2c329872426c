"""May a message leave without a person? Pure; what it answers is stored with the message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

MONITOR, SUGGEST, ASSIST, AUTONOMOUS = range(4)

# The agent leaves the firm tone to people until it is trusted with everything but the last step.
STAGES_OF_ASSIST = frozenset({"", "courtesy", "first", "follow_up"})
BROKEN_PROMISES_ALONE = 1


@dataclass(frozen=True)
class RungFact:
    """How far the agent may go with one kind of action; `amount_limit` in policy currency, None without a limit.

    `stage` is set where the rung speaks for one stage alone, `stages_alone` where it names those that may go alone.
    """

    level: int
    amount_limit: Decimal | None = None
    stage: str = ""
    stages_alone: frozenset[str] = frozenset()
    least_confidence: float = 0.0
    person_tiers: frozenset[str] = frozenset()

    def lets_go(self, stage: str) -> bool:
        """May a message of this stage go alone? A rung set for one stage speaks for it without further ado."""
        if not stage or self.stages_alone:
            return not stage or stage in self.stages_alone
        return self.level == AUTONOMOUS or stage in STAGES_OF_ASSIST or stage == self.stage


@dataclass(frozen=True)
class ApprovalFacts:
    """One checked message. `overdue`: the debtor's total in policy currency, None where a rate is missing.

    `rungs`: one for each kind of action that the message is; the lower wins. `confidence` is that of the reading which
    it answers, None where it answers none.
    """

    stage: str
    rungs: tuple[RungFact, ...]
    overdue: Decimal | None
    new_contact: bool = False
    broken_promises: int = 0
    key_account: bool = False
    tier: str = ""
    natural_person: bool = False
    debtor_changed: bool = False
    overruled: bool = False
    confidence: float | None = None
    minimum_confidence: float = 0.8
    needs_person: str = ""


@dataclass(frozen=True)
class Verdict:
    allowed: bool
    reason: str
    # Neither sent nor shown for approval: only kept as what the agent would have written.
    shadow: bool = False
    # Allowed, but after the undo window, in which a person may still stop it.
    after_window: bool = False
    # The lowest of the rungs.
    level: int = SUGGEST


def may_go_alone(facts: ApprovalFacts) -> Verdict:
    """First the rung `monitor`, then what never goes alone at any rung, then the rung and its limits."""
    level = level_of(facts.rungs)
    if level == MONITOR:
        return Verdict(False, "The agent only watches this kind of action.", shadow=True, level=level)
    if reason := never_alone(facts) or _beyond_limits(facts, level):
        return Verdict(False, reason, level=level)
    return Verdict(True, "The rung allows it.", after_window=level == ASSIST, level=level)


def level_of(rungs: Sequence[RungFact]) -> int:
    """The lowest wins; without any a person is asked."""
    return min((rung.level for rung in rungs), default=SUGGEST)


def _beyond_limits(facts: ApprovalFacts, level: int) -> str:
    """The limit of a rung that the message passes; "" for none."""
    if level == SUGGEST:
        return "The agent only suggests this kind of action."
    if any(facts.tier in rung.person_tiers for rung in facts.rungs):
        return f"Customers of the tier “{facts.tier.replace('_', ' ')}” are a person's to approve on this rung."
    if not all(rung.lets_go(facts.stage) for rung in facts.rungs):
        return f"A message of the stage “{facts.stage.replace('_', ' ')}” is a person's to approve on this rung."
    limits = [rung.amount_limit for rung in facts.rungs if rung.amount_limit is not None]
    if limits and facts.overdue is None:
        return "An exchange rate is missing, so the amount limit cannot be compared."
    if limits and facts.overdue is not None and facts.overdue > min(limits):
        return f"The total overdue of {facts.overdue} is above the limit of {min(limits)}."
    return ""


def never_alone(facts: ApprovalFacts) -> str:
    """Why no rung lets this message go without a person; "" if nothing forbids it."""
    asked = max((facts.minimum_confidence, *(rung.least_confidence for rung in facts.rungs)))
    reasons = (
        (bool(facts.needs_person), facts.needs_person),
        (facts.stage == "final", "The final step is a person's to approve."),
        (facts.new_contact, "It is the first mail to this contact."),
        (facts.broken_promises > BROKEN_PROMISES_ALONE, "More than one promise was broken."),
        (facts.key_account, "It goes to a key account."),
        (facts.natural_person, "It goes to a natural person."),
        (facts.debtor_changed, "The debtor of this case changed."),
        (facts.overruled, "A person overruled what the check had found."),
        (
            facts.confidence is not None and facts.confidence < asked,
            "The reading that it answers is not sure enough.",
        ),
        (facts.overdue is None, "An exchange rate is missing, so the amount is unknown."),
    )
    return next((reason for applies, reason in reasons if applies), "")
