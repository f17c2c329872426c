"""How many invoices a text speaks of, what an offer's amount is, and "null" as a word of Nordic languages."""

from dataclasses import replace

import pytest

from agent.guardrails import check_facts
from tests.agent.drafting.accounts import account


def codes(body, language):
    facts = account()
    facts = replace(facts, invoices=facts.invoices[:2], promises=(), quotes=(), credits=(), payments=())
    found = check_facts(subject="", body=f"{body}\n", language=language, facts=facts)
    return [violation.code for violation in found]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("Your three unpaid invoices are still with you.", "en"),
        ("Ihre drei offenen Rechnungen liegen noch bei Ihnen.", "de"),
        ("Dere har tre ubetalte fakturaer hos oss.", "nb"),
        ("Dört açık fatura görüyoruz.", "tr"),
    ],
)
def test_more_invoices_than_the_account_has_are_a_wrong_fact(body, language):
    assert codes(body, language) == ["wrong_fact"]


def test_as_many_invoices_as_the_account_has_pass():
    assert codes("Your two unpaid invoices are still with you.", "en") == []


def test_an_amount_within_an_offer_is_the_offers():
    assert codes("We can meet you half way: GBP 50 and we are square.", "en") == ["unauthorised_offer"]


def test_null_is_a_word_where_stress_follows():
    assert "placeholder" not in codes("Det er null stress fra vår side.", "nb")


def test_a_letter_may_begin_on_the_line_of_its_greeting():
    assert codes("Hei! Lasku 100482 on vielä auki.", "fi") == []


def test_a_balance_in_groups_without_a_currency_is_known():
    assert codes("De 1 148,40 for 100482 mangler.", "nb") == []
