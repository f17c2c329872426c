"""Q4_0, the 4-bit form of the engine's weights: blocks of 32 whole numbers with one half-precision scale (GGML's)."""

from __future__ import annotations

import numpy as np

SIZE = 32
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", SIZE // 2)])


def unpack(data: bytes) -> np.ndarray:
    """Blocks × 32 float32 weights; a byte holds weight j in its low and weight j + 16 in its high half, plus eight."""
    blocks = np.frombuffer(data, dtype=_BLOCK)
    whole = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=1).astype(np.float32) - 8
    return whole * blocks["scale"].astype(np.float32)[:, None]


def rescaled(data: bytes, factors: np.ndarray) -> bytes:
    """The same whole numbers with every block's scale multiplied by its factor."""
    blocks = np.frombuffer(data, dtype=_BLOCK).copy()
    blocks["scale"] = (blocks["scale"].astype(np.float32) * factors.reshape(-1)).astype(np.float16)
    return blocks.tobytes()
