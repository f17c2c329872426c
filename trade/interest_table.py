"""The dated tables behind late-payment interest: reference rates by half-year and what each country's law adds.

Read from `trade/data`, where each row names its source. What is not in a table is unknown.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from trade.countries import country_code

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class LatePaymentLaw:
    """What one business owes another that pays late. `margin` in percentage points a year.

    `reference` names a table of rates; "" where `margin` is the whole rate. `flat`: (from this amount, this sum) of
    recovery costs by the amount of the late invoice, ascending, in `flat_currency`; empty where unknown.
    """

    country: str
    valid_from: date
    reference: str
    margin: Decimal
    round_up_to: Decimal | None
    # The rate at the start of the delay holds until payment.
    fixed_at_start: bool
    flat_currency: str
    flat: tuple[tuple[Decimal, Decimal], ...]
    source: str


def half_year_of(day: date) -> date:
    """Its first day: 1 January or 1 July."""
    return date(day.year, 1 if day.month <= 6 else 7, 1)


def next_half_year(day: date) -> date:
    start = half_year_of(day)
    return date(start.year, 7, 1) if start.month == 1 else date(start.year + 1, 1, 1)


def countries_with_law() -> tuple[str, ...]:
    """ISO codes, in order."""
    return tuple(sorted(_laws()))


def law_on(country: str, day: date) -> LatePaymentLaw | None:
    """The rule that holds on a day; None for a country or a time that the tables do not know."""
    held = [law for law in _laws().get(country_code(country), ()) if law.valid_from <= day]
    return held[-1] if held else None


def yearly_rate(law: LatePaymentLaw, day: date) -> Decimal | None:
    """Percent a year in the half-year of a day, margin included; None where the reference rate is unknown."""
    if not law.reference:
        return law.margin
    reference = _reference_rates()[law.reference].get(half_year_of(day))
    if reference is None:
        return None
    if law.round_up_to:
        reference = (reference / law.round_up_to).to_integral_value(rounding=ROUND_CEILING) * law.round_up_to
    return reference + law.margin


@cache
def _laws() -> dict[str, tuple[LatePaymentLaw, ...]]:
    """By country, oldest rule first."""
    found: dict[str, list[LatePaymentLaw]] = {}
    for row in sorted(_read("late_payment_laws.toml")["law"], key=lambda row: row["valid_from"]):
        found.setdefault(row["country"], []).append(_law(row))
    return {country: tuple(laws) for country, laws in found.items()}


def _law(row: dict[str, Any]) -> LatePaymentLaw:
    step = row.get("round_up_to")
    return LatePaymentLaw(
        country=row["country"],
        valid_from=row["valid_from"],
        reference=row.get("reference", ""),
        margin=Decimal(row["margin"]),
        round_up_to=Decimal(step) if step is not None else None,
        fixed_at_start=row.get("fixed_at_start", False),
        flat_currency=row.get("flat_currency", ""),
        flat=tuple((Decimal(start), Decimal(flat)) for start, flat in row.get("flat", ())),
        source=row["source"],
    )


@cache
def _reference_rates() -> dict[str, dict[date, Decimal]]:
    """By table and first day of the half-year, in percent."""
    tables = _read("reference_rates.toml").items()
    return {name: {row["from"]: Decimal(row["rate"]) for row in table["rates"]} for name, table in tables}


def _read(name: str) -> dict[str, Any]:
    with (DATA / name).open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)
