"""What a country implies for a debtor that says nothing else: time zone, language, currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from trade.country_table import COUNTRY_TABLE

# VAT numbers and everyday use write these for the ISO code.
_ALIASES = {"UK": "GB", "EL": "GR"}


@dataclass(frozen=True)
class Country:
    code: str
    time_zone: str
    language: str
    # Empty where the country has none of its own.
    currency: str


def _countries() -> dict[str, Country]:
    rows = (row.split() for row in COUNTRY_TABLE.split(";"))
    return {code: Country(code, zone, language, currency.strip("-")) for code, zone, language, currency in rows}


COUNTRIES: dict[str, Country] = _countries()
_UNKNOWN = Country("", "UTC", "en", "")


def country_code(text: str) -> str:
    """The ISO 3166 code of "de", " UK " or "EL"; other text in capitals, known or not."""
    code = text.strip().upper()
    return _ALIASES.get(code, code)


def time_zone_for(country: str) -> str:
    """IANA name of the zone in which most of the country's business is done; "UTC" for an unknown country."""
    return _country(country).time_zone


def language_for(country: str) -> str:
    """ISO 639-1 code of the language in which most business letters there are written; "en" for an unknown country."""
    return _country(country).language


def currency_for(country: str) -> str:
    """ISO 4217 code of the country's currency; "" for an unknown country, since nothing may be assumed."""
    return _country(country).currency


def local_date(instant: datetime, time_zone: str) -> date:
    """The calendar date of an aware instant in an IANA time zone. ValueError for a naive instant or an unknown zone."""
    if instant.tzinfo is None:
        raise ValueError("The instant has no time zone, so its local date is unknown.")
    try:
        return instant.astimezone(ZoneInfo(time_zone)).date()
    except (KeyError, ValueError, OSError):
        raise ValueError(f"“{time_zone}” is not a time zone of the IANA database.") from None


def _country(text: str) -> Country:
    return COUNTRIES.get(country_code(text), _UNKNOWN)
