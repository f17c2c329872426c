"""Amounts as people and programs write them: "1.250,00", "1,250.00", "12'500.50", "(120.00)", "CHF 1'250.-"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from trade.currencies import is_currency_sign

LONGEST_AMOUNT = 60

_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,2})?")
_SIGNS = "+-"
_DASHES = "−–—‒‐‑﹣"
_APOSTROPHES = "’‘ʼ′´`"
_ARABIC_MARKS = {"٫": ".", "٬": "'", "،": ","}
_TO_ASCII = str.maketrans(dict.fromkeys(_DASHES, "-") | dict.fromkeys(_APOSTROPHES, "'") | _ARABIC_MARKS)
# Cents left out: "1'250.-", "250,--", "250:-".
_EMPTY_CENTS = re.compile(r"(?<=[0-9])[.,:]-{1,2}(?![0-9-])")
_BRACKETED = re.compile(r"([^()0-9]*)\(([^()]*)\)([^()0-9]*)")
_AROUND = re.compile(r"(?P<before>[^0-9]*?)(?P<core>[.,]?[0-9](?:[0-9.,' ]*[0-9])?)(?P<after>[^0-9]*)")
_SPACED = re.compile(r"[0-9]{1,3}(?:[' ][0-9]{2,3})*[' ][0-9]{3}(?:[.,][0-9]+)?")


@dataclass(frozen=True)
class _Written:
    """An amount taken apart: digits and marks without sign, currency, spaces and apostrophes."""

    digits: str
    negative: bool
    # Thousands were set apart by spaces or apostrophes, so that any mark is the decimal one.
    spaced: bool


def parse_amount(text: str, *, decimal_mark: str | None = None) -> Decimal:
    """The amount in a field that holds nothing else but a currency; parentheses or a minus on either side are negative.

    `decimal_mark` "." or "," is what the file or language uses; a text that contradicts it is refused, not reread.
    Without it the text decides, and a lone mark before exactly three digits ("1.250", "1,250") separates thousands.
    ValueError with a sentence for anything else, "NaN", "inf" and "1e5" included.
    """
    if decimal_mark != "," and _PLAIN.fullmatch(text):
        return Decimal(text)
    written = _take_apart(text)
    if written is None:
        raise ValueError(_refusal(text))
    mark = decimal_mark or _mark_shown(written) or _thousands_rule(written.digits)
    whole, found, fraction = written.digits.rpartition(mark)
    if not found:
        whole, fraction = written.digits, ""
    ungrouped = _ungrouped(whole, "," if mark == "." else ".")
    if ungrouped is None or not (fraction + "0").isdigit():
        raise ValueError(_refusal(text, decimal_mark))
    return Decimal(f"{'-' if written.negative else ''}{ungrouped or '0'}{'.' + fraction if fraction else ''}")


def detect_decimal_mark(samples: Iterable[str]) -> str:
    """The decimal mark of a column, "." or ",", by the majority of the samples that show it; "." if none does.

    "1,234" shows nothing by itself. Where all are of this kind, marks separate thousands, as in `parse_amount`.
    """
    shown = {".": 0, ",": 0}
    supposed = {".": 0, ",": 0}
    for sample in samples:
        written = _take_apart(sample)
        if written is None or not set(written.digits) & {".", ","}:
            continue
        mark = _mark_shown(written)
        if mark:
            shown[mark] += 1
        else:
            supposed[_thousands_rule(written.digits)] += 1
    votes = shown if shown["."] != shown[","] else supposed
    return "," if votes[","] > votes["."] else "."


def _take_apart(text: str) -> _Written | None:
    """None if the text is no amount."""
    if len(text) > LONGEST_AMOUNT:
        return None
    normal = _normal(text)
    bracket = _BRACKETED.fullmatch(normal)
    if bracket:
        normal = " ".join(part for part in bracket.groups() if part)
    match = _AROUND.fullmatch(_EMPTY_CENTS.sub("", normal).strip())
    if match is None:
        return None
    around, core = (match["before"], match["after"]), match["core"]
    signs = [character for side in around for character in side if character in _SIGNS] + ["-"] * bool(bracket)
    words = [word for side in around if (word := side.strip(_SIGNS + " "))]
    spaced = " " in core or "'" in core
    if len(signs) > 1 or not all(is_currency_sign(word) for word in words) or (spaced and not _SPACED.fullmatch(core)):
        return None
    return _Written(re.sub("[ ']", "", core), "-" in signs, spaced)


def _normal(text: str) -> str:
    """ASCII digits, marks, signs and spaces; marks of writing direction dropped."""
    if not text.isascii():
        text = "".join(_western(character) for character in text.translate(_TO_ASCII))
    return " ".join(text.split())


def _western(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Cf":
        return ""
    return " " if category == "Zs" else character


def _mark_shown(written: _Written) -> str | None:
    """The decimal mark as far as this amount alone proves it."""
    digits = written.digits
    points, commas = digits.count("."), digits.count(",")
    if points and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if points + commas != 1:
        return {(True, False): ",", (False, True): "."}.get((points > 1, commas > 1))
    mark = "." if points else ","
    whole, _, fraction = digits.partition(mark)
    proven = written.spaced or len(fraction) != 3 or len(whole) > 3 or whole in ("", "0")
    return mark if proven else None


def _thousands_rule(digits: str) -> str:
    """Where a lone mark stands before exactly three digits it separates thousands: the other one is decimal."""
    return "," if "." in digits else "."


def _ungrouped(whole: str, separator: str) -> str | None:
    """Whole digits without thousands separators: groups of three, or of two before the last three (India)."""
    groups = whole.split(separator)
    if len(groups) == 1 and (not whole or whole.isdigit()):
        return whole
    inner, last = groups[1:-1], groups[-1]
    sizes = {len(group) for group in inner}
    grouped = len(last) == 3 and 1 <= len(groups[0]) <= 3 and sizes in (set(), {3}, {2})
    if not grouped or not "".join(groups).isdigit():
        return None
    return "".join(groups)


def _refusal(text: str, decimal_mark: str | None = None) -> str:
    clean = " ".join(text.split())
    if not clean:
        return "The amount is empty."
    shown = f"{clean[:37]}…" if len(clean) > 40 else clean
    expected = f" with “{decimal_mark}” as the decimal mark" if decimal_mark else ""
    return f"“{shown}” is not an amount{expected}."
