"""What a fresh database starts with, so that it works without setup. What is there already stays as it is."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from dunning.dispute_deadlines import DEADLINE_DAYS
from dunning.models import Cadence, DisputeDeadline, EscalationRule, Persona, Policy, Rung, Segment, Step

CADENCE_KEY = POLICY_NAME = "standard"
PERSONA_NAME = "Accounts receivable"

# key, anchor, offset, in business days, stage, purpose. Event steps stand outside the ladder at position 0.
LADDER = (
    ("courtesy", Step.Anchor.DUE, -5, Step.Stage.COURTESY, "pre_due_courtesy"),
    ("first", Step.Anchor.DUE, 3, Step.Stage.FIRST, "first_reminder"),
    ("follow-up", Step.Anchor.DUE, 10, Step.Stage.FOLLOW_UP, "follow_up"),
    ("firm", Step.Anchor.DUE, 21, Step.Stage.FIRM, "firm"),
    ("final", Step.Anchor.DUE, 35, Step.Stage.FINAL, "final"),
)
EVENT_STEPS = (
    ("claim-unseen", Step.Anchor.CLAIM_UNSEEN, 1, Step.Stage.FOLLOW_UP, "claim_unseen"),
    ("promise-broken", Step.Anchor.PROMISE_BROKEN, 1, Step.Stage.FIRM, "promise_broken"),
    ("dispute-resolved", Step.Anchor.DISPUTE_RESOLVED, 1, Step.Stage.FIRST, "dispute_resolved"),
)

# The account manager hears of a valued or endangered customer before the firm step (day 21), and decides where much
# money is late or a customer slides.
ESCALATION_RULES = (
    {"key": "large-and-old", "level": 2, "exposure_over": Decimal(20_000), "age_over_days": 45},
    {"key": "broken-promises", "level": 1, "exposure_over": Decimal(5_000), "broken_promises_over": 1},
    {"key": "sliding-customer", "level": 1, "sliding_days_over": 7, "invoices_over": 4},
    {"key": "valued-customer", "level": 1, "tier": "high_value", "age_over_days": 14, "heads_up": True},
    {"key": "at-risk-customer", "level": 1, "late_chance_over": 60, "exposure_over": Decimal(5_000), "heads_up": True},
)

RUNGS = {
    Rung.Kind.REMINDER: Rung.Level.SUGGEST,
    Rung.Kind.ANSWER: Rung.Level.SUGGEST,
    Rung.Kind.DOCUMENT: Rung.Level.SUGGEST,
    Rung.Kind.THANKS: Rung.Level.SUGGEST,
    # The reader is measured at one wrong field in two of what it is sure of (docs/evaluation.md): a person accepts.
    Rung.Kind.READING: Rung.Level.SUGGEST,
}


@transaction.atomic
def ensure_defaults() -> None:
    """A standard cadence, persona and policy, and the segment for all customers that name none.

    Each is made once: an installation that has a default segment already is left alone.
    """
    if Segment.objects.filter(key="").exists():
        return
    policy, made = Policy.objects.get_or_create(
        name=POLICY_NAME, defaults={"cadence": _standard_cadence(), "persona": _persona()}
    )
    if made:
        EscalationRule.objects.bulk_create([EscalationRule(policy=policy, **rule) for rule in ESCALATION_RULES])
        DisputeDeadline.objects.bulk_create(
            [
                DisputeDeadline(policy=policy, reason=reason, business_days=days)
                for reason, days in DEADLINE_DAYS.items()
            ]
        )
    segment = Segment.objects.create(key="", name="All other customers", policy=policy)
    Rung.objects.bulk_create([Rung(segment=segment, kind=kind, level=level) for kind, level in RUNGS.items()])


def _standard_cadence() -> Cadence:
    cadence, made = Cadence.objects.get_or_create(key=CADENCE_KEY, is_current=True, defaults={"name": "Standard"})
    if made:
        Step.objects.bulk_create([*_ladder(cadence), *_event_steps(cadence)])
    return cadence


def _ladder(cadence: Cadence) -> list[Step]:
    return [
        Step(cadence=cadence, key=key, position=position, anchor=anchor, offset=offset, stage=stage, purpose=purpose)
        for position, (key, anchor, offset, stage, purpose) in enumerate(LADDER)
    ]


def _event_steps(cadence: Cadence) -> list[Step]:
    return [
        Step(
            cadence=cadence,
            key=key,
            position=0,
            anchor=anchor,
            offset=offset,
            business_days=True,
            stage=stage,
            purpose=purpose,
        )
        for key, anchor, offset, stage, purpose in EVENT_STEPS
    ]


def _persona() -> Persona:
    return Persona.objects.get_or_create(name=PERSONA_NAME, defaults={"sender_name": "Accounts Receivable"})[0]
