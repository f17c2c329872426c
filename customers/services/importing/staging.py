"""The staging table: a file's rows as typed columns, rejected ones by their key alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection

from customers.parsers.chunks import Values
from customers.parsers.columns import Kind
from customers.parsers.errors import Reject
from customers.parsers.mapping import MappedTable
from customers.services.importing.report import Counts

SQL_TYPES = {
    Kind.AMOUNT: "numeric(18, 2)",
    Kind.DATE: "date",
    Kind.DAYS: "integer",
    Kind.BOOLEAN: "boolean",
}
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
# Hashes of a million invoices fit, and JIT never pays for statements that run once.
SETTINGS = "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off"


class RejectSink:
    """Keeps the first rejects and counts all of them."""

    KEPT = 10_000

    def __init__(self) -> None:
        self.kept: list[Reject] = []
        self.count = 0

    def add(self, reject: Reject) -> None:
        self.count += 1
        if len(self.kept) < self.KEPT:
            self.kept.append(reject)


def stage_rows(table: MappedTable, counts: Counts, sink: RejectSink) -> None:
    """Stream the file into `import_stage` (row, why, and the layout's fields); `why` is filled for rejected rows.

    A rejected row keeps its place by its key, so that a snapshot does not take its invoice for missing.
    """
    key = table.fields.index(table.layout.key)
    with connection.cursor() as cursor:
        create_table(cursor, "import_stage", _columns(table))
        with cursor.copy("COPY import_stage FROM STDIN (NULL '')") as copy:
            for chunk in table.chunks():
                counts.read += len(chunk.rows) + len(chunk.rejects) + chunk.skipped
                counts.left_out += chunk.skipped
                copy.write(_lines(chunk.numbers, chunk.rows))
                for reject in chunk.rejects:
                    sink.add(reject)
                    copy.write(_line([str(reject.row), reject.why, *[""] * key, reject.key], len(table.fields) + 2))
        cursor.execute("ANALYZE import_stage")


def _lines(numbers: Sequence[int], rows: Sequence[Values]) -> str:
    """Rows in COPY's text format. The parser leaves no control characters but the line breaks of notes."""
    lines = ["\t".join([str(n), "", *[v or "" for v in row]]) for n, row in zip(numbers, rows, strict=True)]
    text = "\n".join(lines)
    if "\\" in text or text.count("\n") >= len(lines):
        return "".join(_line([str(n), "", *[v or "" for v in row]]) for n, row in zip(numbers, rows, strict=True))
    return text + "\n" if lines else ""


def _line(cells: list[str], width: int = 0) -> str:
    cells = [cell.translate(ESCAPES) for cell in cells] + [""] * (width - len(cells))
    return "\t".join(cells) + "\n"


def create_table(cursor: Any, name: str, columns: str) -> None:
    """A temporary table of this transaction; one that an earlier import of a longer transaction left is replaced."""
    cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
    cursor.execute(f"CREATE TEMP TABLE {name} ({columns}) ON COMMIT DROP")


def create_table_as(cursor: Any, name: str, query: str, parameters: dict[str, Any]) -> None:
    cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{name}")
    cursor.execute(f"CREATE TEMP TABLE {name} ON COMMIT DROP AS {query}", parameters)


def _columns(table: MappedTable) -> str:
    typed = (f'"{name}" {SQL_TYPES.get(table.layout.field(name).kind, "text")}' for name in table.fields)
    return ", ".join(("row integer", "why text", *typed))
