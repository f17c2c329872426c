"""Remittance advices: a heading and lines of invoices with amounts, without one sentence that says "we paid"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.reading.advice_words import HEADING
from agent.reading.detail_words import TOTAL
from agent.reading.folding import fold
from agent.reading.intents import Judged

# What a heading proves, once lines with amounts stand below it.
_CHANCE = 0.95
# A heading is short; a sentence that speaks of an advice is longer.
_MOST_WORDS = 8
_KEY = re.compile(r"[^\d:：]{2,40}[:：]\s*\S")


def with_advice(judged: Sequence[Judged]) -> list[Judged]:
    """The heading of an advice says that a payment was made, where no sentence does and nothing is only announced."""
    at = next((n for n, one in enumerate(judged) if _is_heading(one.clause.text)), None)
    if at is None or any(one.does("payment_claimed") or one.does("promise_to_pay") for one in judged):
        return list(judged)
    below = judged[at + 1 :]
    lines = [one for one in below if one.clause.amounts and (one.clause.named or TOTAL.search(fold(one.clause.text)))]
    if not lines or not any(_KEY.match(one.clause.text) or len(lines) > 1 for one in below):
        return list(judged)
    found = list(judged)
    labels = tuple(label for label in found[at].labels if label != "acknowledgement")
    found[at] = replace(
        found[at],
        labels=(*labels, "payment_claimed"),
        chances=found[at].chances | {"payment_claimed": max(_CHANCE, found[at].chances["payment_claimed"])},
    )
    return found


def _is_heading(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS and not text.rstrip().endswith("?") and bool(HEADING.search(fold(text)))
