"""The key that signs sessions, links and queued tasks."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from config import environment


def secret_key() -> str:
    """SECRET_KEY of the environment, else one made once and kept under `var/`; production must name its own."""
    if given := environment.text("SECRET_KEY"):
        return given
    if environment.is_production():
        raise ImproperlyConfigured("DUNWELL_ENV is production, so SECRET_KEY must be set: a long random text, kept.")
    return kept_key(environment.VAR_DIR / "secret_key")


def kept_key(path: Path) -> str:
    """Two processes that start at once end with the same key: the first link wins."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()
