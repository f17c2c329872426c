"""Fits the reader's heads to the labelled sentences and replies. Deterministic; scikit-learn is needed here only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.encoder import encode, encoder_id, remembering
from agent.reading.corpus import held_out_messages, training_examples
from agent.reading.examples import Example, labels_of
from agent.reading.heads import Head, Heads, heads_to_bytes, in_context, presented
from agent.reading.labelled_clauses import labelled_clauses
from agent.reading.labels import DISPUTE_REASONS, DOCUMENT_TYPES, INTENTS, MARKS
from agent.reading.model_card import card_of

if TYPE_CHECKING:
    import numpy as np

LABELS = (*INTENTS, *MARKS)
# Chosen on replies that were held out; more fits the writers' habits.
STRENGTH = 1.0
# So many unseen clauses of a label are needed to calibrate it by itself.
_OWN_CALIBRATION = 25
# Vectors of this encoder lie close together: rows are spread before the penalty is weighed.
_SPREAD = 4.0


def train(output_dir: Path | str, *, extra: Iterable[Example] = ()) -> dict[str, Any]:
    """Write heads.npz and model_card.json to `output_dir`; returns the card: scores on the replies held out.

    `extra` are further examples, such as an installation's corrections.
    """
    examples = training_examples() + list(extra)
    unseen = [example for message in held_out_messages() for _, example in labelled_clauses(message)]
    with remembering():
        heads = fit(examples, unseen)
        card = card_of(heads, examples, unseen, rows_of(unseen, heads.mean))
    folder = Path(output_dir)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "heads.npz").write_bytes(heads_to_bytes(heads))
    (folder / "model_card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return card


def fit(examples: Sequence[Example], unseen: Sequence[Example]) -> Heads:
    """Heads fitted to `examples`, their chances calibrated on examples that neither they nor the encoder has seen."""
    import numpy as np

    vectors = encode([presented(example.text) for example in examples])
    mean = vectors.mean(axis=0)
    rows, held = rows_of(examples, mean), rows_of(unseen, mean)

    def head(labels: Sequence[str], wanted: list[set[str]], checked: list[set[str]], width: int) -> Head:
        everything = labels is LABELS
        at = [i for i, names in enumerate(wanted) if everything or names & set(labels)]
        on = [i for i, names in enumerate(checked) if everything or names & set(labels)]
        weights, bias = _regressions(rows[at, :width] * _SPREAD, _table(wanted, labels)[at])
        weights *= _SPREAD
        scale, shift = _calibrations(held[on, :width] @ weights.T + bias, _table(checked, labels)[on])
        return Head(tuple(labels), *(part.astype(np.float32) for part in (weights, bias, scale, shift)))

    own = vectors.shape[1]
    return Heads(
        encoder_id(),
        mean.astype(np.float32),
        intents=head(LABELS, [labels_of(e) for e in examples], [labels_of(e) for e in unseen], rows.shape[1]),
        reasons=head(DISPUTE_REASONS, [{e.reason} for e in examples], [{e.reason} for e in unseen], own),
        documents=head(DOCUMENT_TYPES, [set(e.documents) for e in examples], [set(e.documents) for e in unseen], own),
    )


def rows_of(examples: Sequence[Example], mean: np.ndarray) -> np.ndarray:
    """One row an example, as the reader sees it: in the context of its message. No text is encoded twice."""
    import numpy as np

    texts = list(dict.fromkeys(presented(text) for e in examples for text in (e.message or (e.text,))))
    known = dict(zip(texts, encode(texts) - mean, strict=True))
    rows = [
        in_context(np.array([known[presented(text)] for text in e.message or (e.text,)]))[e.place] for e in examples
    ]
    return np.array(rows, dtype=np.float32).reshape(len(examples), -1)


def _table(names: Sequence[set[str]], labels: Sequence[str]) -> np.ndarray:
    """Examples × labels, 1 where an example has the label."""
    import numpy as np

    return np.array([[label in found for label in labels] for found in names], dtype=int).reshape(-1, len(labels))


def _regressions(rows: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    weights, bias = np.zeros((truth.shape[1], rows.shape[1])), np.full(truth.shape[1], -10.0)
    for column in range(truth.shape[1]):
        if 0 < truth[:, column].sum() < len(truth):
            model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=200)
            model.fit(rows, truth[:, column])
            weights[column], bias[column] = model.coef_[0], model.intercept_[0]
    return weights, bias


def _calibrations(scores: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Platt's scale and shift: one pair for all labels, so that they stay comparable, and a pair of its own for a label
    that was met often enough. Never turns order round."""
    import numpy as np

    common = _platt(scores.reshape(-1), truth.reshape(-1))
    own = [
        _platt(scores[:, column], truth[:, column]) if truth[:, column].sum() >= _OWN_CALIBRATION else common
        for column in range(truth.shape[1])
    ]
    return np.array([scale for scale, _ in own]), np.array([shift for _, shift in own])


def _platt(scores: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    from sklearn.linear_model import LogisticRegression

    if not 0 < truth.sum() < len(truth):
        return 1.0, 0.0
    model = LogisticRegression(C=1.0, max_iter=300).fit(scores.reshape(-1, 1), truth)
    return max(float(model.coef_[0][0]), 0.1), float(model.intercept_[0])
