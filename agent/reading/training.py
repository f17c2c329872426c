"""Fits the reader's heads to the labelled sentences and replies. Deterministic; scikit-learn is needed here only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.encoder import encode, encoder_id
from agent.reading.corpus import held_out_messages, training_examples
from agent.reading.examples import Example
from agent.reading.heads import Head, Heads, heads_to_bytes, presented
from agent.reading.labelled_clauses import labelled_clauses
from agent.reading.labels import DISPUTE_REASONS, DOCUMENT_TYPES, INTENTS, MARKS
from agent.reading.model_card import card_of

if TYPE_CHECKING:
    import numpy as np

LABELS = (*INTENTS, *MARKS)
# Chosen on replies that were held out; more fits the writers' habits.
STRENGTH = 1.0
# Vectors of this encoder lie close together: rows are spread before the penalty is weighed.
_SPREAD = 4.0


def train(output_dir: Path | str, *, extra: Iterable[Example] = ()) -> dict[str, Any]:
    """Write heads.npz and model_card.json to `output_dir`; returns the card: scores on the replies held out.

    `extra` are further examples, such as an installation's corrections.
    """
    examples = training_examples() + list(extra)
    unseen = [example for message in held_out_messages() for _, example in labelled_clauses(message)]
    heads = fit(examples, _rows(examples), unseen, _rows(unseen))
    card = card_of(heads, examples, unseen)
    folder = Path(output_dir)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "heads.npz").write_bytes(heads_to_bytes(heads))
    (folder / "model_card.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return card


def _rows(examples: Sequence[Example]) -> np.ndarray:
    return encode([presented(example.text) for example in examples])


def fit(examples: Sequence[Example], rows: np.ndarray, unseen: Sequence[Example], unseen_rows: np.ndarray) -> Heads:
    """Heads over `rows` (one vector an example), their chances calibrated on examples that neither they nor the
    encoder has seen."""
    import numpy as np

    mean = rows.mean(axis=0)
    spread, held = (rows - mean) * _SPREAD, (unseen_rows - mean) * _SPREAD

    def head(labels: Sequence[str], wanted: list[set[str]], checked: list[set[str]]) -> Head:
        at = [i for i, names in enumerate(wanted) if names & set(labels)] if labels is not LABELS else slice(None)
        on = [i for i, names in enumerate(checked) if names & set(labels)] if labels is not LABELS else slice(None)
        weights, bias = _regressions(spread[at], _table(wanted, labels)[at])
        scale, shift = _calibrations(held[on] @ weights.T + bias, _table(checked, labels)[on])
        parts = (weights * _SPREAD, bias, scale, shift)
        return Head(tuple(labels), *(part.astype(np.float32) for part in parts))

    return Heads(
        encoder_id(),
        mean.astype(np.float32),
        intents=head(LABELS, [intents_of(e) for e in examples], [intents_of(e) for e in unseen]),
        reasons=head(DISPUTE_REASONS, [{e.reason} for e in examples], [{e.reason} for e in unseen]),
        documents=head(DOCUMENT_TYPES, [set(e.documents) for e in examples], [set(e.documents) for e in unseen]),
    )


def intents_of(example: Example) -> set[str]:
    return set(example.intents) | ({example.marks} - {""})


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
            model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=300)
            model.fit(rows, truth[:, column])
            weights[column], bias[column] = model.coef_[0], model.intercept_[0]
    return weights, bias


def _calibrations(scores: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Platt's scale and shift for each label; one that was hardly met keeps a cautious one. Never turns order round."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    scale, shift = np.full(truth.shape[1], 0.5), np.full(truth.shape[1], -0.5)
    for column in range(truth.shape[1]):
        if 3 <= truth[:, column].sum() < len(truth):
            model = LogisticRegression(C=1.0, max_iter=300).fit(scores[:, [column]], truth[:, column])
            scale[column], shift[column] = max(float(model.coef_[0][0]), 0.1), float(model.intercept_[0])
    return scale, shift
