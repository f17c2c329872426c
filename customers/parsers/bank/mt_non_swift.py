""":NS: behind a statement line, where older German and Hungarian files have their text: numbered lines."""

from __future__ import annotations

import re

from customers.parsers.bank.details import PaymentDetails

NUMBERED = re.compile(r"([0-9]{2})(.*)")
LAST_TEXT = 14
NAMES = (15, 16)
ACCOUNT = 34


def read_non_swift(text: str) -> PaymentDetails:
    """01–14 text, 15–16 name, 33 bank, 34 account."""
    found = {int(match[1]): match[2].strip() for line in text.split("\n") if (match := NUMBERED.fullmatch(line))}
    return PaymentDetails(
        payer_name=" ".join(found[number] for number in NAMES if found.get(number)),
        payer_account=found.get(ACCOUNT, ""),
        lines=tuple(value for number, value in sorted(found.items()) if number <= LAST_TEXT and value),
    )
