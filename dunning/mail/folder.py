"""The inbox folder: `.eml` files dropped into it are mails; each moves to `done/` once it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

# Larger is no reply: left where it is, and named.
MAX_BYTES = 50_000_000


class TooLarge(Exception):
    """A file beyond MAX_BYTES, moved to `refused/`."""


def waiting_files(folder: Path) -> Iterator[Path]:
    """Mail files in the folder by name; files still being written (`.tmp`, `.part`, hidden) are not there yet."""
    if folder.is_dir():
        yield from sorted(path for path in folder.glob("*.eml") if path.is_file() and not path.name.startswith("."))


def take_file(path: Path, store: Callable[[bytes], object]) -> None:
    """Hand a file's bytes to `store` and move it to `done/` after that; a crash between the two stores it twice, which
    deduplication catches. Raises TooLarge, the file then lies in `refused/`.
    """
    if path.stat().st_size > MAX_BYTES:
        _move(path, "refused")
        raise TooLarge(f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB and was moved to refused/.")
    store(path.read_bytes())
    _move(path, "done")


def _move(path: Path, to: str) -> None:
    folder = path.parent / to
    folder.mkdir(exist_ok=True)
    target, turn = folder / path.name, 1
    while target.exists():
        target, turn = folder / f"{path.stem}-{turn}{path.suffix}", turn + 1
    path.rename(target)
