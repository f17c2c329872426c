"""AccountFacts as JSON, kept beside each message: what its text was allowed to say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import Any, get_args, get_type_hints

from agent.facts import AccountFacts

# No part of what an approval rests on: day counts may be rendered anew, other contacts and quotes support no demand.
LOOSE = {"today": None, "contacts": (), "quotes": (), "language": ""}


def facts_to_json(facts: AccountFacts) -> dict[str, Any]:
    """Amounts as decimal strings, dates in ISO form; empty fields left out."""
    return _plain(facts)


def facts_from_json(obj: Mapping[str, Any]) -> AccountFacts:
    """The inverse of `facts_to_json`."""
    return _built(AccountFacts, obj)


def facts_digest(facts: AccountFacts) -> str:
    """SHA-256 of what a text rests on: everything but the day, day counts and what only helps to read."""
    invoices = tuple(replace(invoice, days_overdue=min(invoice.days_overdue, 1)) for invoice in facts.invoices)
    firm = replace(facts, invoices=invoices, **LOOSE)  # type: ignore[arg-type]
    return sha256(repr(firm).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if is_dataclass(value):
        parts = ((name, getattr(value, name)) for name, _ in _columns(value.__class__))
        return {name: _plain(part) for name, part in parts if part is not None and part != "" and part != ()}
    return value


def _built(cls: Any, obj: Mapping[str, Any]) -> Any:
    given = {name: read(obj[name]) for name, read in _columns(cls) if name in obj}
    return cls(**{**_omitted(cls), **given})


@cache
def _columns(cls: Any) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = get_type_hints(cls)
    return tuple((column.name, _reader(hints[column.name])) for column in fields(cls))


@cache
def _omitted(cls: Any) -> Mapping[str, Any]:
    """What an omitted empty field without a default stands for."""
    empty = {str: "", int: 0, bool: False}
    hints = get_type_hints(cls)
    bare = (c for c in fields(cls) if c.default is MISSING and c.default_factory is MISSING)
    return {c.name: () if get_args(hints[c.name])[-1:] == (...,) else empty.get(hints[c.name]) for c in bare}


def _reader(hint: Any) -> Callable[[Any], Any]:
    """How a value of this type comes back from JSON."""
    options = [option for option in get_args(hint) if option is not type(None)]
    if options and options[-1] is ...:
        inner = _reader(options[0])
        return lambda value: tuple(inner(part) for part in value)
    kind = options[0] if options else hint
    if kind is Decimal:
        return Decimal
    if kind is date:
        return date.fromisoformat
    if is_dataclass(kind):
        return lambda value: _built(kind, value)
    return lambda value: value
