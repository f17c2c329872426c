"""Heads and sentence vectors drawn by chance: every intent fires somewhere, and no encoder is needed."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from agent.reading.heads import Head, Heads
from agent.reading.labels import DISPUTE_REASONS, DOCUMENT_TYPES, INTENTS, MARKS

_DIMENSION = 24


def random_rows(texts: Sequence[str]) -> np.ndarray:
    """One unit vector per text, the same for the same text."""
    rows = [np.random.default_rng(zlib.crc32(t.encode("utf-8", "replace"))).normal(size=_DIMENSION) for t in texts]
    return np.stack([row / np.linalg.norm(row) for row in rows]).astype(np.float32)


def random_heads() -> Heads:
    return Heads(
        encoder="random",
        mean=np.zeros(_DIMENSION, dtype=np.float32),
        intents=_head((*INTENTS, *MARKS), seed=1),
        reasons=_head(DISPUTE_REASONS, seed=2),
        documents=_head(DOCUMENT_TYPES, seed=3),
    )


def _head(labels: tuple[str, ...], *, seed: int) -> Head:
    """Steep enough that about one label in five is likely."""
    count = len(labels)
    weights = np.random.default_rng(seed).normal(size=(count, _DIMENSION)).astype(np.float32)
    return Head(labels, weights, np.full(count, -0.8), np.full(count, 6.0), np.zeros(count))
