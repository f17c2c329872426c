"""How it went with a debtor so far, for the tone of a letter; from rows that were read anyway, no query of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from agent.facts import RelationFact
from customers.history import PaymentHabit
from dunning.models import Case, Persona, Promise

KEPT, BROKEN = Promise.Status.KEPT, Promise.Status.BROKEN


def relation_of(
    case: Case, *, habit: PaymentHabit | None, promises: Sequence[Promise], as_of: datetime
) -> RelationFact:
    """`habit`: None where nothing was settled in two years, or of a natural person, who is not scored.

    A reserved persona knows of none and of no promises, so that no letter speaks of them.
    """
    persona = case.policy.persona
    reserved = persona is not None and persona.tone == Persona.Tone.RESERVED
    habit = None if reserved else habit
    made = [promise for promise in promises if promise.kind == Promise.Kind.PROMISE and not reserved]
    replied = case.last_reply_at
    return RelationFact(
        settled=habit.settled if habit else 0,
        typical_days_late=round(habit.median_days) if habit else None,
        promises_kept=sum(promise.status == KEPT for promise in made),
        promises_broken=sum(promise.status == BROKEN for promise in made),
        reminders_sent=case.attempts,
        days_since_reply=max((as_of - replied).days, 0) if replied else None,
    )
