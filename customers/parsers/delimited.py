"""CSV and its relatives, streamed in blocks of lines; one broken quote costs one row, not the rest of the file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TextIO

from customers.parsers.blocks import Block, BrokenRow, even_rows
from customers.parsers.delimiters import find_delimiter
from customers.parsers.encodings import find_encoding, stated_encoding
from customers.parsers.errors import UnreadableFile

# Small enough for the processor's cache: larger blocks are slower.
BLOCK_CHARACTERS = 1 << 16
SAMPLE_CHARACTERS = 1 << 16
# A row may span lines inside quotes, up to here; beyond, its opening quote was never meant as one.
ROW_CHARACTERS = 1 << 18
# A single line beyond this is no table row but another kind of file (or a lost line end).
LINE_BYTES = 1 << 24
BROKEN_QUOTES_LIMIT = 200
# Stands after a block's lines: it comes back as a row of its own exactly when no quote is open.
END = "\x1eend of block\x1e"


class DelimitedFile:
    """A CSV file: `head` shows its first rows, `blocks` streams what follows the header, each time from the start."""

    def __init__(self, path: Path, *, encoding: str = "", delimiter: str = "") -> None:
        self.path = path
        self.encoding = stated_encoding(encoding) if encoding else find_encoding(path)
        _refuse_endless_lines(path)
        with self._open() as file:
            sample = [line for line in file.readlines(SAMPLE_CHARACTERS) if line.strip()][:500]
        self.delimiter = delimiter or find_delimiter(sample)

    def head(self, count: int) -> list[list[str]]:
        """The first rows as they stand, for finding the header; "sep=;" lines are kept, so that row numbers hold."""
        with self._open() as file:
            lines = file.readlines(SAMPLE_CHARACTERS)
        return self._split(lines)[0][:count]

    def blocks(self, *, skip: int, width: int) -> Iterator[Block]:
        """All rows after the first `skip`. Raises UnreadableFile when quotes are broken all over."""
        number, quotes = 1, 0
        rest: list[str] = []
        with self._open() as file:
            while fresh := file.readlines(BLOCK_CHARACTERS) or rest:
                at_end = fresh is rest
                lines = rest if at_end else rest + fresh
                rows, rest = self._split(lines, width=width, above=skip + 1 - number)
                yield self._after_header(rows, number, skip, width)
                number += len(rows)
                while rest and (at_end or self._is_hopeless(rest, width)):
                    quotes += 1
                    yield self._broken_quote(number, rest[0], quotes)
                    rows, rest = self._split(rest[1:], width=width)
                    yield self._after_header(rows, number + 1, skip, width)
                    number += 1 + len(rows)

    def _open(self) -> TextIO:
        try:
            return self.path.open(encoding=self.encoding.name, errors=self.encoding.errors, newline="")
        except LookupError:
            raise UnreadableFile(
                f"There is no encoding “{self.encoding.name}”; examples are utf-8, cp1252 and utf-16."
            ) from None

    def _after_header(self, rows: list[list[str]], number: int, skip: int, width: int) -> Block:
        above = max(skip + 1 - number, 0)
        return even_rows(rows[above:] if above else rows, first=number + above, width=width)

    def _split(self, lines: list[str], *, width: int = 0, above: int = 0) -> tuple[list[list[str]], list[str]]:
        """Whole rows, and the lines from the first that is not: its quote is still open, or swallowed other rows."""
        rows: list[list[str]] = []
        try:
            # On an error what was read before stays in the list.
            rows.extend(csv.reader(chain(lines, [END]), delimiter=self.delimiter))
        except csv.Error:
            return rows, lines[_line_count(rows) :]
        whole = rows.pop() == [END]
        if width and (bad := _first_swallower(rows, width, max(above, 0))) is not None:
            return rows[:bad], lines[_line_count(rows[:bad]) :]
        return rows, [] if whole else lines[_line_count(rows) :]

    def _is_hopeless(self, rest: list[str], width: int) -> bool:
        """Whether more lines cannot make the first row whole: it is too long, or whole with the wrong width."""
        if sum(map(len, rest)) > ROW_CHARACTERS:
            return True
        try:
            rows = list(csv.reader(chain(rest, [END]), delimiter=self.delimiter))
        except csv.Error:
            return True
        return len(rows) > 1 and _first_swallower(rows[:1], width, 0) == 0

    def _broken_quote(self, number: int, line: str, quotes: int) -> Block:
        if quotes > BROKEN_QUOTES_LIMIT:
            raise UnreadableFile(
                f"{self.path.name} has more than {BROKEN_QUOTES_LIMIT} rows whose quotes don't pair;"
                " export it again with quotes inside values doubled."
            )
        why = 'a quote (") is opened and not closed before the next row' if '"' in line else "a cell is too long"
        return Block((), (), (BrokenRow(number, line.rstrip("\r\n")[:500], why),))


def _first_swallower(rows: list[list[str]], width: int, start: int) -> int | None:
    """The first row with line breaks inside and the wrong width: a stray quote took the following rows in."""
    if set(map(len, rows)) <= {width, 0}:
        return None
    for index in range(start, len(rows)):
        row = rows[index]
        if len(row) != width and any("\n" in cell or "\r" in cell for cell in row):
            return index
    return None


def _line_count(rows: list[list[str]]) -> int:
    """Lines that these rows took up; line breaks inside quotes arrive as they stood."""
    return len(rows) + sum(_breaks(cell) for row in rows for cell in row if "\n" in cell or "\r" in cell)


def _breaks(cell: str) -> int:
    return cell.count("\n") + cell.count("\r") - cell.count("\r\n")


def _refuse_endless_lines(path: Path) -> None:
    """Raises UnreadableFile where no line ends for a long stretch: reading on would take the whole file into memory."""
    if path.stat().st_size <= LINE_BYTES:
        return
    with path.open("rb") as file:
        unbroken = 0
        while block := file.read(1 << 20):
            ends = block.rfind(b"\n") if b"\n" in block else block.rfind(b"\r")
            unbroken = unbroken + len(block) if ends < 0 else len(block) - ends
            if unbroken > LINE_BYTES:
                raise UnreadableFile(f"{path.name} has a line of more than 16 MB; it is no table with one row a line.")
