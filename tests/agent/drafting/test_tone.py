"""How a customer is spoken to follows from stated rules, and shows in one sentence at most."""

import dataclasses
from datetime import date, timedelta
from decimal import Decimal

import pytest

from agent.drafting import compose
from agent.drafting.catalogue import catalogue_for
from agent.drafting.tone import tone_of
from agent.facts import PaymentFact, PromiseFact, QuoteFact, RelationFact
from tests.agent.drafting.accounts import TODAY, account, invoice, order

GOOD = RelationFact(settled=12, typical_days_late=1)
QUIET = {"promises": (), "payments": (), "quotes": (), "disputes": ()}


def forms(path):
    return {form for variant in catalogue_for("en").wordings[path] for form in variant.forms}


def first_paragraph(purpose, **changes):
    return compose(order(purpose, **{**QUIET, **changes})).text.split("\n\n")[1]


@pytest.mark.parametrize(
    ("relation", "name"),
    [
        (None, ""),
        (GOOD, "warm"),
        (dataclasses.replace(GOOD, settled=5), "plain"),
        (dataclasses.replace(GOOD, typical_days_late=4), "plain"),
        (dataclasses.replace(GOOD, typical_days_late=None), "plain"),
        (dataclasses.replace(GOOD, promises_broken=1, promises_kept=1), "plain"),
        (dataclasses.replace(GOOD, promises_broken=2), "strained"),
        (RelationFact(promises_broken=2, promises_kept=2), "plain"),
        (RelationFact(), "plain"),
    ],
)
def test_the_tone_follows_the_relation(relation, name):
    assert tone_of(account(relation=relation)).name == name


def test_one_broken_promise_strains_what_is_long_overdue():
    relation, old = RelationFact(promises_broken=1), invoice("1", "10.00", due=TODAY - timedelta(days=30))

    assert tone_of(account(relation=relation)).name == "plain"
    assert tone_of(account(relation=relation, invoices=(old,))).name == "strained"


def test_nobody_long_overdue_is_told_that_it_slipped_through():
    old = invoice("1", "10.00", due=TODAY - timedelta(days=61))

    assert tone_of(account(relation=GOOD, invoices=(old,))).name == "plain"


@pytest.mark.parametrize(
    ("purpose", "relation", "path"),
    [
        ("first_reminder", GOOD, "lead.warm"),
        ("follow_up", GOOD, "lead.warm"),
        ("firm", GOOD, "lead.warm_late"),
        ("final", RelationFact(promises_broken=3), "lead.strained"),
        ("first_reminder", RelationFact(), "lead.plain"),
    ],
)
def test_a_reminder_leads_in_by_tone(purpose, relation, path):
    assert any(first_paragraph(purpose, relation=relation).startswith(form) for form in forms(path))


def test_only_reminders_lead_in():
    leads = forms("lead.warm") | forms("lead.warm_late") | forms("lead.plain") | forms("lead.strained")
    for purpose in ("payment_thanks", "document_answer", "inside_escalation", "right_contact"):
        text = compose(order(purpose, relation=GOOD)).text
        assert not any(lead in text for lead in leads), purpose


def test_a_message_of_the_customer_is_thanked_for_within_two_weeks():
    lately, before = QuoteFact(date(2026, 4, 10), "Soon"), QuoteFact(date(2026, 3, 30), "Soon")

    assert "10 April 2026" in first_paragraph("follow_up", quotes=(before, lately))
    assert "2026" not in first_paragraph("follow_up", quotes=(before,))


def test_a_kept_promise_is_thanked_for():
    kept = PromiseFact(date(2026, 4, 2), None, (), outcome="kept")

    assert "2 April 2026" in first_paragraph("first_reminder", promises=(kept,))


def test_a_part_payment_is_thanked_for_and_only_the_rest_asked():
    part = PaymentFact(date(2026, 4, 12), Decimal("51.60"), "GBP", ("100482",))
    other = dataclasses.replace(part, invoices=("paid-up",))

    assert "£51.60" in first_paragraph("follow_up", payments=(part,))
    assert "£51.60" not in first_paragraph("follow_up", payments=(other,))


def test_the_newest_event_is_the_one_that_is_named():
    part = PaymentFact(date(2026, 4, 12), Decimal("51.60"), "GBP", ("100482",))
    reply = QuoteFact(date(2026, 4, 14), "Soon")
    paragraph = first_paragraph("follow_up", payments=(part,), quotes=(reply,), relation=GOOD)

    assert "14 April 2026" in paragraph and "£51.60" not in paragraph
    assert not any(lead in paragraph for lead in forms("lead.warm"))
