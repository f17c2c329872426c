"""A file and a layout → rows of canonical text, lazily, with a sentence for each row that cannot land."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import Path

from customers.parsers.blocks import Block, BrokenRow
from customers.parsers.chunks import Chunk, Values
from customers.parsers.collapse import Merger, keep_first, scattered_keys
from customers.parsers.columns import LAYOUTS, Field, Kind, Layout, usual_columns
from customers.parsers.conditions import RowFilter, row_filter
from customers.parsers.errors import Reject, UnreadableFile, quoted, storable
from customers.parsers.expressions import Cells, Expression, Spec, column_finder, compile_expression
from customers.parsers.formats import find_formats
from customers.parsers.invoice_rules import finish_invoices
from customers.parsers.presets import Preset, Section, load_map, load_preset
from customers.parsers.tabular import Table, open_table
from customers.parsers.values import ColumnReader, Formats, Problems

DEFAULT_KIND = "delta"


@dataclass(frozen=True)
class Row:
    number: int
    values: Values


@dataclass(frozen=True)
class MappedTable:
    """A file mapped to a layout. Reading starts anew with each `chunks()` or iteration.

    `fields` names the values of each row, in order; `mapped` says which of the file's columns serve a field;
    `kind` is "snapshot" or "delta"; `warnings` are sentences for the person who imports.
    """

    layout: Layout
    table: Table
    section: Section
    expressions: Mapping[str, Expression]
    formats: Formats
    warnings: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(name for name in self.layout.names if name != "line_amount")

    @property
    def kind(self) -> str:
        return self.section.kind or DEFAULT_KIND

    @property
    def mapped(self) -> dict[str, tuple[str, ...]]:
        return {name: tuple(self.table.columns[i] for i in found.indexes) for name, found in self.expressions.items()}

    def __iter__(self) -> Iterator[Row | Reject]:
        """Rows and rejects; within a chunk of some thousand the rejects come after the rows."""
        for chunk in self.chunks():
            yield from (Row(number, row) for number, row in zip(chunk.numbers, chunk.rows, strict=True))
            yield from chunk.rejects

    def chunks(self) -> Iterator[Chunk]:
        """The fast way: rows as tuples in the order of `fields`, some thousand at a time."""
        chunks, collapse = self._raw_chunks(), self.section.collapse
        if collapse is not None and collapse.keep_first:
            chunks = keep_first(chunks, self.layout, collapse.by)
        elif collapse is not None:
            chunks = Merger(self.layout, collapse.by, collapse.join, scattered_keys(self._keys(collapse.by))).merge(
                chunks
            )
        return map(finish_invoices, chunks) if self.layout.name == "invoices" else chunks

    def _raw_chunks(self) -> Iterator[Chunk]:
        readers = {name: ColumnReader(self._field(name), self.formats) for name in self.expressions}
        wanted = self._row_filter()
        for block in self.table.blocks():
            yield self._chunk(block, readers, wanted)

    def _field(self, name: str) -> Field:
        """An amount may be blank on a line where the lines make the total."""
        found = self.layout.field(name)
        return replace(found, required=False) if name == "amount" and "line_amount" in self.expressions else found

    def _chunk(self, block: Block, readers: Mapping[str, ColumnReader], wanted: RowFilter | None) -> Chunk:
        numbers, cells = _kept(block, wanted)
        raw = {name: expression.read(cells, self.formats.decimal_mark) for name, expression in self.expressions.items()}
        columns: dict[str, Sequence[str | None]] = dict.fromkeys(self.layout.names, [None] * len(cells))
        problems: dict[str, Problems] = {}
        for name in self.expressions:
            columns[name], found = readers[name].read(raw[name])
            if found:
                problems[name] = found
        rows: Sequence[Values] = list(zip(*columns.values(), strict=True))
        rejects = [_broken(row) for row in block.broken]
        if problems:
            numbers, rows, bad = self._without_bad(numbers, rows, raw, problems, cells)
            rejects += bad
        return Chunk(numbers, rows, rejects, len(block.rows) - len(cells), block.blank)

    def _row_filter(self) -> RowFilter | None:
        return row_filter(
            self.section.skip, self.section.keep, column_finder(self.table.columns, self.table.file.path.name)
        )

    def _without_bad(
        self,
        numbers: Sequence[int],
        rows: Sequence[Values],
        raw: Mapping[str, Sequence[str]],
        problems: Mapping[str, Problems],
        cells: Cells,
    ) -> tuple[Sequence[int], Sequence[Values], list[Reject]]:
        """One reject for each bad row, for its first bad field."""
        first: dict[int, str] = {}
        for name, found in problems.items():
            for index in found:
                first.setdefault(index, name)
        key = raw.get(self.layout.key)
        rejects = [
            self._reject(
                numbers[index],
                name,
                raw[name][index],
                problems[name][index],
                key[index] if key else "",
                cells.rows[index],
            )
            for index, name in sorted(first.items())
        ]
        good = [index not in first for index in range(len(rows))]
        return list(compress(numbers, good)), list(compress(rows, good)), rejects

    def _reject(self, number: int, name: str, value: str, reason: str, key: str, row: Sequence[str]) -> Reject:
        label, shown = self.layout.field(name).label, value.strip()
        column = ", ".join(self.mapped[name])[:120] or name
        why = f"{label} {quoted(shown)} {reason}" if shown else f"{label} {reason}"
        raw = {c: storable(cell) for c, cell in zip(self.table.columns, row, strict=True) if cell}
        return Reject(number, column, storable(shown), why, storable(key.strip()), raw)

    def _keys(self, field: str) -> Iterator[str]:
        """Each row's canonical key, in file order; "" where it is bad."""
        reader, wanted = ColumnReader(self.layout.field(field), self.formats), self._row_filter()
        for block in self.table.blocks():
            _, cells = _kept(block, wanted)
            values, problems = reader.read(self.expressions[field].read(cells, self.formats.decimal_mark))
            yield from ("" if index in problems else value or "" for index, value in enumerate(values))


