"""Which bank a table comes from, by its columns."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from customers.parsers.columns import heading
from customers.parsers.presets import Section, bank_preset_names, load_preset
from customers.parsers.tabular import open_table

LAYOUT = "statement"


def find_bank_preset(path: Path) -> str:
    """The preset that names most of the file's columns, empty when none fits. Raises UnreadableFile for no table."""
    table = open_table(path, fit=lambda header: float(any(_matches(name, header) for name in bank_preset_names())))
    found = max(bank_preset_names(), key=lambda name: _matches(name, table.columns))
    return found if _matches(found, table.columns) else ""


def _matches(name: str, header: Sequence[str]) -> int:
    """How many of the preset's columns are there; 0 unless each field has one of those that may serve it.

    A field with several possible columns may be missing, but for day and amount.
    """
    columns = {heading(column) for column in header}
    section = load_preset(name).section(LAYOUT)
    count = 0
    for field, choices in _choices(section).items():
        present = sum(heading(column) in columns for column in choices)
        if not present and (len(choices) == 1 or field in ("booked_on", "amount")) and not _is_optional(section, field):
            return 0
        count += present
    return count


def _is_optional(section: Section, field: str) -> bool:
    """Named in brackets, as one of several, or joined: the bank does not always export it."""
    return field not in ("booked_on", "amount") and not isinstance(section.columns[field], str)


def _choices(section: Section) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for field, spec in section.columns.items():
        if isinstance(spec, str):
            found[field] = [spec]
        elif isinstance(spec, Sequence):
            found[field] = list(spec)
        else:
            parts = (spec.get(key, []) for key in ("columns", "join", "add", "subtract"))
            names = [name for part in parts for name in ([part] if isinstance(part, str) else part)]
            if names:
                found[field] = names
    return found
