"""What the composer writes about any account passes the guard: draws by hypothesis."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.drafting import PURPOSES, compose
from agent.drafting.catalogue import languages
from agent.guardrails import check
from evals.figures_check import wrong_figures
from evals.random_accounts import random_order


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.sampled_from(PURPOSES), st.sampled_from(languages()))
def test_every_text_passes_the_guard_with_every_figure_right(seed, purpose, language):
    order = random_order(Random(seed), purpose=purpose, language=language)
    draft = compose(order)

    assert not check(subject=draft.subject, body=draft.text, language=language, facts=order.facts)
    assert wrong_figures(draft, order.facts) == []


@pytest.mark.parametrize("language", languages())
def test_a_new_day_of_payment_is_drawn_and_named_without_being_an_offer(language):
    orders = [random_order(Random(seed), purpose="follow_up", language=language) for seed in range(12)]
    order = next(order for order in orders if order.facts.new_due)
    draft = compose(order)
    found = check(subject=draft.subject, body=draft.text, language=language, facts=order.facts)

    assert compose(replace(order, facts=replace(order.facts, new_due=None))).text != draft.text
    assert "unauthorised_offer" not in {violation.code for violation in found}
