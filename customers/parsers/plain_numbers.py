from __future__ import annotations

from decimal import Decimal


def plain_number(value: str | int | float | Decimal) -> str:
    """A number as text with a point, never with exactly three decimals: "1.234" would read as a grouped thousand elsewhere."""
    text = value if isinstance(value, str) else f"{value if isinstance(value, int) else Decimal(str(value)):f}"
    return text + "0" if len(text) > 3 and text[-4] == "." else text
