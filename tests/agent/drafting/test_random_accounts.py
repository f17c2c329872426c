"""What the composer writes about any account passes the guard: draws by hypothesis."""

from random import Random

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