def _kept(block: Block, wanted: RowFilter | None) -> tuple[Sequence[int], Cells]:
    cells = Cells(block.rows)
    if wanted is None or not block.rows:
        return block.numbers, cells
    mask = wanted(cells)
    return list(compress(block.numbers, mask)), Cells(list(compress(block.rows, mask)))


def _broken(row: BrokenRow) -> Reject:
    text = storable(row.text)
    return Reject(row.number, "", text, row.why, "", {"": text})


def read_rows(path: Path, layout: str, *, preset: str | None = None, mapping: Path | None = None) -> MappedTable:
    """Map a file to the layout "customers", "contacts", "invoices" or "payments".

    By a preset's name, by a person's column map (TOML, see customers/parsers/presets), else by usual header spellings.
    Raises UnreadableFile, one helpful sentence, where nothing can be used; a row's own troubles are Rejects.
    """
    wanted = LAYOUTS[layout]
    chosen = load_map(mapping) if mapping is not None else load_preset(preset) if preset else None
    section = chosen.section(layout) if chosen else Section()
    table = open_table(
        path, fit=lambda header: _fit(wanted, section, header), encoding=section.encoding, delimiter=section.delimiter
    )
    expressions = _expressions(wanted, section, table.columns, path.name)
    if missing := _missing(wanted, expressions):
        raise UnreadableFile(_missing_sentence(wanted, section, chosen, table, missing))
    formats, warning = find_formats(
        (Cells(block.rows) for block in table.blocks() if block.rows),
        dates=[found for name, found in expressions.items() if wanted.field(name).kind == Kind.DATE and found.indexes],
        amounts=[found for name, found in expressions.items() if wanted.field(name).kind == Kind.AMOUNT],
        date_order=section.date_order,
        decimal_mark=section.decimal_mark,
    )
    return MappedTable(wanted, table, section, expressions, formats, (warning,) if warning else ())


def _expressions(layout: Layout, section: Section, columns: Sequence[str], file_name: str) -> dict[str, Expression]:
    find = column_finder(columns, file_name)
    specs: Mapping[str, Spec] = section.columns or usual_columns(layout, columns)
    compiled = {
        name: compile_expression(spec, find, place=f"{layout.name}.columns.{name}") for name, spec in specs.items()
    }
    return {name: found for name, found in compiled.items() if found is not None}


def _missing(layout: Layout, expressions: Mapping[str, Expression]) -> list[str]:
    missing = [field.name for field in layout.fields if field.required and field.name not in expressions]
    return [name for name in missing if not (name == "amount" and "line_amount" in expressions)]


def _fit(layout: Layout, section: Section, header: Sequence[str]) -> float:
    """1 for a row with all columns that the layout needs, less the more are missing."""
    try:
        found = _expressions(layout, section, header, "the file")
    except UnreadableFile:
        # A name that stands twice: this is the header, and its trouble is told where it is opened.
        return 1.0
    by_column = sum(bool(expression.indexes) for expression in found.values())
    if by_column and not _missing(layout, found):
        return 1.0
    return 0.9 * by_column / len(layout.fields)


def _missing_sentence(
    layout: Layout, section: Section, chosen: Preset | None, table: Table, missing: Sequence[str]
) -> str:
    labels = " and ".join(layout.field(name).label for name in missing)
    shown = ", ".join(column for column in table.columns[:15] if column) + (", …" if len(table.columns) > 15 else "")
    by = f" as {chosen.name} names it" if chosen else ""
    return (
        f"{table.file.path.name} has no column for the {labels}{by}; its columns are {shown}."
        " Rename them, or say which is which in a column map (--map, docs/imports.md)."
    )
