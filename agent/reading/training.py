"""Fits the reader's heads to the labelled sentences of the package. Deterministic; scikit-learn is needed here only."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.encoder import encode, encoder_id
from agent.reading.examples import Example, packaged_examples
from agent.reading.heads import Head, Heads, heads_to_bytes, presented
from agent.reading.labels import DISPUTE_REASONS, DOCUMENT_TYPES, INTENTS, MARKS

if TYPE_CHECKING:
    import numpy as np

FOLDS = 5
# Chosen by cross-validation over whole languages left out.
STRENGTH = 3.0


def train(output_dir: Path | str, *, extra: Iterable[Example] = ()) -> dict[str, Any]:
    """Write heads.npz and model_card.json to `output_dir`; returns the card: cross-validated scores.

    `extra` are further examples, such as an installation's corrections.
    """
    examples = packaged_examples() + list(extra)
    rows = encode([presented(example.text) for example in examples])
    heads, card = fit(examples, rows)
    folder = Path(output_dir)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "heads.npz").write_bytes(heads_to_bytes(heads))
    (folder / "model_card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return card


def fit(examples: Sequence[Example], rows: np.ndarray) -> tuple[Heads, dict[str, Any]]:
    """Heads over `rows` (one vector per example) and their card."""
    import numpy as np

    mean = rows.mean(axis=0)
    centred, fold = rows - mean, np.array(folds_of(examples))
    wanted = [set(e.intents) | ({e.marks} - {""}) for e in examples]
    intents, chances = _fit_head(centred, wanted, (*INTENTS, *MARKS), fold)
    at = [i for i, e in enumerate(examples) if e.reason]
    reasons, _ = _fit_head(centred[at], [{examples[i].reason} for i in at], DISPUTE_REASONS, fold[at])
    at = [i for i, e in enumerate(examples) if e.documents]
    documents, _ = _fit_head(centred[at], [set(examples[i].documents) for i in at], DOCUMENT_TYPES, fold[at])
    heads = Heads(encoder_id(), mean.astype(np.float32), intents, reasons, documents)
    return heads, _card(examples, intents.labels, chances)


def folds_of(examples: Sequence[Example]) -> list[int]:
    """A fold per example, by language: what is scored was never seen in its own language, English is spread."""
    others = sorted({e.language for e in examples} - {"en"})
    place = {language: index % FOLDS for index, language in enumerate(others)}
    return [index % FOLDS if e.language == "en" else place[e.language] for index, e in enumerate(examples)]


def _fit_head(
    rows: np.ndarray, wanted: Sequence[set[str]], labels: Sequence[str], folds: np.ndarray
) -> tuple[Head, np.ndarray]:
    """The head and its cross-validated, calibrated probabilities (examples × labels)."""
    import numpy as np

    truth = np.array([[label in names for label in labels] for names in wanted], dtype=int)
    weights, bias = _regressions(rows, truth)
    held_out = np.zeros(truth.shape)
    for fold in range(FOLDS):
        w, b = _regressions(rows[folds != fold], truth[folds != fold])
        held_out[folds == fold] = rows[folds == fold] @ w.T + b
    scale, shift = np.ones(len(labels)), np.zeros(len(labels))
    for column in range(len(labels)):
        scale[column], shift[column] = _calibration(held_out[:, column], truth[:, column])
    chances = 1 / (1 + np.exp(-(held_out * scale + shift)))
    return Head(tuple(labels), *(a.astype(np.float32) for a in (weights, bias, scale, shift))), chances


def _regressions(rows: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    weights, bias = np.zeros((truth.shape[1], rows.shape[1])), np.full(truth.shape[1], -10.0)
    for column in range(truth.shape[1]):
        if 0 < truth[:, column].sum() < len(truth):
            # Vectors of this encoder lie close together: rows are spread before the penalty is weighed.
            model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=500).fit(
                rows * 4, truth[:, column]
            )
            weights[column], bias[column] = model.coef_[0] * 4, model.intercept_[0]
    return weights, bias


def _calibration(scores: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Platt's scale and shift from held-out scores; never turns the order round."""
    from sklearn.linear_model import LogisticRegression

    if not 0 < truth.sum() < len(truth):
        return 1.0, 0.0
    model = LogisticRegression(C=1.0, max_iter=500).fit(scores.reshape(-1, 1), truth)
    return max(float(model.coef_[0][0]), 0.1), float(model.intercept_[0])


def _card(examples: Sequence[Example], labels: Sequence[str], chances: np.ndarray) -> dict[str, Any]:
    truth = [set(e.intents) | ({e.marks} - {""}) for e in examples]
    found = [{label for label, p in zip(labels, row, strict=True) if p >= 0.5} for row in chances]
    return {
        "encoder": encoder_id(),
        "examples": len(examples),
        "languages": dict(sorted(Counter(e.language for e in examples).items())),
        "validation": f"{FOLDS} folds, every language but English left out whole",
        "micro_f1": _f1(truth, found),
        "f1_by_label": {label: _f1([t & {label} for t in truth], [f & {label} for f in found]) for label in labels},
        "f1_by_language": {
            language: _f1(*_of_language(examples, truth, found, language))
            for language in sorted({e.language for e in examples})
        },
        "reliability": _reliability(truth, labels, chances),
    }


def _of_language(
    examples: Sequence[Example], truth: list[set[str]], found: list[set[str]], language: str
) -> tuple[list[set[str]], list[set[str]]]:
    chosen = [i for i, e in enumerate(examples) if e.language == language]
    return [truth[i] for i in chosen], [found[i] for i in chosen]


def _reliability(truth: list[set[str]], labels: Sequence[str], chances: np.ndarray) -> list[dict[str, float]]:
    """Stated confidence against how often it was right, in bands of a tenth."""
    bands: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for names, row in zip(truth, chances, strict=True):
        for label, chance in zip(labels, row, strict=True):
            bands[min(int(chance * 10), 9)].append((float(chance), label in names))
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
