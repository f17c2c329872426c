"""The same short letter in every writing language: what is true passes, one figure changed is found."""

from datetime import date
from decimal import Decimal

import pytest

from agent.facts import AccountFacts, Allowed, ContactFact, InvoiceFact, SenderFact
from agent.guardrails import check_facts
from tests.agent.guardrails.letter_words import LETTERS


def facts(language, country, currency, balance):
    invoice = InvoiceFact(
        number="HT-204",
        issued=date(2026, 9, 21),
        due=date(2026, 10, 12),
        balance=Decimal(balance),
        currency=currency,
        days_overdue=35,
    )
    return AccountFacts(
        customer="Harrow Timber",
        country=country,
        language=language,
        currency=currency,
        contact=ContactFact(name="Louise Pickering"),
        invoices=(invoice,),
        allowed=Allowed(),
        sender=SenderFact(name="Owen Birch", company="Calder"),
        today=date(2026, 11, 16),
        total_overdue=Decimal(balance),
    )


@pytest.mark.parametrize(("language", "country", "currency", "balance", "sentence", "right", "wrong"), LETTERS)
def test_a_true_sentence_passes_and_one_wrong_figure_is_found(
    language, country, currency, balance, sentence, right, wrong
):
    account = facts(language, country, currency, balance)

    def codes(text):
        found = check_facts(subject="HT-204", body=f"{text}\n", language=language, facts=account)
        return {violation.code for violation in found}

    assert codes(sentence) == set()
    assert right in sentence
    assert codes(sentence.replace(right, wrong)) == {"wrong_fact"}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("de", "HT-204 ist seit dreißig Tagen überfällig."),
        ("en", "HT-204 is forty days overdue."),
        ("fr", "HT-204 a soixante jours de retard."),
        ("es", "HT-204 lleva cuarenta y cinco días de retraso."),
        ("tr", "HT-204 otuz gündür gecikmede."),
        ("ru", "HT-204 просрочен на тридцать дней."),
        ("ja", "HT-204は三十日過ぎております。"),
    ],
)
def test_days_in_words_must_be_true(language, sentence):
    account = facts(language, "DE", "EUR", "3480.75")
    found = check_facts(subject="HT-204", body=f"{sentence}\n", language=language, facts=account)
    assert {violation.code for violation in found} == {"wrong_fact"}


def test_the_day_of_issue_is_not_the_due_date():
    account = facts("en", "GB", "GBP", "3480.75")
    (found,) = check_facts(
        subject="HT-204", body="HT-204 was due on 21 September 2026.\n", language="en", facts=account
    )
    assert (found.code, found.why) == ("wrong_fact", "21 September 2026 is the day of issue, not the due date.")
    assert not check_facts(subject="", body="HT-204 of 21 September 2026 is open.\n", language="en", facts=account)
