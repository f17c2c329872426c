from __future__ import annotations

from decimal import Decimal


def plain_number(value: str | int | float | Decimal) -> str:
    """A number as text with a point, never with exactly three decimals: "1.234" could be a grouped thousand."""
    text = f"{Decimal(str(value)):f}" if isinstance(value, float | Decimal) else str(value)
    return text + "0" if len(text) > 3 and text[-4] == "." else text
