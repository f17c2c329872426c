"""Made-up statements in MT940, written as short as the format allows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

IBAN = "DE02120300000000202051"


def line(amount: str, text: str = "INV-1", *, day: date = date(2026, 3, 2), reference: str = "", mark: str = "") -> str:
    """`amount` negative = a debit; `mark` such as RD for a returned credit."""
    value = Decimal(amount)
    sign = mark or ("D" if value < 0 else "C")
    bank = f"//{reference}" if reference else ""
    return f":61:{day:%y%m%d}{day:%m%d}{sign}{_money(abs(value))}NTRFNONREF{bank}\n:86:{text}\n"


def statement(
    opening: str,
    *lines: str,
    closing: str = "",
    number: str = "12",
    day: date = date(2026, 3, 2),
    opened: date | None = None,
    account: str = IBAN,
    currency: str = "EUR",
) -> str:
    """`closing` "" = what the lines come to."""
    total = closing or str(Decimal(opening) + sum((_amount(each) for each in lines), Decimal()))
    return (
        f":20:STMT\n:25:{account}\n:28C:{number}\n:60F:{_balance(opening, opened or day, currency)}\n"
        f"{''.join(lines)}:62F:{_balance(total, day, currency)}\n"
    )


def _balance(amount: str, day: date, currency: str) -> str:
    value = Decimal(amount)
    return f"{'D' if value < 0 else 'C'}{day:%y%m%d}{currency}{_money(abs(value))}"


def _amount(line: str) -> Decimal:
    text = line.removeprefix(":61:")[10:].split("N", 1)[0]
    value = Decimal(text.lstrip("RCD").replace(",", "."))
    return -value if text.startswith(("D", "RC")) else value


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")
