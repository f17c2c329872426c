"""One way into CSV, XLSX and JSON Lines: columns, and rows in blocks, in bounded memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from customers.parsers.blocks import Block
from customers.parsers.delimited import DelimitedFile
from customers.parsers.encodings import Encoding
from customers.parsers.errors import UnreadableFile, storable
from customers.parsers.filetypes import file_type
from customers.parsers.jsonlines import JsonLinesFile
from customers.parsers.sheets import Spreadsheet

# Programs put company, report name and date above the header, never more than this.
HEADER_WITHIN = 30

# Control characters but white space and the separators that some exports use, and bytes that no encoding explained.
NO_TEXT = re.compile("[\x00-\x08\x0e-\x1b\x7f\udc80-\udcff]")

HeaderFit = Callable[[Sequence[str]], float]


class TableFile(Protocol):
    path: Path
    delimiter: str

    @property
    def encoding(self) -> Encoding | None: ...

    def head(self, count: int) -> list[list[str]]: ...

    def blocks(self, *, skip: int, width: int) -> Iterator[Block]: ...


@dataclass(frozen=True)
class Table:
    """A file whose header is found. `blocks` and iteration start anew each time."""

    file: TableFile
    columns: tuple[str, ...]
    header_row: int

    def blocks(self) -> Iterator[Block]:
        return self.file.blocks(skip=self.header_row, width=len(self.columns))

    def __iter__(self) -> Iterator[tuple[int, list[str | None]]]:
        """Row number in the file and its cells, None for an empty one; broken rows are only seen through `blocks`."""
        for block in self.blocks():
            for number, row in zip(block.numbers, block.rows, strict=True):
                yield number, [cell or None for cell in row]


def open_table(path: Path, *, fit: HeaderFit | None = None, encoding: str = "", delimiter: str = "") -> Table:
    """Find out type, encoding, delimiter and header.

    `fit` says how well a row serves as header, 1 being perfect; without it the first filled row is the header.
    Raises UnreadableFile, with one sentence, for a file without header or rows.
    """
    file = _open_file(path, encoding=encoding, delimiter=delimiter)
    rows = file.head(HEADER_WITHIN)
    fit = fit or (lambda _: 1.0)
    index = _header_index(rows, fit)
    if index is None:
        raise UnreadableFile(f"{path.name} is empty; nothing was imported.")
    if NO_TEXT.search("".join(rows[index])) and fit(rows[index]) < 1:
        raise UnreadableFile(f"{path.name} holds bytes that are no text, so no table; export the list as CSV or XLSX.")
    columns = [storable(cell.strip("\ufeff \t\r\n\xa0")) for cell in rows[index]]
    while columns and not columns[-1]:
        columns.pop()
    header_row = 0 if isinstance(file, JsonLinesFile) else index + 1
    table = Table(file, tuple(columns), header_row)
    if not any(block.rows or block.broken for block in table.blocks()):
        raise UnreadableFile(f"{path.name} has a header but no rows below it; nothing was imported.")
    return table


def _open_file(path: Path, *, encoding: str, delimiter: str) -> TableFile:
    kind = file_type(path)
    if kind == "spreadsheet":
        return Spreadsheet(path)
    if kind == "jsonlines":
        return JsonLinesFile(path)
    return DelimitedFile(path, encoding=encoding, delimiter=delimiter)


def _header_index(rows: Sequence[Sequence[str]], fit: HeaderFit) -> int | None:
    best, best_fit = None, -1.0
    for index, row in enumerate(rows):
        if not any(cell.strip() for cell in row) or (row[0].lower().startswith("sep=") and not any(row[1:])):
            continue
        if (found := fit(row)) >= 1:
            return index
        if found > best_fit:
            best, best_fit = index, found
    return best
