from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class UnreadableFile(Exception):
    """Nothing of the file can be used. The message is one sentence that says what to do."""


@dataclass(frozen=True)
class Reject:
    """One row that cannot land. `why` reads on from “Row 17: ”; `key` is its own number or id, as the file has it."""

    row: int
    column: str
    value: str
    why: str
    key: str = ""
    raw: Mapping[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return f"Row {self.row}: {self.why}{'' if self.why.endswith('?') else '.'}"


def quoted(value: str, *, limit: int = 60) -> str:
    """The value in quotes for a sentence, shortened, control characters and broken bytes shown as escapes."""
    shown = value if len(value) <= limit else value[:limit] + "…"
    return (
        "“"
        + "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in shown)
        + "”"
    )


def storable(value: str) -> str:
    """Text that a database takes: NUL and broken bytes shown as escapes."""
    if value.isprintable():
        return value
    return "".join(
        c if c != "\x00" and not "\ud800" <= c <= "\udfff" else c.encode("unicode_escape", "backslashreplace").decode()
        for c in value
    )
