"""Make agent/data/cldr_dates.json: the words of time of every language, once, from published tables.

Sources, none of which is kept here or needed at run time:
- CLDR 48.2: `npm pack cldr-dates-full@48.2.0 && tar xzf cldr-dates-full-48.2.0.tgz` (Unicode licence, see
  agent/data/UNICODE-LICENSE.txt), months, weekdays, relative days, weeks, months, "in {0} days";
- dateparser's translation data (BSD): further spellings of months and weekdays;
- num2words (pip install num2words): the numbers one to thirty-one.

Usage: python agent/data/build/extract_cldr_dates.py package/main agent/data/cldr_dates.json
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

MONTHS = ["january", "february", "march", "april", "may", "june"]
MONTHS += ["july", "august", "september", "october", "november", "december"]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
CLDR_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
UNITS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}


def main(source: Path, target: Path) -> None:
    languages: dict[str, dict[str, Any]] = {}
    for folder in sorted(source.iterdir()):
        # Regions only repeat their language; scripts ("sr-Latn") add spellings to it.
        if re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?", folder.name) and folder.name != "und":
            _add(languages.setdefault(folder.name.split("-")[0], _empty()), folder)
    for code, words in languages.items():
        _add_unconfirmed(code, words)
        _add_dateparser(code, words)
        _add_numbers(code, words)
    lines = [
        f"{json.dumps(code)}: {json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(',', ':'))}"
        for code, words in sorted(languages.items())
        if words["months"] or (words["weekdays"] and words["days"])
    ]
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def _empty() -> dict[str, Any]:
    names = ("months", "short_months", "weekdays", "short_weekdays", "named_weekdays")
    return {key: {} for key in (*names, "days", "periods", "numbers", "ordinals")} | {"spans": {}, "of": []}


def _add(words: dict[str, Any], folder: Path) -> None:
    calendar = _main(folder, "ca-gregorian")["calendars"]["gregorian"]
    fields = _main(folder, "dateFields")["fields"]
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            prefix = "" if width == "wide" else "short_"
            for number, name in calendar["months"][context][width].items():
                _put(words[prefix + "months"], name, int(number))
            for index, day in enumerate(CLDR_DAYS):
                _put(words[prefix + "weekdays"], calendar["days"][context][width][day], index)
    _add_relative(words, fields)
    for pattern in calendar["dateTimeFormats"]["availableFormats"].values():
        if isinstance(pattern, str) and re.search(r"d.*M|M.*y|M.*d", pattern):
            words["of"] = sorted({*words["of"], *(w for q in re.findall(r"'([^']+)'", pattern) for w in q.split())})


def _add_relative(words: dict[str, Any], fields: dict[str, Any]) -> None:
    for shift in range(-2, 3):
        _put(words["days"], fields["day"].get(f"relative-type-{shift}", ""), shift)
        for unit in ("week", "month", "quarter", "year"):
            _put(words["periods"], fields[unit].get(f"relative-type-{shift}", ""), f"{UNITS[unit]}{shift}")
    for unit, letter in UNITS.items():
        for when, sign in (("future", "+"), ("past", "-")):
            for pattern in fields[unit].get(f"relativeTime-type-{when}", {}).values():
                if re.search(r"[^\W\d_]", pattern.replace("{0}", "")) and "{0}" in pattern and "+" not in pattern:
                    words["spans"][pattern] = sign + letter
    for index, day in enumerate(CLDR_DAYS):
        for shift, sign in ((-1, "<"), (0, "="), (1, ">")):
            _put(words["named_weekdays"], fields.get(day, {}).get(f"relative-type-{shift}", ""), f"{sign}{index}")


def _add_unconfirmed(code: str, words: dict[str, Any]) -> None:
    """Names that CLDR has but its JSON leaves out as unconfirmed; Babel (same licence) carries them."""
    from babel import Locale, UnknownLocaleError

    if words["months"] and words["weekdays"]:
        return
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return
    for context in ("format", "stand-alone"):
        for width, prefix in (("wide", ""), ("abbreviated", "short_")):
            for number, name in locale.months[context][width].items():
                _put(words[prefix + "months"], str(name), number)
            for number, name in locale.days[context][width].items():
                _put(words[prefix + "weekdays"], str(name), number)


def _add_dateparser(code: str, words: dict[str, Any]) -> None:
    try:
        info = importlib.import_module(f"dateparser.data.date_translation_data.{code}").info
    except ImportError:
        return
    for key, names in (("months", MONTHS), ("weekdays", WEEKDAYS)):
        for index, name in enumerate(names):
            for spelling in info.get(name, ()):
                # Short spellings are often common words; roman numerals and single letters always.
                if not re.fullmatch(r"[IVX]+", spelling) and len(spelling) > 1 and spelling not in words[key]:
                    kind = key if len(spelling) > 4 else f"short_{key}"
                    _put(words[kind], spelling, index + (key == "months"))
    for phrase, shift in (("0 day ago", 0), ("1 day ago", -1), ("in 1 day", 1), ("2 day ago", -2), ("in 2 day", 2)):
        for spelling in (s for s in info.get("relative-type", {}).get(phrase, ()) if len(s) > 3):
            _put(words["days"], spelling, shift)


def _add_numbers(code: str, words: dict[str, Any]) -> None:
    num2words = importlib.import_module("num2words").num2words
    for number in (*range(1, 32), 45, 60, 90):
        try:
            spelled = num2words(number, lang={"nb": "no", "fil": "tl"}.get(code, code))
        except NotImplementedError:  # how num2words says that it does not know the language
            return
        _put(words["numbers"], spelled, number)
        ordinal = _ordinal(num2words, number, code)
        if number < 32 and ordinal != spelled:
            _put(words["ordinals"], ordinal, number)


def _ordinal(spell: Callable[..., str], number: int, code: str) -> str:
    """Empty where num2words has none; for an ordinal half its languages fail with whatever their tables run into."""
    try:
        return spell(number, to="ordinal", lang=code)
    except (NotImplementedError, KeyError, IndexError, ValueError, TypeError, AttributeError):
        return ""


def _put(table: dict[str, Any], name: str, value: Any) -> None:
    name = " ".join(name.replace("\u200f", "").replace("\u200e", "").lower().split()).strip(".")
    if len(name) > 1 and not re.search(r"\d|\{0", name):
        table.setdefault(name, value)


def _main(folder: Path, name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / f"{name}.json").read_text("utf-8"))
    dates: dict[str, Any] = loaded["main"][folder.name]["dates"]
    return dates


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
