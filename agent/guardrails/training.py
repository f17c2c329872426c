"""Fits the guard's heads to the labelled sentences. Deterministic; scikit-learn is needed here only."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agent.encoder import encode, encoder_id, remembering
from agent.guardrails.examples import GuardExample, examples
from agent.guardrails.letter_grams import BUCKETS, QuickLook, grams
from agent.guardrails.meaning_heads import FILE, MeaningHeads, heads_to_bytes

if TYPE_CHECKING:
    import numpy as np

LABELS = (
    "legal_threat",
    "admission_of_fault",
    "unauthorised_offer",
    "broken_tone",
    "wrong_recipient",
    "payment_diversion",
    "disputed_insists",
    "money_received",
    "fee_claim",
    "credit_hold",
)
CARD = "guard_model_card.json"
STRENGTH = 1.0
# Vectors of this encoder lie close together: rows are spread before the penalty is weighed.
SPREAD = 4.0
FOLDS = 5
# Log-odds from which a meaning is told: where harmless sentences of unseen letters (three a letter) stay under it but
# for one in a few hundred.
THRESHOLDS = {
    "legal_threat": 4.1,
    "admission_of_fault": 2.9,
    "unauthorised_offer": 4.1,
    "broken_tone": 3.5,
    "wrong_recipient": 2.9,
    "payment_diversion": 3.3,
    "disputed_insists": 3.0,
    "money_received": 3.5,
    "fee_claim": 3.5,
    "credit_hold": 3.7,
}
QUICK_STRENGTH = 20.0
# Letters are what it will meet; single sentences were written to be hard.
LETTER_WEIGHT = 3.0
# Log-odds of the quick look: nineteen of twenty meanings in unseen letters lie above.
QUICK_THRESHOLD = -1.6


def train(output_dir: Path | str) -> dict[str, Any]:
    """Write guard_heads.npz and its model card to `output_dir`; returns the card: scores on held-out fifths."""
    rows = examples()
    with remembering():
        vectors = encode([row.shape for row in rows])
    heads, card = fit(rows, vectors)
    folder = Path(output_dir)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / FILE).write_bytes(heads_to_bytes(heads))
    (folder / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return card


def fit(rows: Sequence[GuardExample], vectors: np.ndarray) -> tuple[MeaningHeads, dict[str, Any]]:
    """Heads on all examples, thresholds and figures from fifths that were held out."""
    import numpy as np

    mean = vectors.mean(axis=0)
    centred = (vectors - mean) * SPREAD
    truth = np.array([[row.label == label for label in LABELS] for row in rows])
    taught = np.array([[label not in row.supported for label in LABELS] for row in rows])
    held = _held_out_scores(centred, truth, taught)
    thresholds = np.array([THRESHOLDS[label] for label in LABELS])
    weights, bias = _regressions(centred, truth, taught)
    heads = MeaningHeads(
        encoder_id(),
        LABELS,
        mean.astype(np.float32),
        (weights * SPREAD).astype(np.float32),
        bias.astype(np.float32),
        thresholds.astype(np.float32),
        quick_look(rows),
    )
    return heads, _card(rows, (held > thresholds) & taught, truth, thresholds)


def _held_out_scores(rows: np.ndarray, truth: np.ndarray, taught: np.ndarray) -> np.ndarray:
    """Log-odds of every example from heads that have not seen its fifth."""
    import numpy as np

    fold = np.arange(len(rows)) % FOLDS
    scores = np.zeros(truth.shape)
    for one in range(FOLDS):
        weights, bias = _regressions(rows[fold != one], truth[fold != one], taught[fold != one])
        scores[fold == one] = rows[fold == one] @ weights.T + bias
    return scores


def _regressions(rows: np.ndarray, truth: np.ndarray, taught: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One regression a label, over the rows that teach about it."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    weights, bias = np.zeros((truth.shape[1], rows.shape[1])), np.full(truth.shape[1], -20.0)
    for column in range(truth.shape[1]):
        if truth[:, column].any():
            model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=300)
            own = taught[:, column]
            model.fit(rows[own], truth[own, column])
            weights[column], bias[column] = model.coef_[0], model.intercept_[0]
    return weights, bias


def quick_look(rows: Sequence[GuardExample]) -> QuickLook:
    """The letter-group regression that spares the encoder most harmless sentences."""
    import numpy as np
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression

    cells = [(at, bucket, value) for at, row in enumerate(rows) for bucket, value in grams(row.shape)]
    places, buckets, values = (np.array(part) for part in zip(*cells, strict=True))
    table = csr_matrix((values, (places, buckets)), shape=(len(rows), BUCKETS))
    weights = [LETTER_WEIGHT if row.source == "letter" else 1.0 for row in rows]
    model = LogisticRegression(C=QUICK_STRENGTH, class_weight="balanced", max_iter=300)
    model.fit(table, [bool(row.label) for row in rows], sample_weight=weights)
    return QuickLook(model.coef_[0].astype(np.float16), float(model.intercept_[0]), QUICK_THRESHOLD)


def _card(rows: Sequence[GuardExample], told: np.ndarray, truth: np.ndarray, thresholds: np.ndarray) -> dict[str, Any]:
    """Figures of what is told of held-out examples; what the facts supported there is no mistake."""
    harmless = ~truth.any(axis=1)
    return {
        "encoder": encoder_id(),
        "examples": len(rows),
        "examples_by_label": dict(Counter(row.label or "harmless" for row in rows)),
        "examples_by_language": dict(sorted(Counter(row.language for row in rows).items())),
        "held_out_recall": {label: round(float(told[truth[:, at], at].mean()), 3) for at, label in enumerate(LABELS)},
        "held_out_caught_as_anything": round(float(told[~harmless].any(axis=1).mean()), 3),
        "held_out_harmless_taken_for_something": round(float(told[harmless].any(axis=1).mean()), 4),
        "thresholds": {label: round(float(thresholds[at]), 2) for at, label in enumerate(LABELS)},
    }
