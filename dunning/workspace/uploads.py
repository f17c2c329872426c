"""Files between their upload and the yes to their preview: on disk, each in a folder of its own, for a day."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_valid_filename

KEPT_SECONDS = 24 * 3600
MAP_NAME = "map.toml"


@dataclass(frozen=True)
class Upload:
    """`token` names the folder; whoever was shown the preview carries it signed."""

    token: str
    file_name: str
    has_map: bool

    @property
    def folder(self) -> Path:
        return _root() / self.token

    @property
    def path(self) -> Path:
        return self.folder / "data" / self.file_name

    @property
    def mapping(self) -> Path | None:
        return self.folder / MAP_NAME if self.has_map else None

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def keep_upload(file: UploadedFile, mapping: UploadedFile | None) -> Upload:
    """Write it down piece by piece, never whole in memory; forgotten ones of earlier days go."""
    _remove_old()
    upload = Upload(token_hex(16), _safe_name(file.name or ""), mapping is not None)
    upload.path.parent.mkdir(parents=True, mode=0o700)
    _write(file, upload.path)
    if mapping is not None:
        _write(mapping, upload.folder / MAP_NAME)
    return upload


def _write(file: UploadedFile, path: Path) -> None:
    with path.open("wb") as target:
        for piece in file.chunks():
            target.write(piece)


def _safe_name(name: str) -> str:
    try:
        return get_valid_filename(name)[-100:]
    except SuspiciousFileOperation:
        return "upload.csv"


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


def _remove_old() -> None:
    for folder in _root().glob("*"):
        if folder.is_dir() and folder.stat().st_mtime < time.time() - KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
