"""Labelled sentences: what the heads are trained on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from agent.reading.labels import DISPUTE_REASONS, DOCUMENT_TYPES, INTENTS, MARKS


@dataclass(frozen=True)
class Example:
    """One labelled sentence; without intents it says nothing that matters.

    `message` holds all clauses of the reply it comes from, `place` is its own among them; a single sentence has none.
    """

    text: str
    language: str
    intents: tuple[str, ...] = ()
    reason: str = ""
    documents: tuple[str, ...] = ()
    marks: str = ""
    message: tuple[str, ...] = ()
    place: int = 0


def labels_of(example: Example) -> set[str]:
    """Intents and our own marks alike."""
    return {*example.intents, example.marks} - {""}


def packaged_examples() -> list[Example]:
    """Every sentence in agent/data/sentences/, files and lines in order. ValueError names a broken line."""
    folder = resources.files("agent") / "data" / "sentences"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".jsonl")), key=lambda file: file.name)
    return [example for file in files for example in parse_examples(file.name, file.read_text("utf-8").splitlines())]


def parse_examples(name: str, lines: Sequence[str]) -> Iterable[Example]:
    for number, line in enumerate(lines, start=1):
        try:
            yield _example(json.loads(line))
        except (ValueError, KeyError) as error:
            raise ValueError(f"{name}, line {number}: {error}") from None


def _example(row: dict[str, Any]) -> Example:
    unknown = (set(row.get("intents", ())) - set(INTENTS)) | (set(row.get("documents", ())) - set(DOCUMENT_TYPES))
    unknown |= ({row.get("reason", "")} - {"", *DISPUTE_REASONS}) | ({row.get("marks", "")} - {"", *MARKS})
    if unknown:
        raise ValueError(f"unknown label {', '.join(sorted(unknown))}")
    return Example(
        text=row["text"],
        language=row["language"],
        intents=tuple(row.get("intents", ())),
        reason=row.get("reason", ""),
        documents=tuple(row.get("documents", ())),
        marks=row.get("marks", ""),
    )
