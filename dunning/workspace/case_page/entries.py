"""One entry of the timeline: who, when, what and why, and the row that its own template shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

AGENT, PERSON, CUSTOMER, MANAGER, SYSTEM = "agent", "person", "customer", "manager", "system"


@dataclass(frozen=True)
class Entry:
    """`title` a short sentence, `why` what is behind it; `minor` ones are folded where several follow each other.

    `template` names the part that shows `row` below the line; "" where the line says it all.
    """

    kind: str
    at: datetime
    who: str
    by: str
    title: str
    why: str = ""
    tone: str = ""
    minor: bool = False
    template: str = ""
    row: Any = None
    beside: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Run:
    """Minor entries that follow each other, newest first: one line, the rest a click away."""

    entries: tuple[Entry, ...]

    @property
    def newest(self) -> Entry:
        return self.entries[0]

    @property
    def others(self) -> int:
        return len(self.entries) - 1


def folded(entries: Sequence[Entry]) -> Iterator[Entry | Run]:
    """Runs of minor entries as one."""
    run: list[Entry] = []
    for entry in entries:
        if entry.minor:
            run.append(entry)
            continue
        if run:
            yield Run(tuple(run))
            run = []
        yield entry
    if run:
        yield Run(tuple(run))
