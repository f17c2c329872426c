"""Labelled sentences: a broken line is named."""

from __future__ import annotations

import pytest

from agent.reading.examples import parse_examples


def test_lines_become_examples() -> None:
    line = '{"text": "Nie geliefert.", "language": "de", "intents": ["dispute"], "reason": "non_delivery"}'
    (example,) = parse_examples("x.jsonl", [line])
    assert (example.text, example.intents, example.reason, example.documents) == (
        "Nie geliefert.",
        ("dispute",),
        "non_delivery",
        (),
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "line 1: Expecting"),
        ('{"language": "de"}', "line 1: 'text'"),
        ('{"text": "x", "language": "de", "intents": ["promise"]}', "line 1: unknown label promise"),
        ('{"text": "x", "language": "de", "intents": ["dispute"], "reason": "bad"}', "line 1: unknown label bad"),
    ],
)
def test_a_broken_line_is_named(line: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        list(parse_examples("x.jsonl", [line]))
