"""A day on the command line."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date


def day_argument(word: str) -> date:
    """An argument's type. Raises ArgumentTypeError with a sentence."""
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise ArgumentTypeError(f"“{word}” is no day; expected for example 2026-03-31.") from None
