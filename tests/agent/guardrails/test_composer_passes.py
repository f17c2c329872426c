"""What the composer writes passes its own guard, whatever the account looks like."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.drafting import PURPOSES, compose
from agent.drafting.catalogue import languages
from agent.guardrails import check
from evals.random_accounts import random_order


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), purpose=st.sampled_from(PURPOSES), language=st.sampled_from(languages()))
def test_every_composed_text_passes(seed, purpose, language):
    order = random_order(Random(seed), purpose=purpose, language=language)

    draft = compose(order)

    assert check(subject=draft.subject, body=draft.text, language=language, facts=order.facts) == ()
