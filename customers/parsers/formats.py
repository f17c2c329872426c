"""Date order and decimal mark of a file, found out from its own cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from customers.parsers.expressions import Cells, Expression
from customers.parsers.values import Formats
from trade.dates import detect_date_order, parse_date
from trade.numbers import detect_decimal_mark

# Blocks of some thousand rows each that are read for a date which proves its order, such as 13/02.
BLOCKS_FOR_PROOF = 1000
SAMPLES = 5000
ISO = re.compile(r"\s*[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T].*)?")


def find_formats(
    blocks: Iterable[Cells],
    *,
    dates: Sequence[Expression],
    amounts: Sequence[Expression],
    date_order: str,
    decimal_mark: str,
) -> tuple[Formats, str]:
    """The stated formats, or those that the file proves, and a warning where it proves nothing about its dates."""
    stream = iter(blocks)
    first = list(islice(stream, 1))
    mark = decimal_mark or detect_decimal_mark(_number_samples(first, amounts))
    if date_order:
        return Formats(date_order, mark), ""
    unclear = ""
    for block in chain(first, islice(stream, BLOCKS_FOR_PROOF)):
        samples = [cell for cell in _date_samples(block, dates) if not ISO.fullmatch(cell)]
        if not samples and not unclear:
            return Formats("ymd", mark), ""
        order = detect_date_order(samples, default="dmy")
        if order == detect_date_order(samples, default="mdy"):
            return Formats(order, mark), ""
        unclear = unclear or next((cell.strip() for cell in samples if _is_unclear(cell)), "")
    if not unclear:
        return Formats("dmy", mark), ""
    warning = (
        f"Dates such as “{unclear}” can be read in two ways; they were read as day/month/year."
        ' A column map with dates = "mdy" reads them as month/day/year.'
    )
    return Formats("dmy", mark), warning


def _is_unclear(cell: str) -> bool:
    """Whether both orders make a date of it."""
    try:
        return parse_date(cell, order="dmy") != parse_date(cell, order="mdy")
    except ValueError:
        return False


def _date_samples(block: Cells, dates: Sequence[Expression]) -> Iterator[str]:
    for expression in dates:
        yield from dict.fromkeys(cell for cell in expression.read(block, ".") if cell.strip())


def _number_samples(blocks: Sequence[Cells], amounts: Sequence[Expression]) -> Iterator[str]:
    for block in blocks:
        for index in sorted({index for expression in amounts for index in expression.indexes}):
            yield from block.column(index)[:SAMPLES]
