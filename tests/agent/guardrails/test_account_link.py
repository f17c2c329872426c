"""The customer's own page is the one link beside the payment link that a letter may name, letter by letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.drafting import compose
from agent.drafting.catalogue import languages
from agent.guardrails import check, check_facts
from tests.agent.drafting.accounts import account, order

PAGE = "https://receivables.creditor.example/account/dfgh/"


def facts_with(page: str | None):
    facts = account()
    return replace(facts, allowed=replace(facts.allowed, account_link=page))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("purpose", ["first_reminder", "final", "pre_due_courtesy", "promise_broken"])
def test_the_line_stands_in_letters_of_every_language_and_passes_the_guard(language: str, purpose: str) -> None:
    facts = facts_with(PAGE)
    letter = compose(replace(order(purpose), facts=facts, language=language))

    assert letter.text.count(PAGE) == 1
    assert check(subject=letter.subject, body=letter.text, language=language, facts=facts) == ()


def test_without_a_page_there_is_no_line() -> None:
    assert "account/" not in compose(replace(order("first_reminder"), facts=facts_with(None))).text


def test_somebody_who_may_be_the_wrong_person_gets_no_link() -> None:
    assert PAGE not in compose(replace(order("right_contact"), facts=facts_with(PAGE))).text


@pytest.mark.parametrize(
    "link",
    [
        "https://receivables.creditor.example/account/dfgj/",
        "https://receivables.creditor.example/account/",
        "https://receivables.creditor.example/",
        "receivables.creditor.example",
        "http://receivables.creditor.example/account/dfgh/",
        "https://receivables.creditor.example.evil.example/account/dfgh/",
        "https://receivables.creditor.example/account/dfgh/?next=https://evil.example",
        "https://evil.example/account/dfgh/",
    ],
)
def test_any_other_link_is_stopped(link: str) -> None:
    found = check_facts(subject="Your account", body=f"Please look here: {link}", language="en", facts=facts_with(PAGE))

    assert [violation.code for violation in found] == ["payment_diversion"]


def test_the_link_of_a_page_is_stopped_where_there_is_none() -> None:
    found = check_facts(subject="Your account", body=f"Look: {PAGE}", language="en", facts=facts_with(None))

    assert [violation.code for violation in found] == ["payment_diversion"]
