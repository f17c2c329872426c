"""What the environment says: variables, with an optional `.env` file in the project's directory behind them."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
TRUE_WORDS, FALSE_WORDS = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


def load_env_file(path: Path) -> None:
    """Set what the file's `NAME=value` lines say and the environment does not; quotes around a value are dropped."""
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.removeprefix("export ").partition("=")
        if separator and not line.lstrip().startswith("#"):
            os.environ.setdefault(name.strip(), value.strip().strip("'\""))


def text(name: str, default: str = "") -> str:
    """An empty variable counts as unset."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    word = text(name).lower()
    if not word:
        return default
    if word not in TRUE_WORDS | FALSE_WORDS:
        raise ImproperlyConfigured(f"{name} is {word!r}; write yes or no.")
    return word in TRUE_WORDS


def number(name: str, *, default: int) -> int:
    word = text(name)
    try:
        return int(word) if word else default
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {word!r}; write a whole number.") from None


def listed(name: str, *, default: str = "") -> list[str]:
    """Comma-separated words."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def prefixed(prefix: str) -> dict[str, str]:
    """All non-empty variables that start with the prefix, without it."""
    names = (name for name in os.environ if name.startswith(prefix))
    return {name.removeprefix(prefix): text(name) for name in names if text(name)}


def is_production() -> bool:
    return text("DUNWELL_ENV") == "production"


ENV_FILE = Path(os.environ.get("DUNWELL_ENV_FILE", BASE_DIR / ".env"))
if ENV_FILE.is_file():
    load_env_file(ENV_FILE)

VAR_DIR = Path(text("DUNWELL_VAR_DIR", str(BASE_DIR / "var"))).absolute()
