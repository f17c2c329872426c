"""Rows that did not land: from the parser, and from the ledger's own rules by SQL."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from customers.models import ImportRow, ImportRun
from customers.parsers.errors import Reject
from customers.services.importing.report import Counts, ImportRefused, RejectedRow
from customers.services.importing.staging import RejectSink


def refuse_repeated(cursor: Any, key: str, label: str) -> None:
    """Of rows with one key the first counts; the later ones are marked."""
    cursor.execute(
        f"""
        WITH repeated AS (
            SELECT {key}, min(row) AS first FROM import_stage WHERE why IS NULL GROUP BY {key} HAVING count(*) > 1
        )
        UPDATE import_stage AS stage
        SET why = format('{label} “%s” stands in row %s already', stage.{key}, repeated.first)
        FROM repeated WHERE repeated.{key} = stage.{key} AND stage.row > repeated.first AND stage.why IS NULL
        RETURNING stage.row, '{key}', stage.{key}, stage.why, jsonb_strip_nulls(to_jsonb(stage) - 'row' - 'why')
        """
    )


def take_refused(cursor: Any, sink: RejectSink) -> None:
    """Take rows of (row, column, value, why, raw) that the last statement returned."""
    while rows := cursor.fetchmany(RejectSink.KEPT):
        for row, column, value, why, raw in rows:
            # As text: 5.00 stays 5.00, and an amount of sixteen digits keeps its last.
            cells = raw if isinstance(raw, dict) else json.loads(raw, parse_float=str)
            sink.add(Reject(row, column, value or "", why, raw=cells))


def kept_rejects(sink: RejectSink) -> tuple[RejectedRow, ...]:
    ordered = sorted(sink.kept, key=lambda reject: reject.row)
    return tuple(RejectedRow(r.row, r.column, r.value, r.why, dict(r.raw)) for r in ordered)


def store_rejects(run: ImportRun, rejects: Sequence[RejectedRow]) -> None:
    ImportRow.objects.bulk_create(
        (ImportRow(run=run, row=r.row, column=r.column[:120], value=r.value, why=r.why, raw=r.raw) for r in rejects),
        batch_size=2000,
    )


def prove_writable(path: Path | None) -> None:
    """Raises ImportRefused, before anything lands, where `write_rejects` could not write."""
    try:
        if path is not None:
            path.open("a").close()
    except OSError as problem:
        raise ImportRefused(f"The rejected rows cannot be written to {path}: {problem.strerror}.") from None


def write_rejects(path: Path, rejects: Sequence[RejectedRow]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(reject_lines((reject.raw for reject in rejects), rejects))


def reject_lines(
    raws: Iterable[Mapping[str, str]], rejects: Iterable[RejectedRow | ImportRow]
) -> Iterator[list[object]]:
    """Lines of a CSV to mend and import again: the reason, then the row's own cells under their own headers."""
    headers = list(dict.fromkeys(name for raw in raws for name in raw if name))
    yield ["row", "column", "value", "why", *headers]
    for reject in rejects:
        cells = [reject.raw.get(name, "") for name in headers]
        yield [_harmless(cell) for cell in (reject.row, reject.column, reject.value, reject.why, *cells)]


def _harmless(cell: object) -> object:
    """A formula becomes text before a spreadsheet runs it: https://owasp.org/www-community/attacks/CSV_Injection"""
    if isinstance(cell, str) and (cell.startswith(("=", "@", "\t")) or (cell[:1] in "+-" and cell[1:2].isalpha())):
        return f"'{cell}"
    return cell


def not_kept_sentence(counts: Counts, kept: int) -> str:
    """Says how many rejects are only counted; empty when all are kept."""
    more = counts.rejected - kept
    return f"{more} more rows were rejected; the first {kept} are kept with their reasons." if more else ""
