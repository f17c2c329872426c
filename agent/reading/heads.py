"""Trained heads: one linear layer per question over sentence vectors, applied with numpy alone.

Intents are judged in context: beside a clause's own vector stand those of its neighbours and what is strongest in the
rest of the message. Reasons and document types are judged by the clause alone.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from agent.encoder import encoder_id

if TYPE_CHECKING:
    import numpy as np

HEADS = ("intents", "reasons", "documents")
_FILE = "heads.npz"
# The weight of what stands around a clause against the clause itself; chosen on replies that were held out.
_AROUND = 0.375
_ADDRESS = re.compile(r"\S+@\S+")
# "INV-2026-0391", "KS-20931", "4500118823": a reference, whatever its form.
_REFERENCE = re.compile(r"(?<![^\W_])(?:[A-Za-z]{1,5}[-/]?\d[\d/-]{2,}|\d{5,}|\d{2,4}[-/]\d{3,})(?![^\W_])")


@dataclass(frozen=True)
class Head:
    """One-against-rest logistic regressions: `weights` (labels × dimension), `scale` and `shift` calibrate each."""

    labels: tuple[str, ...]
    weights: np.ndarray
    bias: np.ndarray
    scale: np.ndarray
    shift: np.ndarray

    def probabilities(self, rows: np.ndarray) -> np.ndarray:
        """Calibrated probability of each label for each row, shape (rows, labels); a head may look at less than the
        whole row."""
        import numpy as np

        scores = (rows[:, : self.weights.shape[1]] @ self.weights.T + self.bias) * self.scale + self.shift
        return 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))


@dataclass(frozen=True)
class Heads:
    """All heads of the reader, fitted to the encoder named here; rows are centred on `mean` first."""

    encoder: str
    mean: np.ndarray
    intents: Head
    reasons: Head
    documents: Head


def presented(text: str) -> str:
    """A sentence as the encoder sees it: addresses and references carry no meaning and are made alike."""
    return _REFERENCE.sub("4471", _ADDRESS.sub("mail@firm.example", text))


def in_context(vectors: np.ndarray) -> np.ndarray:
    """A message's clauses, one centred vector each, as rows of four: own, the one before, the one after, and the
    greatest of all others number by number; zeros where there is none."""
    import numpy as np

    none = np.zeros(vectors.shape[1:], dtype=vectors.dtype)
    rows = []
    for at, own in enumerate(vectors):
        before = vectors[at - 1] if at else none
        after = vectors[at + 1] if at + 1 < len(vectors) else none
        others = np.delete(vectors, at, axis=0).max(axis=0) if len(vectors) > 1 else none
        rows.append(np.concatenate([own, *(_AROUND * vector for vector in (before, after, others))]))
    return np.array(rows).reshape(len(vectors), -1)


def packaged_heads() -> Heads:
    """The heads that come with the package. ValueError if they belong to another encoder than the configured one."""
    heads = _packaged()
    if heads.encoder != encoder_id():
        raise ValueError(f"The reader's heads belong to {heads.encoder}, not to {encoder_id()}: train them again.")
    return heads


@lru_cache(maxsize=1)
def _packaged() -> Heads:
    return heads_from_bytes((resources.files("agent") / "data" / _FILE).read_bytes())


def heads_from_bytes(data: bytes) -> Heads:
    """Heads as `heads_to_bytes` wrote them. ValueError where the file is something else."""
    import numpy as np

    try:
        arrays = np.load(io.BytesIO(data), allow_pickle=False)
        parts = {name: _head(arrays, name) for name in HEADS}
        return Heads(encoder=str(arrays["encoder"]), mean=arrays["mean"], **parts)
    except (KeyError, OSError, EOFError, ValueError, zipfile.BadZipFile) as error:
        raise ValueError(f"This is no file of reader heads: {error}") from None


def heads_to_bytes(heads: Heads) -> bytes:
    import numpy as np

    arrays: dict[str, np.ndarray] = {"encoder": np.array(heads.encoder), "mean": heads.mean}
    for name in HEADS:
        head: Head = getattr(heads, name)
        arrays |= {f"{name}.labels": np.array(head.labels), f"{name}.weights": head.weights, f"{name}.bias": head.bias}
        arrays |= {f"{name}.scale": head.scale, f"{name}.shift": head.shift}
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def _head(arrays: np.lib.npyio.NpzFile, name: str) -> Head:
    return Head(
        labels=tuple(str(label) for label in arrays[f"{name}.labels"]),
        weights=arrays[f"{name}.weights"],
        bias=arrays[f"{name}.bias"],
        scale=arrays[f"{name}.scale"],
        shift=arrays[f"{name}.shift"],
    )
