"""What a sentence means, by the encoder: one linear layer per meaning over sentence vectors, applied with numpy alone.

Only sentences that the rules leave open are asked about, and each wording once: figures and names are the same to it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from agent.encoder import encode, encoder_id
from agent.guardrails.letter_grams import QuickLook

if TYPE_CHECKING:
    import numpy as np

FILE = "guard_heads.npz"
REMEMBERED = 20_000


@dataclass(frozen=True)
class MeaningHeads:
    """Logistic regressions: `weights` (labels × dimension) over vectors centred on `mean`; a meaning is told from its
    `threshold` on, in log-odds. `quick` says which sentences to ask about at all."""

    encoder: str
    labels: tuple[str, ...]
    mean: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    thresholds: np.ndarray
    quick: QuickLook

    def scores(self, vectors: np.ndarray) -> np.ndarray:
        """Log-odds of each label for each vector, shape (vectors, labels)."""
        return (vectors - self.mean) @ self.weights.T + self.bias

    def told(self, vectors: np.ndarray) -> list[tuple[str, ...]]:
        """The meanings of each sentence, the most certain first."""
        over = self.scores(vectors) - self.thresholds
        return [tuple(self.labels[at] for at in (-row).argsort() if row[at] > 0) for row in over]


def meanings(sentences: Sequence[str]) -> list[tuple[str, ...]]:
    """What each sentence means of what the heads know; empty if nothing. ValueError without heads for this encoder.

    A wording that was met before is not asked about again.
    """
    if len(_known) > REMEMBERED:
        _known.clear()
    new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in _known]
    if new:
        heads = packaged_heads()
        asked = [sentence for sentence in new if heads.quick.is_worth_asking(sentence)]
        _known.update(dict.fromkeys(new, ()))
        if asked:
            _known.update(zip(asked, heads.told(encode(asked)), strict=True))
    return [_known[sentence] for sentence in sentences]


_known: dict[str, tuple[str, ...]] = {}


def packaged_heads() -> MeaningHeads:
    """The heads that come with the package. ValueError if they belong to another encoder than the configured one."""
    heads = _packaged()
    if heads.encoder != encoder_id():
        raise ValueError(f"The guard's heads belong to {heads.encoder}, not to {encoder_id()}: run train_guard.")
    return heads


@lru_cache(maxsize=1)
def _packaged() -> MeaningHeads:
    return heads_from_bytes((resources.files("agent") / "data" / FILE).read_bytes())


def heads_from_bytes(data: bytes) -> MeaningHeads:
    """Heads as `heads_to_bytes` wrote them. ValueError where the file is something else."""
    import numpy as np

    try:
        arrays = np.load(io.BytesIO(data), allow_pickle=False)
        parts = {name: arrays[name] for name in ("mean", "weights", "bias", "thresholds")}
        quick = QuickLook(arrays["quick.weights"], float(arrays["quick.bias"]), float(arrays["quick.threshold"]))
        labels = tuple(str(label) for label in arrays["labels"])
        return MeaningHeads(str(arrays["encoder"]), labels, quick=quick, **parts)
    except (KeyError, OSError, EOFError, ValueError, zipfile.BadZipFile) as error:
        raise ValueError(f"This is no file of the guard's heads: {error}") from None


def heads_to_bytes(heads: MeaningHeads) -> bytes:
    import numpy as np

    buffer = io.BytesIO()
    np.savez(
        buffer,
        encoder=np.array(heads.encoder),
        labels=np.array(heads.labels),
        mean=heads.mean,
        weights=heads.weights,
        bias=heads.bias,
        thresholds=heads.thresholds,
        **{  # type: ignore[arg-type]
            "quick.weights": heads.quick.weights,
            "quick.bias": np.array(heads.quick.bias),
            "quick.threshold": np.array(heads.quick.threshold),
        },
    )
    return buffer.getvalue()
