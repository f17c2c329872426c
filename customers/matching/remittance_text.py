"""Remittance lines inside a payment's text, as ACH addenda carry them (X12 RMR segments)."""

from __future__ import annotations

import re
from decimal import Decimal

from customers.matching.items import AdvisedLine

# RMR*IV*number**paid*invoiced: paid is what counts.
RMR = re.compile(r"RMR\*[A-Z0-9]{2}\*([^*~\\]+)\*[^*~]*\*(-?[0-9]+(?:\.[0-9]{1,2})?)(?![0-9.])")


def advised_lines(text: str) -> tuple[AdvisedLine, ...]:
    """What each segment says is paid, in hundredths; empty where there is none."""
    return tuple(AdvisedLine(found[1].strip(), int(Decimal(found[2]) * 100)) for found in RMR.finditer(text.upper()))
