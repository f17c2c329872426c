"""Columns and fields of kept sentences, in the language of whoever reads them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin

from audit.sentences import in_readers_language


def kept(name: str, *, label: Any) -> Callable[[Any, Any], str]:
    """A method of an admin class that shows the column `name` of a row."""

    @admin.display(description=label, ordering=name, empty_value="–")
    def shown(_admin: Any, row: Any) -> str:
        return in_readers_language(getattr(row, name))

    return shown
