"""The labelled sentences that the guard's heads learn from: single ones, and those of whole labelled letters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from agent.contracts import draft_from_json
from agent.guardrails.examined import FIGURE, Examined
from agent.guardrails.normal import normalise
from agent.guardrails.open_sentences import open_sentences

# Facts decide about these, not words.
OF_FACTS = frozenset({"wrong_fact", "placeholder", "disputed_invoice_chased"})


@dataclass(frozen=True)
class GuardExample:
    """A sentence as the encoder sees it, and what it says: a label of the heads, empty for nothing."""

    shape: str
    language: str
    label: str
    source: str
    # Meanings that the account's facts supported where it was written: about these it teaches nothing.
    supported: frozenset[str] = frozenset()


def shape_of(sentence: str) -> str:
    """A sentence with every figure as 0, as `Examined.shapes` has it."""
    return FIGURE.sub("0", normalise(sentence)).strip()


def examples() -> list[GuardExample]:
    return [*_sentences(), *_letters(), *_own_wording()]


def _sentences() -> Iterator[GuardExample]:
    for row in _rows("letter_sentences"):
        yield GuardExample(shape_of(row["text"]), row["language"], row["code"], "sentence")


def _own_wording() -> Iterator[GuardExample]:
    """The composer's own sentences that come near to saying something."""
    file = resources.files("agent") / "data" / "own_wording.jsonl"
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield GuardExample(row["text"], row["language"], "", "letter", frozenset(row["supported"]))


def _letters() -> Iterator[GuardExample]:
    """The open sentences of labelled letters: marked ones by their code, those of letters that pass as harmless."""
    for row in _rows("letters"):
        subject, body, language, facts = draft_from_json(row)
        examined = Examined(subject=subject, body=body, language=language, facts=facts)
        marked = dict(_marked(row))
        for _, shape in open_sentences(examined):
            code = next((code for text, code in marked.items() if shape in text or text in shape), "")
            if code not in OF_FACTS and (code or _allows_nothing(row)):
                yield GuardExample(shape, language, code, "letter")


def _allows_nothing(row: dict[str, Any]) -> bool:
    """A letter that may go, though nothing out of the ordinary is allowed: what it says is harmless by itself."""
    allowed = row["facts"]["allowed"]
    special = (allowed["discount_percent"], allowed["late_fee"], allowed["credit_hold"] or None)
    return row["expected"]["verdict"] == "pass" and all(one is None for one in special)


def _marked(row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for text, code in row["sentences"]:
        yield shape_of(text), code


def _rows(folder: str) -> Iterator[dict[str, Any]]:
    files = resources.files("agent") / "data" / folder
    for file in sorted(files.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".jsonl"):
            yield from (json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip())
