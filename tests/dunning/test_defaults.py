from decimal import Decimal

import pytest
from django.apps import apps

from agent.drafting.purposes import PURPOSES
from dunning.apps import make_defaults
from dunning.models import Cadence, EscalationRule, Persona, Policy, Rung, Segment, Step
from dunning.services.cases.defaults import ensure_defaults
from dunning.services.cases.policies import rules_for_segment
from dunning.services.rounds.rules import load_ladders, policy_rules

pytestmark = pytest.mark.django_db


def test_a_fresh_database_gets_a_policy_for_every_customer():
    ensure_defaults()

    policy = rules_for_segment("any segment that nobody set up")
    assert policy.name == "standard"
    assert policy.cadence.key == "standard"
    assert policy.persona.sender_name == "Accounts Receivable"


def test_the_standard_ladder_starts_five_days_before_and_ends_thirty_five_days_after_the_due_date():
    ensure_defaults()

    rules = policy_rules(rules_for_segment(""), ladders=load_ladders())
    assert [(step.key, step.offset, step.stage, step.purpose) for step in rules.ladder] == [
        ("first", 3, "first", "first_reminder"),
        ("follow-up", 10, "follow_up", "follow_up"),
        ("firm", 21, "firm", "firm"),
        ("final", 35, "final", "final"),
    ]
    assert [(step.key, step.offset) for step in rules.steps if step.is_pre_due] == [("courtesy", -5)]


def test_events_are_answered_one_business_day_later():
    ensure_defaults()

    events = [step for step in Step.objects.all() if step.anchor != Step.Anchor.DUE]
    assert {(step.anchor, step.offset, step.business_days) for step in events} == {
        ("claim_unseen", 1, True),
        ("promise_broken", 1, True),
        ("dispute_resolved", 1, True),
    }


def test_the_writer_knows_every_purpose_of_the_standard_cadence():
    ensure_defaults()

    assert set(Step.objects.values_list("purpose", flat=True)) <= set(PURPOSES)


def test_at_first_a_person_approves_everything_that_is_written():
    ensure_defaults()

    levels = dict(Rung.objects.values_list("kind", "level"))
    assert levels == {
        "reminder": Rung.Level.SUGGEST,
        "answer": Rung.Level.SUGGEST,
        "document": Rung.Level.SUGGEST,
        "thanks": Rung.Level.SUGGEST,
        "reading": Rung.Level.SUGGEST,
    }


def test_a_second_call_changes_nothing():
    ensure_defaults()
    models = (Cadence, Step, Persona, Policy, EscalationRule, Segment, Rung)
    before = [model.objects.count() for model in models]
    Policy.objects.update(tolerance=Decimal("1.00"))

    ensure_defaults()

    assert [model.objects.count() for model in models] == before == [1, 8, 1, 1, 5, 1, 5]
    assert Policy.objects.get().tolerance == Decimal("1.00")


def test_migrating_makes_the_defaults():
    make_defaults(using="default", sender=apps.get_app_config("dunning"))

    assert Segment.objects.filter(key="").exists()
