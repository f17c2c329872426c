from __future__ import annotations

from customers.parsers.errors import Reject
from customers.parsers.mapping import MappedTable


def landed(table: MappedTable) -> list[dict[str, str]]:
    """The rows that pass, as field → value, blank fields left out."""
    return [
        {name: value for name, value in zip(table.fields, row, strict=True) if value is not None}
        for chunk in table.chunks()
        for row in chunk.rows
    ]


def rejected(table: MappedTable) -> list[Reject]:
    return sorted((reject for chunk in table.chunks() for reject in chunk.rejects), key=lambda reject: reject.row)


def sentences(table: MappedTable) -> list[str]:
    return [reject.sentence for reject in rejected(table)]
