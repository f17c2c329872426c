"""Which heads the reader uses: those that were trained and installed here, as long as they fit, else the packaged ones.

They lie as files, so that every process sees a change: web and worker look at the file's time, nothing is restarted.
"""

from __future__ import annotations

import logging
import os
import shutil
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from agent.encoder import encoder_id
from agent.reading.head_files import CARD_FILE, HEADS_FILE, card_in, packaged_card

if TYPE_CHECKING:
    from agent.reading.heads import Heads

PREVIOUS_HEADS, PREVIOUS_CARD = "heads.previous.npz", "model_card.previous.json"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class HeadsInUse:
    """`own`: trained here. `problem`: why heads that are installed here are not used, else ""."""

    own: bool
    card: dict[str, Any]
    problem: str = ""


def heads_in_use() -> Heads:
    """The heads to read with, taken from their file anew when it changed. Loads numpy.

    ValueError with a sentence where none fit the configured encoder.
    """
    from agent.reading.heads import packaged_heads

    heads, _ = _installed()
    return heads or packaged_heads()


def describe_heads() -> HeadsInUse:
    """What `heads_in_use` gives, with its card and what is wrong with the installed ones. Loads numpy if there are."""
    heads, problem = _installed()
    return HeadsInUse(own=heads is not None, card=installed_card() if heads else packaged_card(), problem=problem)


def installed_card() -> dict[str, Any]:
    """The card of the installed heads without loading them; empty where none are installed."""
    return card_in(heads_folder()) if (heads_folder() / HEADS_FILE).is_file() else {}


def heads_folder() -> Path:
    return Path(settings.READER_DIR)


def put_in_place(trained: Path) -> None:
    """Install what lies in `trained`, a folder of the same file system: each file at once, what was there kept aside.

    Processes that read meanwhile have the old heads or the new ones, never a part of either.
    """
    folder = heads_folder()
    for name, previous in ((CARD_FILE, PREVIOUS_CARD), (HEADS_FILE, PREVIOUS_HEADS)):
        if (folder / name).is_file():
            aside = folder / f"{previous}.new"
            shutil.copy2(folder / name, aside)
            os.replace(aside, folder / previous)
        else:
            (folder / previous).unlink(missing_ok=True)
        os.replace(trained / name, folder / name)


def put_back() -> bool:
    """Bring back the heads before the installed ones: earlier own ones, else the packaged. False if none are there."""
    folder = heads_folder()
    if not (folder / HEADS_FILE).is_file():
        return False
    for name, previous in ((CARD_FILE, PREVIOUS_CARD), (HEADS_FILE, PREVIOUS_HEADS)):
        if (folder / previous).is_file():
            os.replace(folder / previous, folder / name)
        else:
            (folder / name).unlink(missing_ok=True)
    return True


def _installed() -> tuple[Heads | None, str]:
    """Installed heads that fit, or None and why they are of no use; "" where none are installed."""
    path = heads_folder() / HEADS_FILE
    try:
        stat = path.stat()
    except OSError:
        return None, ""
    heads, problem = _loaded(path, (stat.st_mtime_ns, stat.st_size, stat.st_ino))
    if heads is not None and heads.encoder != encoder_id():
        return None, (
            f"The heads trained here belong to the encoder {heads.encoder}, not to {encoder_id()}: "
            "the packaged ones are used."
        )
    return heads, problem


@lru_cache(maxsize=1)
def _loaded(path: Path, version: tuple[int, int, int]) -> tuple[Heads | None, str]:
    """`version` tells one content of the file from the next."""
    from agent.reading.heads import heads_from_bytes

    try:
        heads = heads_from_bytes(path.read_bytes())
    except (OSError, ValueError) as problem:
        logger.error("The installed heads cannot be used, the packaged ones read: %s", problem)
        return None, f"The heads trained here cannot be read, the packaged ones are used: {problem}"
    if heads.encoder != encoder_id():
        logger.warning("The installed heads belong to %s, not to %s: not used.", heads.encoder, encoder_id())
    return heads, ""
