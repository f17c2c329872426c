"""One figure as it is kept, listed and handed out."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Figure(NamedTuple):
    """`currency` is empty where the figure has none; `converted`: all currencies at the day's rates."""

    creditor_id: int
    name: str
    value: Decimal | None
    currency: str = ""
    converted: bool = False
