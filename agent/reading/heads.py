"""Trained heads: one linear layer per question over sentence vectors, applied with numpy alone."""

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
        """Calibrated probability of each label for each row, shape (rows, labels)."""
        import numpy as np

        scores = (rows @ self.weights.T + self.bias) * self.scale + self.shift
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
