"""What is still to fall due may not be called overdue, alone, beside another or in a sum."""

from dataclasses import replace
from datetime import timedelta

import pytest

from agent.guardrails import check_facts
from tests.agent.drafting.accounts import account


def codes(body, language):
    facts = account()
    late, coming = facts.invoices[:2]
    late = replace(late, number="FV-1", due=facts.today - timedelta(days=12), days_overdue=12, standing="ask")
    coming = replace(coming, number="FV-2", due=facts.today + timedelta(days=9), days_overdue=0, standing="ask")
    facts = replace(facts, invoices=(late, coming), total_overdue=None, promises=(), quotes=(), credits=(), payments=())
    found = check_facts(subject="", body=f"{body}\n", language=language, facts=facts)
    return [violation.code for violation in found]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("FV-1 and FV-2 are both overdue.", "en"),
        ("Przeterminowana faktura FV-2 czeka na zapłatę.", "pl"),
        ("Счёт FV-2 просрочен.", "ru"),
        ("FV-1とFV-2はいずれも期日を過ぎております。", "ja"),
        ("FV-1 和 FV-2 均已逾期。", "zh"),
    ],
)
def test_an_invoice_that_is_still_to_fall_due_is_not_overdue(body, language):
    assert codes(body, language) == ["wrong_fact"]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("FV-1 is overdue and FV-2 falls due next week.", "en"),
        ("Beide Rechnungen FV-1 und FV-2 liegen bei; überfällig ist nur die erste.", "de"),
        ("FV-2 nie jest jeszcze po terminie.", "pl"),
        ("FV-1은 연체되었고 FV-2는 아직 기한 전입니다.", "ko"),
    ],
)
def test_it_may_be_named_beside_one_that_is(body, language):
    assert codes(body, language) == []
