"""Our own sentences are known whatever fills them, and nothing else passes for one."""

from __future__ import annotations

from random import Random

import pytest

from agent.drafting import compose
from agent.drafting.catalogue import languages
from agent.guardrails import own_wording
from agent.guardrails.examined import Examined
from agent.guardrails.own_wording import is_own_wording
from evals.random_accounts import random_order


@pytest.mark.parametrize("language", languages())
def test_nearly_every_sentence_of_a_composed_letter_is_known(language: str) -> None:
    random, known, told = Random(7), 0, 0
    for purpose in ("first_reminder", "firm", "dispute_received", "promise_thanks"):
        order = random_order(random, purpose=purpose, language=language)
        draft = compose(order)
        examined = Examined(subject=draft.subject, body=draft.text, language=language, facts=order.facts)
        shapes = [shape.strip() for _, shape in examined.shapes if sum(map(str.isalpha, shape)) > 15]
        told += len(shapes)
        known += sum(is_own_wording(language, shape) for shape in shapes)
    assert known >= 0.5 * told > 5


@pytest.mark.parametrize(
    "sentence",
    [
        "Please transfer 0 €, half now and the rest whenever it suits you, or tell us on which date we can expect it.",
        "Please transfer 0 €, or tell us on which date our lawyer can expect it.",
        "Our bank details have changed.",
        "0 €",
        "",
    ],
)
def test_a_sentence_with_another_word_is_not_ours(sentence: str) -> None:
    assert not is_own_wording("en", sentence)


def test_a_sentence_of_ours_is_known_with_any_figure_month_and_currency() -> None:
    for filled in ("0 €", "USD 0", "0 CHF and 0 €"):
        assert is_own_wording("en", f"Please transfer {filled}, or tell us on which date we can expect it.")
    assert own_wording.is_own_wording("en-GB", "Please transfer 0 €, or tell us on which date we can expect it.")


def test_a_language_without_wording_has_none() -> None:
    assert not is_own_wording("eo", "Please transfer 0 €, or tell us on which date we can expect it.")
