"""JSON Lines: one object a line; nested objects become columns "customer.id", lists become text with | between."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from customers.parsers.blocks import Block, BrokenRow
from customers.parsers.encodings import find_encoding
from customers.parsers.errors import UnreadableFile
from customers.parsers.plain_numbers import plain_number

LINES_PER_BLOCK = 4096
COLUMNS_LIMIT = 1000
LINE_CHARACTERS = 1 << 22


class JsonLinesFile:
    delimiter = ""

    def __init__(self, path: Path, *, encoding: str = "") -> None:
        self.path = path
        self.encoding = find_encoding(path)
        self.columns = self._all_columns()

    def head(self, count: int) -> list[list[str]]:
        return [self.columns]

    def blocks(self, *, skip: int, width: int) -> Iterator[Block]:
        """Each line is its own row number: there is no header line."""
        with self._open() as file:
            first = 1
            while lines := self._lines(file):
                yield self._block(lines, first)
                first += len(lines)

    def _block(self, lines: list[str], first: int) -> Block:
        numbers: list[int] = []
        rows: list[list[str]] = []
        broken: list[BrokenRow] = []
        blank = 0
        for number, line in enumerate(lines, start=first):
            record = _record(line)
            if isinstance(record, str):
                broken.append(BrokenRow(number, line.strip()[:500], record))
            elif record:
                numbers.append(number)
                rows.append([record.get(column, "") for column in self.columns])
            else:
                blank += 1
        return Block(numbers, rows, broken, blank)

    def _all_columns(self) -> list[str]:
        """Every key of the file, first seen first: a key such as paid_on may appear late."""
        columns: dict[str, None] = {}
        with self._open() as file:
            while lines := self._lines(file):
                for line in lines:
                    record = _record(line)
                    if not isinstance(record, str):
                        columns.update((key, None) for key in record if key.strip())
                if len(columns) > COLUMNS_LIMIT:
                    raise UnreadableFile(
                        f"{self.path.name} has objects with more than {COLUMNS_LIMIT} different keys; it is no table."
                    )
        if not columns:
            raise UnreadableFile(
                f"{self.path.name} has no line that is a JSON object; JSON Lines is one object on each line."
            )
        return list(columns)

    def _open(self) -> TextIO:
        return self.path.open(encoding=self.encoding.name, errors=self.encoding.errors)

    def _lines(self, file: TextIO) -> list[str]:
        lines = list(islice(iter(lambda: file.readline(LINE_CHARACTERS), ""), LINES_PER_BLOCK))
        if any(len(line) == LINE_CHARACTERS for line in lines):
            raise UnreadableFile(
                f"{self.path.name} has a line of more than four million characters; it is not one object a line."
            )
        return lines


def _record(line: str) -> dict[str, str] | str:
    """The object of a line as column → text, empty for a blank line; a reason where it is none."""
    if not line.strip():
        return {}
    try:
        found = json.loads(line, parse_float=plain_number, parse_int=plain_number, parse_constant=str)
    except (ValueError, RecursionError):
        return 'it is no valid JSON; expected one object, such as {"number": "1001", …}'
    return _flat(found) if isinstance(found, dict) else "it is JSON, but no object with names and values"


def _flat(record: dict[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            flat.update(_flat(value, f"{prefix}{key}."))
        else:
            flat[prefix + key] = _text(value)
    return flat


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "|".join(json.dumps(item) if isinstance(item, dict | list) else _text(item) for item in value)
    return str(value)
