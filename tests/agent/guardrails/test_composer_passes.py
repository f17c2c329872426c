"""What the composer writes passes its own guard, whatever the account looks like."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.drafting import PURPOSES, compose
from agent.drafting.catalogue import languages
from agent.drafting.composer import NothingToAsk
from agent.facts import AccountFacts, PromiseFact
from agent.guardrails import check
from evals.random_accounts import random_order


def unpaid(facts: AccountFacts) -> AccountFacts:
    """The same account before any money: what supports talk of payments elsewhere is not there."""
    invoices = tuple(replace(invoice, amount=invoice.balance) for invoice in facts.invoices)
    return replace(facts, payments=(), invoices=invoices)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    seed=st.integers(0, 2**32),
    purpose=st.sampled_from(PURPOSES),
    language=st.sampled_from(languages()),
    without_money=st.booleans(),
)
def test_every_composed_text_passes(seed, purpose, language, without_money):
    order = random_order(Random(seed), purpose=purpose, language=language)
    if without_money:
        order = replace(order, facts=unpaid(order.facts))

    try:
        draft = compose(order)
    except NothingToAsk:
        assert without_money
        return

    assert check(subject=draft.subject, body=draft.text, language=language, facts=order.facts) == ()


@pytest.mark.parametrize("language", languages())
def test_a_payment_that_was_told_and_not_seen_may_be_asked_after_in_every_wording(language):
    order = random_order(Random(3), purpose="claim_unseen", language=language)
    told = PromiseFact(date(2026, 11, 9), order.facts.invoices[0].balance, (), kind="claim", outcome="unseen")
    order = replace(order, facts=replace(unpaid(order.facts), promises=(told,)))
    for seed in range(40):
        draft = compose(replace(order, seed=str(seed)))
        assert check(subject=draft.subject, body=draft.text, language=language, facts=order.facts) == ()
