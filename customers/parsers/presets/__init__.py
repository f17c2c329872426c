"""Presets and column maps: TOML that says how one program's export becomes our layouts. The format: docs/imports.md.

title = "Xero"
extends = "other_preset"          # optional: start from it, overrule part by part

[invoices]                        # one part for each layout: customers, contacts, invoices, payments, statement
kind = "delta"                    # or "snapshot": what is missing from the file is closed
dates = "dmy"                     # "mdy", "ymd"; found out when left away
decimal_mark = "."                # or ","; found out when left away
encoding = "cp1252"               # rarely needed: found out
delimiter = ";"                   # rarely needed: found out

[invoices.columns]                # our field = the file's column
number = "InvoiceNumber"
customer_id = ["Customer ID", "Customer"]                     # the first that is filled
name = { join = ["First Name", "Last Name"], with = " " }
country = { columns = "countryCode", values = { "276" = "DE" }, other = "" }
status = { columns = "SettledDate", filled = "paid", blank = "open" }
currency = { columns = "Currency", constant = "USD" }         # USD where blank or without the column
open_amount = { add = ["Amount"], subtract = ["Paid"] }
line_amount = { multiply = ["Quantity", "Price"], percent_off = "Discount", add = ["Tax"] }

transaction_id = { columns = "id", join = ["Date", "Name"] }  # joined where id is blank or missing

[[invoices.skip]]                 # rows to leave out; [[invoices.keep]] the only rows to take
column = "Status"
values = ["Draft", "Deleted"]     # or starts_with = "Total", or blank = true

[invoices.collapse]               # several rows make one
by = "number"
join = ["invoice"]                # these fields collect what differs
keep = "first"                    # instead of merging: the first row counts, later ones are repetitions
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from customers.parsers.columns import LAYOUTS
from customers.parsers.conditions import Condition, read_conditions
from customers.parsers.errors import UnreadableFile
from customers.parsers.expressions import Spec

FOLDER = Path(__file__).parent
# Lists of movements that banks and payment services export.
BANKS = FOLDER / "banks"
SECTION_KEYS = {"kind", "dates", "decimal_mark", "encoding", "delimiter", "columns", "skip", "keep", "collapse"}
ALLOWED = {"kind": {"snapshot", "delta"}, "dates": {"dmy", "mdy", "ymd"}, "decimal_mark": {".", ","}}


@dataclass(frozen=True)
class Collapse:
    """Rows with the same `by` field become one. Fields of `join` collect; others take the first that is filled."""

    by: str
    join: tuple[str, ...] = ()
    keep_first: bool = False


@dataclass(frozen=True)
class Section:
    """How one layout is found in a file; without `columns` by usual spellings of its headers."""

    columns: Mapping[str, Spec] = field(default_factory=dict)
    kind: str = ""
    date_order: str = ""
    decimal_mark: str = ""
    encoding: str = ""
    delimiter: str = ""
    skip: tuple[Condition, ...] = ()
    keep: tuple[Condition, ...] = ()
    collapse: Collapse | None = None


@dataclass(frozen=True)
class Preset:
    name: str
    title: str
    about: str
    sections: Mapping[str, Section]

    def section(self, layout: str) -> Section:
        """Raises UnreadableFile when it says nothing about the layout."""
        if layout in self.sections:
            return self.sections[layout]
        raise UnreadableFile(
            f"{self.name} has no [{layout}] part; it has {', '.join(f'[{name}]' for name in self.sections)}."
        )


def preset_names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def bank_preset_names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in BANKS.glob("*.toml")))


@cache
def load_preset(name: str) -> Preset:
    """Raises UnreadableFile, listing all presets, for an unknown name."""
    if name in bank_preset_names():
        return _preset(name, _toml(BANKS / f"{name}.toml"))
    if name not in preset_names():
        raise UnreadableFile(f"There is no preset “{name}”; there are {', '.join(preset_names())}.")
    return _preset(name, _toml(FOLDER / f"{name}.toml"))


def load_map(path: Path) -> Preset:
    """A person's own column map. Raises UnreadableFile with the line of a TOML error."""
    return _preset(path.name, _toml(path))


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UnreadableFile(f"The column map {path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"The column map {path.name} is not valid TOML: {error}.") from error


def _preset(name: str, content: dict[str, Any]) -> Preset:
    sections = dict(load_preset(content["extends"]).sections) if "extends" in content else {}
    for key, part in content.items():
        if key in ("title", "about", "extends"):
            continue
        if key not in LAYOUTS or not isinstance(part, dict):
            raise UnreadableFile(
                f"{name} has a part “{key}”; parts are {', '.join(f'[{layout}]' for layout in LAYOUTS)}."
            )
        sections[key] = _section(name, key, part, sections.get(key, Section()))
    if not sections:
        raise UnreadableFile(f"{name} maps nothing; it needs a part such as [invoices] with [invoices.columns].")
    return Preset(name, str(content.get("title", name)), str(content.get("about", "")), sections)


def _section(name: str, layout: str, part: dict[str, Any], base: Section) -> Section:
    place = f"{name} [{layout}]"
    _refuse_unknown(place, part, SECTION_KEYS)
    for key, allowed in ALLOWED.items():
        if key in part and part[key] not in allowed:
            raise UnreadableFile(f"{place} says {key} = “{part[key]}”; it may be {', '.join(sorted(allowed))}.")
    if len(part.get("delimiter", ";")) != 1:
        raise UnreadableFile(f"{place} says delimiter = “{part['delimiter']}”; it is one character.")
    columns = part.get("columns", {})
    _refuse_unknown(f"{place} columns", columns, set(LAYOUTS[layout].names))
    return Section(
        columns={**base.columns, **columns},
        kind=part.get("kind", base.kind),
        date_order=part.get("dates", base.date_order),
        decimal_mark=part.get("decimal_mark", base.decimal_mark),
        encoding=part.get("encoding", base.encoding),
        delimiter=part.get("delimiter", base.delimiter),
        skip=read_conditions(part["skip"], f"{place} skip") if "skip" in part else base.skip,
        keep=read_conditions(part["keep"], f"{place} keep") if "keep" in part else base.keep,
        collapse=_collapse(place, part["collapse"], layout) if "collapse" in part else base.collapse,
    )


def _collapse(place: str, part: dict[str, Any], layout: str) -> Collapse:
    _refuse_unknown(f"{place} collapse", part, {"by", "join", "keep"})
    by = part.get("by", LAYOUTS[layout].key)
    _refuse_unknown(f"{place} collapse", dict.fromkeys([by, *part.get("join", [])]), set(LAYOUTS[layout].names))
    return Collapse(by, tuple(part.get("join", ())), part.get("keep") == "first")


def _refuse_unknown(place: str, part: Mapping[str, Any], known: set[str]) -> None:
    if unknown := sorted(set(part) - known):
        raise UnreadableFile(
            f"{place} has “{unknown[0]}”, which is not known there; known are {', '.join(sorted(known))}."
        )
