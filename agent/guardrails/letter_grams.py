"""A quick look at a sentence by its groups of letters: what is surely harmless is not worth the encoder's time."""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

BUCKETS = 1 << 16
LENGTHS = range(2, 6)


@lru_cache(maxsize=16384)
def grams(shape: str) -> tuple[tuple[int, float], ...]:
    """Buckets of the groups of two to five letters within words, with their weights; of unit length together."""
    found: Counter[int] = Counter()
    for word in shape.casefold().split():
        padded = f" {word} "
        for length in LENGTHS:
            for start in range(len(padded) - length + 1):
                found[zlib.crc32(padded[start : start + length].encode()) % BUCKETS] += 1
    norm = sqrt(sum(count * count for count in found.values())) or 1.0
    return tuple((bucket, count / norm) for bucket, count in found.items())


@dataclass(frozen=True)
class QuickLook:
    """A logistic regression over letter groups; below `threshold` (log-odds of saying something) nothing is asked."""

    weights: np.ndarray
    bias: float
    threshold: float

    def is_worth_asking(self, shape: str) -> bool:
        score = self.bias + sum(float(self.weights[bucket]) * value for bucket, value in grams(shape))
        return score >= self.threshold
