"""What is known of trained heads, measured on replies that neither they nor the encoder has seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from agent.encoder import encoder_id
from agent.reading.examples import Example, labels_of
from agent.reading.heads import Heads

if TYPE_CHECKING:
    import numpy as np

# From here on the likelier is claimed.
_CLAIMED = 0.5


def card_of(heads: Heads, examples: Sequence[Example], unseen: Sequence[Example], rows: np.ndarray) -> dict[str, Any]:
    """Counts of what was learned from; F1 by label and language, and reliability, on the clauses of unseen
    replies, `rows` being what the reader sees of them.

    The two numbers of each label's calibration come from the same replies; the weights do not.
    """
    labels = heads.intents.labels
    chances = heads.intents.probabilities(rows)
    truth = [labels_of(e) for e in unseen]
    found = [{label for label, p in zip(labels, row, strict=True) if p >= _CLAIMED} for row in chances]
    languages = sorted({e.language for e in unseen})
    return {
        "encoder": encoder_id(),
        "examples": len(examples),
        "examples_by_label": dict(Counter(name for e in examples for name in (*e.intents, e.marks) if name)),
        "examples_by_language": dict(sorted(Counter(e.language for e in examples).items())),
        "validation": "clauses of whole replies held out from encoder and heads",
        "validated_on": len(unseen),
        "micro_f1": _f1(truth, found),
        "f1_by_label": {label: _f1([t & {label} for t in truth], [f & {label} for f in found]) for label in labels},
        "f1_by_language": {name: _f1(*_of_language(unseen, truth, found, name)) for name in languages},
        "reliability": _reliability(truth, labels, chances.tolist()),
    }


def _of_language(
    examples: Sequence[Example], truth: list[set[str]], found: list[set[str]], language: str
) -> tuple[list[set[str]], list[set[str]]]:
    chosen = [i for i, e in enumerate(examples) if e.language == language]
    return [truth[i] for i in chosen], [found[i] for i in chosen]


def _reliability(truth: list[set[str]], labels: Sequence[str], chances: list[list[float]]) -> list[dict[str, float]]:
    """Stated confidence against how often it was right, in bands of a tenth."""
    bands: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for names, row in zip(truth, chances, strict=True):
        for label, chance in zip(labels, row, strict=True):
            bands[min(int(chance * 10), 9)].append((chance, label in names))
    return [
        {
            "stated": round(sum(c for c, _ in band) / len(band), 3),
            "right": round(sum(r for _, r in band) / len(band), 3),
            "count": len(band),
        }
        for band in bands
        if band
    ]


def _f1(truth: Sequence[set[str]], found: Sequence[set[str]]) -> float:
    hits = sum(len(t & f) for t, f in zip(truth, found, strict=True))
    total = sum(len(t) + len(f) for t, f in zip(truth, found, strict=True))
    return round(2 * hits / total, 4) if total else 1.0
