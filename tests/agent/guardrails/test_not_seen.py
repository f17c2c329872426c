"""What is not meant: a time gone by is no deadline, a company's form no initials, "not seen as paid" no payment."""

import pytest

from agent.guardrails import check_facts
from tests.agent.drafting.accounts import account


def codes(body, language, **changes):
    found = check_facts(subject="100482", body=f"{body}\n", language=language, facts=account(**changes))
    return [violation.code for violation in found]


def test_a_time_gone_by_is_no_deadline():
    assert codes("Invoice 100482 has now been unpaid for 75 days.", "en") == ["wrong_fact"]


def test_the_letters_of_a_company_form_are_no_initials():
    greeting = "Hej Susanne\n\nFaktura 100482 er stadig åben."
    assert codes(greeting, "da", customer="Sydfjord A/S") == ["wrong_recipient"]


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("Vi kan desværre ikke se, at faktura 100482 er betalt.", "da"),
        ("Wir können nicht erkennen, dass die Rechnung 100482 bezahlt ist.", "de"),
        ("Emme näe, että lasku 100482 on maksettu.", "fi"),
    ],
)
def test_not_seeing_that_it_is_paid_is_no_word_of_payment(body, language):
    assert codes(body, language) == []


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("Morning Jo,\n\n100482 is still open.", "en"),
        ("Attention Mr Prentice,\n\n100482 is still open.", "en"),
        ("Re-bonjour Jo,\n\nLa facture 100482 reste à régler.", "fr"),
        ("Tjena Jo!\n\nFaktura 100482 är obetald.", "sv"),
        ("Heisann Jo!\n\nFaktura 100482 er ubetalt.", "nb"),
    ],
)
def test_a_greeting_in_everyday_words_names_nobody_else(body, language):
    assert codes(body, language) == []


def test_an_address_to_somebody_else_is_seen_behind_its_mark():
    assert codes("T.a.v. Piet Bakker\n\nFactuur 100482 staat open.", "nl") == ["wrong_recipient"]
