"""One cell → its canonical text, by kind of field. Reasons read on from “due date ‘x’ ”."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache, partial

from customers.parsers.columns import Field, Kind
from customers.parsers.places import country_code, language_code
from customers.parsers.words import YES_OR_NO
from trade.dates import parse_date
from trade.money import CURRENCIES
from trade.terms import due_date

ORDERS = {"dmy": "day/month/year", "mdy": "month/day/year", "ymd": "year-month-day"}
EMAIL = re.compile(r"[^@\s\"(),:;<>\[\\\]|]+@[^@\s.,;:<>()|]+(?:\.[^@\s.,;:<>()|]+)+")
LONGEST_EMAIL = 254
# Days in any order of months: terms that depend on the month are no number of days.
TERMS_CHECKED_FROM = (date(2026, 1, 5), date(2026, 2, 20))
BROKEN = re.compile("[\ud800-\udfff]")
INVISIBLE = str.maketrans({"\u200b": None, "\ufeff": None, "\u2060": None, "\u00ad": None})


def cell_parser(field: Field, date_order: str) -> Callable[[str], str]:
    """A function from a stripped, filled cell to canonical text; raises ValueError with a reason."""
    simple: dict[Kind, Callable[[str], str]] = {
        Kind.DAYS: _days, Kind.COUNTRY: country_code, Kind.LANGUAGE: language_code, Kind.CURRENCY: _currency,
        Kind.EMAIL: _email, Kind.EMAILS: _emails, Kind.TIME_ZONE: _time_zone, Kind.BOOLEAN: _boolean,
    }  # fmt: skip
    if field.kind in simple:
        return simple[field.kind]
    if field.kind == Kind.DATE:
        return partial(_date, order=date_order)
    if field.kind == Kind.CHOICE and field.words is not None:
        return field.words.find
    if field.kind == Kind.LIST:
        return partial(_list, field=field)
    return partial(_text, field=field)


def _text(cell: str, *, field: Field) -> str:
    if BROKEN.search(cell):
        raise ValueError("has bytes that are not valid in the file's encoding; save the file as UTF-8")
    clean = unicodedata.normalize("NFC", cell.translate(INVISIBLE))
    if field.kind == Kind.KEY and ("\n" in clean or "\r" in clean):
        raise ValueError("has a line break inside; is a quote not closed?")
    if field.kind == Kind.NOTE:
        clean = "\n".join(" ".join(line.split()) for line in clean.splitlines())
    else:
        clean = " ".join(clean.split())
    if any(unicodedata.category(c) == "Cc" and c != "\n" for c in clean):
        raise ValueError("has an invisible control character inside")
    if len(clean) > field.limit:
        raise ValueError(f"has {len(clean)} characters; at most {field.limit} are kept")
    return clean


def _date(cell: str, *, order: str) -> str:
    try:
        return parse_date(cell, order=order).isoformat()
    except ValueError:
        raise ValueError(f"is no date; expected {ORDERS[order]}") from None


def _days(cell: str) -> str:
    """Empty for terms that depend on the month."""
    if re.fullmatch(r"-\s*[0-9]+(?:\.0+)?", cell):
        raise ValueError("are negative; expected a number of days from 0 up")
    try:
        days = {(due_date(issued, cell) - issued).days for issued in TERMS_CHECKED_FROM}
    except ValueError:
        raise ValueError("is no number of days; expected 30, Net 30 or Due on receipt") from None
    # "30 EOM" is no number of days: the invoices bring their due dates.
    return str(days.pop()) if len(days) == 1 else ""


def _currency(cell: str) -> str:
    code = cell.upper()
    if code not in CURRENCIES:
        raise ValueError("is no currency; expected a code of three letters such as EUR")
    return code


def _email(cell: str) -> str:
    address = cell.removeprefix("mailto:").strip()
    if named := re.fullmatch(r"[^<>]*<([^<>]+)>", address):
        address = named[1].strip()
    if not EMAIL.fullmatch(address) or len(address) > LONGEST_EMAIL or not address.isprintable():
        raise ValueError("is no e-mail address; expected one such as accounts@example.com")
    return address


def _emails(cell: str) -> str:
    """Several addresses in one cell are kept, | between them."""
    parts = [part for part in re.split(r"[;,|\n]+|\s+(?![^<]*>)(?=[^\s<]+@)", cell) if part.strip()]
    return "|".join(dict.fromkeys(_email(part.strip()) for part in parts))


def _list(cell: str, *, field: Field) -> str:
    """Parts separated by |, ; or line breaks; a comma belongs to a name ("Acme, Inc.")."""
    parts = [_text(part.strip(), field=field) for part in re.split(r"[|;\r\n]+", cell) if part.strip()]
    return "|".join(dict.fromkeys(parts))


def _boolean(cell: str) -> str:
    try:
        return YES_OR_NO.find(cell)
    except ValueError:
        raise ValueError("is neither yes nor no") from None


@cache
def _zones() -> frozenset[str]:
    from zoneinfo import available_timezones

    return frozenset(available_timezones())


def _time_zone(cell: str) -> str:
    if cell not in _zones():
        raise ValueError("is no time zone; expected a name such as Europe/Berlin")
    return cell
