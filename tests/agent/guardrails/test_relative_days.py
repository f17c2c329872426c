"""Due days told from today, and the due dates of two invoices in one sentence."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from agent.guardrails import check_facts
from tests.agent.drafting.accounts import account

FRIDAY = date(2026, 11, 20)


def codes(body, language, *, days_ago):
    facts = account()
    invoices = tuple(replace(one, due=FRIDAY - timedelta(days=days_ago)) for one in facts.invoices)
    facts = replace(facts, invoices=invoices, promises=(), quotes=(), today=FRIDAY)
    found = check_facts(subject="", body=f"{body}\n", language=language, facts=facts)
    return [violation.code for violation in found]


SAID = [
    ("Invoice 100482 fell due last Friday.", "en"),
    ("Rechnung 100482 war am Freitag fällig.", "de"),
    ("Factuur 100482 is vorige week vervallen.", "nl"),
    ("I fredags förföll faktura 100482.", "sv"),
    ("Faktura 100482 forfaldt i sidste uge.", "da"),
    ("Faktura 100482 forfalt sist fredag.", "nb"),
    ("Lasku 100482 erääntyi viime viikolla.", "fi"),
    ("100482 numaralı faturanın vadesi geçen hafta doldu.", "tr"),
]


@pytest.mark.parametrize(("body", "language"), SAID)
def test_a_relative_day_that_is_no_due_day_is_a_wrong_fact(body, language):
    assert codes(body, language, days_ago=32) == ["wrong_fact"]


@pytest.mark.parametrize(("body", "language"), SAID)
def test_a_relative_day_that_is_the_due_day_passes(body, language):
    assert codes(body, language, days_ago=7) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("100482 was due on 31 March and 100490 on 10 April.", ["wrong_fact"]),
        ("100482 was due on 10 April and 100490 on 31 March.", []),
    ],
)
def test_due_dates_of_two_invoices_must_not_be_swapped(body, expected):
    found = check_facts(subject="", body=f"{body}\n", language="en", facts=account())
    assert [violation.code for violation in found] == expected


@pytest.mark.parametrize(
    "body", ["Could you pay the overdue amount next week?", "I will call you tomorrow about what is due."]
)
def test_a_day_beside_another_word_than_falling_due_is_no_due_day(body):
    assert codes(body, "en", days_ago=32) == []


@pytest.mark.parametrize(
    "body",
    ["La facture 100482 est arrivée à échéance hier.", "La facture 100482 est échue depuis hier."],
)
def test_a_french_due_day_that_is_told_from_today_must_fit(body):
    assert [one.code for one in check_facts(subject="100482", body=body, language="fr", facts=account())] == [
        "wrong_fact"
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Nous vous avons écrit hier au sujet de la facture échue 100482.",
        "La facture 100482 est à régler demain au plus tard.",
    ],
)
def test_a_french_letter_of_yesterday_is_no_due_day(body):
    assert check_facts(subject="100482", body=body, language="fr", facts=account()) == ()
