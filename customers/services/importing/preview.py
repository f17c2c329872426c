"""The first rows of a file as they would be read, before anything is imported."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from customers.parsers.errors import UnreadableFile
from customers.parsers.mapping import read_rows

SHOWN = 20
# Chunks of some thousand rows that are looked through: a preview of a large file is a beginning, not a count.
LOOKED_THROUGH = 5


@dataclass(frozen=True)
class Preview:
    """`rows` are (row number, values in the order of `fields`), `rejects` sentences; counts are of what was looked at.

    `columns` says which of the file's columns serve a field. `problem` is why nothing can be read, else empty.
    """

    fields: tuple[str, ...] = ()
    columns: dict[str, tuple[str, ...]] | None = None
    rows: tuple[tuple[int, tuple[str | None, ...]], ...] = ()
    rejects: tuple[str, ...] = ()
    good: int = 0
    rejected: int = 0
    complete: bool = True
    kind: str = ""
    warnings: tuple[str, ...] = ()
    problem: str = ""


def preview_file(path: Path, layout: str, *, preset: str | None = None, mapping: Path | None = None) -> Preview:
    """What an import would read, without the ledger: unknown customers and repeated numbers only show in a dry run."""
    try:
        table = read_rows(path, layout, preset=preset, mapping=mapping)
        chunks = list(islice(table.chunks(), LOOKED_THROUGH + 1))
    except UnreadableFile as refusal:
        return Preview(problem=str(refusal))
    looked, complete = chunks[:LOOKED_THROUGH], len(chunks) <= LOOKED_THROUGH
    rows = [found for chunk in looked for found in zip(chunk.numbers, chunk.rows, strict=True)]
    rejects = [reject.sentence for chunk in looked for reject in chunk.rejects]
    shown = tuple(name for name in table.fields if name in table.mapped)
    places = [table.fields.index(name) for name in shown]
    return Preview(
        fields=shown,
        columns=table.mapped,
        rows=tuple((number, tuple(values[place] for place in places)) for number, values in rows[:SHOWN]),
        rejects=tuple(rejects[:SHOWN]),
        good=len(rows),
        rejected=len(rejects),
        complete=complete,
        kind=table.kind,
        warnings=table.warnings,
    )
