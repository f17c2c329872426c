"""Numbers in national formats, read every way they could be meant."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

# 1.250,00 · 1,250.00 · 1 250,00 · 1'250.00 · 1,53,400.00 · 1250 · 0.5
# What follows the first digit; that stands alone so that an expression passes quickly over all but digits.
NUMBER_REST = (
    r"(?:[0-9]{0,2}(?:[ '.,][0-9]{2,3})*[ '.,][0-9]{3}(?:[.,][0-9]{1,2})?(?![0-9])|[0-9]*(?:[.,][0-9]{1,3})?(?![0-9]))"
)
GROUPING = re.compile(r"[ ']")


@lru_cache(maxsize=8192)
def readings(text: str) -> tuple[Decimal, ...]:
    """The values that a number may have: "1.250" is 1250 or 1.25. Empty if it is no number."""
    digits = GROUPING.sub("", text)
    dot, comma = digits.rfind("."), digits.rfind(",")
    if dot < 0 and comma < 0:
        return (Decimal(digits),) if digits.isdigit() else ()
    mark = "." if dot > comma else ","
    other = "," if mark == "." else "."
    whole, _, fraction = digits.rpartition(mark)
    found = []
    if mark not in whole:
        found.append(whole.replace(other, "") + "." + fraction)
    if len(fraction) == 3 and other not in digits:
        found.append(digits.replace(mark, ""))
    return tuple(Decimal(number) for number in found if number.replace(".", "").isdigit())
