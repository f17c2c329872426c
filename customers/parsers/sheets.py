"""XLSX, first sheet with anything in it. A spreadsheet is read whole, so its size is bounded."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from customers.parsers.blocks import Block, even_rows
from customers.parsers.errors import UnreadableFile
from customers.parsers.plain_numbers import plain_number

# Unpacked; about a million rows of ten columns, some 1.5 GB of memory while it is read.
UNPACKED_BYTES = 400 << 20
ROWS_PER_BLOCK = 8192


class Spreadsheet:
    encoding = None
    delimiter = ""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._refuse_large()
        self._cells = self._load()

    def head(self, count: int) -> list[list[str]]:
        return [list(map(cell_text, row)) for row in self._cells[:count]]

    def blocks(self, *, skip: int, width: int) -> Iterator[Block]:
        rows = iter(self._cells[skip:])
        first = skip + 1
        while chunk := list(islice(rows, ROWS_PER_BLOCK)):
            yield even_rows([list(map(cell_text, row)) for row in chunk], first=first, width=width)
            first += len(chunk)

    def _refuse_large(self) -> None:
        with zipfile.ZipFile(self.path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > UNPACKED_BYTES:
            raise UnreadableFile(
                f"{self.path.name} holds {unpacked >> 20} MB of sheets, more than the {UNPACKED_BYTES >> 20} MB"
                " that are read at once; save it as CSV, which has no limit."
            )

    def _load(self) -> list[list[Any]]:
        from python_calamine import CalamineError, CalamineWorkbook

        try:
            workbook = CalamineWorkbook.from_path(str(self.path))
            for name in workbook.sheet_names:
                # Keeping empty rows above makes row numbers those that the person sees.
                if cells := workbook.get_sheet_by_name(name).to_python(skip_empty_area=False):
                    return cells
        except (CalamineError, OSError, ValueError) as error:
            raise UnreadableFile(
                f"{self.path.name} is no readable XLSX file ({error}); save it again, or as CSV."
            ) from error
        raise UnreadableFile(f"{self.path.name} is empty; nothing was imported.")


def cell_text(value: Any) -> str:
    """A cell as text: whole numbers without ".0", dates as ISO, errors such as #REF! as they stand."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # Spreadsheets keep binary fractions: 1234.5600000000002 was typed as 1234.56.
        return plain_number(int(value) if value.is_integer() and abs(value) < 1e15 else round(value, 6))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    return plain_number(value) if isinstance(value, int) else str(value)
