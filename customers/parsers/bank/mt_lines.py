"""SWIFT MT statement lines (:61:) and balances (:60a:, :62a:), read by mt-940 field by field."""

from __future__ import annotations

import calendar
import logging
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from mt940 import Options
from mt940.models import Transactions
from mt940.tags import FinalOpeningBalance, Statement

from customers.parsers.bank.statement import Balance
from customers.parsers.errors import UnreadableFile, quoted

# Without reversal_sign a reversed credit would come in as money received.
OPTIONS = Options(reversal_sign=True, applicant_iban=True, case_insensitive_marks=True)
# Movements that the bank only expects: EC, ED in MT942.
EXPECTED = re.compile(r"[0-9]{6}(?:[0-9]{4}|\s{4})?E[CD]", re.IGNORECASE)
# The 16 characters of the reference, where the bank goes on behind them on the same line.
REFERENCE_WIDTH = 16
# mt-940 logs whole fields, names and payment texts included, that it cannot read; our error says it.
logging.getLogger("mt940").setLevel(logging.CRITICAL)


class StatementLine(Statement):
    """As in mt-940, but for references longer than 16 characters, decimal points and several further lines."""

    pattern: ClassVar[str] = r"""^
    (?P<year>\d{2})(?P<month>\d{2})(?P<day>\d{2})
    (?P<entry_month>\d{2}|\s{2})?(?P<entry_day>\d{2}|\s{2})?
    (?P<status>R?[DC])
    (?P<funds_code>[A-Z])?
    [\n ]?
    (?P<amount>\d[\d,.]{0,20})
    (?P<id>[A-Z][A-Z0-9 ]{3})?
    (?P<customer_reference>(?:(?!//)[^\n])*)
    (//(?P<bank_reference>[^\n]*))?
    (\n(?P<extra_details>[\s\S]*))?
    $"""


STATEMENT_LINE = StatementLine()
BALANCE = FinalOpeningBalance()


@dataclass(frozen=True)
class MtLine:
    """`kind`: three letters or digits such as TRF, CHK, 166. `further`: supplementary details."""

    booked_on: date
    amount: Decimal
    is_reversal: bool
    kind: str
    customer_reference: str
    bank_reference: str
    further: str


def is_expected(text: str) -> bool:
    return EXPECTED.match(text) is not None


def read_line(text: str) -> MtLine:
    """Raises UnreadableFile for a line that breaks off or holds something else."""
    found = _read(STATEMENT_LINE, text, "61")
    reference, further = found["customer_reference"] or "", found["extra_details"] or ""
    if not found["bank_reference"] and len(reference) > REFERENCE_WIDTH and not further:
        reference, further = reference[:REFERENCE_WIDTH], reference[REFERENCE_WIDTH:]
    return MtLine(
        booked_on=_plain_date(found.get("entry_date") or found["date"]),
        amount=found["amount"].amount,
        is_reversal=found["status"].upper().startswith("R"),
        kind=(found["id"] or "")[1:].strip(),
        customer_reference=reference.strip(),
        bank_reference=(found["bank_reference"] or "").strip(),
        further=further.strip(),
    )


def read_balance(text: str, *, currency: str = "") -> Balance:
    """`currency` serves where the bank left it away. Raises UnreadableFile."""
    if re.match(r"[CD][0-9]{6}[0-9]", text):
        text = text[:7] + (currency or "XXX") + text[7:]
    # A decimal point is not in the standard, but in some files.
    found = _read(BALANCE, re.sub(r"(?<=[0-9])\.(?=[0-9]{0,3}\s*$)", ",", text), "60 or 62")
    balance = found["final_opening_balance"]
    return Balance(_plain_date(balance.date), balance.amount.amount, balance.amount.currency.upper())


def _read(tag: Statement | FinalOpeningBalance, text: str, name: str) -> dict[str, Any]:
    collection = Transactions(options=OPTIONS)
    try:
        values: dict[str, Any] = dict(tag.parse(collection, text))
        _mend_february(values, "day", "month")
        _mend_february(values, "entry_day", "entry_month")
        return tag(collection, values)
    except (RuntimeError, ValueError, ArithmeticError) as error:
        raise UnreadableFile(
            f"The MT940 field :{name}: {quoted(text)} cannot be read; ask the bank for the file again."
        ) from error


def _mend_february(values: dict[str, Any], day: str, month: str) -> None:
    """Banks that count 30 days to each month write 30 February."""
    if values.get(month) == "02" and (values.get(day) or "").isdigit():
        last = calendar.monthrange(2000 + int(values["year"]), 2)[1]
        values[day] = f"{min(int(values[day]), last):02d}"


def _plain_date(day: date) -> date:
    return date(day.year, day.month, day.day)
